"""Plans back from dates that a council or a body must decide before: the latest meeting, and the agenda's last day."""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.calendar import AgendaClosing
from db.models.case import CaseParty
from db.models.closing import Treatment
from db.models.organisation import ClosedDay, Meeting, Organisation
from workflows.rules.planning import DECIDED_BEFORE, Plan, agenda_day, plan_backwards
from workflows.services.calendar.dates import who_meets
from workflows.services.calendar.types import CalendarDate, DateKind
from workflows.vocabulary import Party

APPROVED = "approved"


@dataclass(frozen=True)
class PlanShown:
    """A plan, and who must meet, in words."""

    who: str
    plan: Plan


@dataclass(frozen=True)
class _Calendar:
    """What is known of when organisations meet, and their agendas close."""

    names: Mapping[UUID, str]
    meetings: Mapping[UUID, list[date]]
    days_before: Mapping[UUID, int]
    closed: Mapping[UUID, Mapping[date, str]]


def plans_of(session: Session, dates: Iterable[CalendarDate], own_id: UUID, today: date) -> dict[str, list[PlanShown]]:
    """The plans of each date that must be decided on at meetings, by its `uid`; none for what is over.

    `own_id` is the organisation whose tasks stand with the dates. Six selects at the most, however many dates.
    """
    held = list(dates)
    meets = {one.uid: own_id for one in held if any(task.at_meeting for task in one.tasks)}
    return plans_for(session, held, meets, today)


def plans_for(
    session: Session, dates: Iterable[CalendarDate], meets: Mapping[str, UUID], today: date
) -> dict[str, list[PlanShown]]:
    """The same where the tasks are of several organisations: `meets` says by `uid` whose meeting a task is done at."""
    coming = [one for one in dates if one.day >= today and one.met_on is None]
    meeting = {one.uid: [meets[one.uid]] for one in coming if one.uid in meets}
    meeting |= _deciders(session, [one for one in coming if one.rule_id in DECIDED_BEFORE])
    if not meeting:
        return {}
    known = _calendar(session, {one for who in meeting.values() for one in who}, today)
    return {
        one.uid: [_shown(known, who, one.day, today) for who in meeting[one.uid]]
        for one in coming
        if one.uid in meeting
    }


def way_back(session: Session, organisation_id: UUID, today: date) -> Callable[[date], Plan]:
    """Plans back from legal dates to the meetings of one council or body."""
    known = _calendar(session, [organisation_id], today)
    return lambda day: _shown(known, organisation_id, day, today).plan


def plans_back(session: Session, ids: Collection[UUID], day: date, today: date) -> list[PlanShown]:
    """The ways back from one legal date to the meetings of several councils and bodies, in their order."""
    known = _calendar(session, ids, today)
    return [_shown(known, organisation_id, day, today) for organisation_id in ids]


def agenda_closing(session: Session, organisation_id: UUID, meeting: date) -> tuple[date, str] | None:
    """The latest day for the agenda of a meeting, and how it comes about; none where that is not known."""
    days = _days_before(session, [organisation_id]).get(organisation_id)
    if days is None:
        return None
    return agenda_day(meeting, days, _closed(session, [organisation_id]).get(organisation_id, {}))


def agendas_of(session: Session, dates: Collection[CalendarDate]) -> dict[str, str]:
    """When the agenda of each meeting closes, in words, by its `uid`; those of which it is not known are left out."""
    meetings = [one for one in dates if one.kind is DateKind.MEETING and one.meets_id]
    if not meetings:
        return {}
    ids = {one.meets_id for one in meetings if one.meets_id}
    days_before, closed = _days_before(session, ids), _closed(session, ids)
    return {
        one.uid: agenda_day(one.day, days_before[one.meets_id], closed.get(one.meets_id, {}))[1]
        for one in meetings
        if one.meets_id in days_before
    }


def _deciders(session: Session, dates: Collection[CalendarDate]) -> dict[str, list[UUID]]:
    """Who decides before each deadline: those who have not done so yet."""
    if not dates:
        return {}
    cases = {one.case.id for one in dates if one.case}
    parties = {rule.party for rules in DECIDED_BEFORE.values() for rule in rules}
    found = select(CaseParty.case_id, CaseParty.party, CaseParty.organisation_id)
    rows = session.execute(found.where(CaseParty.case_id.in_(cases), CaseParty.party.in_(parties)))
    deciding: dict[tuple[UUID, Party], list[UUID]] = {}
    for case_id, party, organisation_id in rows:
        deciding.setdefault((case_id, party), []).append(organisation_id)
    treated = select(Treatment.case_id, Treatment.matter, Treatment.body_id)
    approved = treated.where(Treatment.case_id.in_(cases), Treatment.outcome == APPROVED)
    decided = {(case_id, matter, body_id) for case_id, matter, body_id in session.execute(approved)}
    waiting = {one.uid: _still_to_decide(one, deciding, decided) for one in dates}
    return {uid: who for uid, who in waiting.items() if who}


def _still_to_decide(
    one: CalendarDate, deciding: Mapping[tuple[UUID, Party], list[UUID]], decided: Set[tuple[UUID, str, UUID]]
) -> list[UUID]:
    if one.case is None:
        return []
    case_id = one.case.id
    return [
        organisation_id
        for rule in DECIDED_BEFORE[one.rule_id]
        for organisation_id in deciding.get((case_id, rule.party), ())
        if (case_id, rule.matter, organisation_id) not in decided
    ]


def _shown(known: _Calendar, organisation_id: UUID, day: date, today: date) -> PlanShown:
    plan = plan_backwards(
        legal_date=day,
        meetings=known.meetings.get(organisation_id, []),
        closes_days_before=known.days_before.get(organisation_id),
        today=today,
        extra_closed=known.closed.get(organisation_id, {}),
    )
    return PlanShown(known.names[organisation_id], plan)


def _calendar(session: Session, ids: Collection[UUID], today: date) -> _Calendar:
    meetings: dict[UUID, list[date]] = {}
    coming = select(Meeting.body_id, Meeting.held_on).where(Meeting.body_id.in_(ids), Meeting.held_on >= today)
    for body_id, day in session.execute(coming):
        meetings.setdefault(body_id, []).append(day)
    rows = session.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    names = {one.id: who_meets(one) for one in rows}
    return _Calendar(names, meetings, _days_before(session, ids), _closed(session, ids))


def _days_before(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    found = select(AgendaClosing).where(AgendaClosing.organisation_id.in_(ids))
    return {row.organisation_id: row.days_before for row in session.scalars(found)}


def _closed(session: Session, ids: Collection[UUID]) -> dict[UUID, dict[date, str]]:
    closed: dict[UUID, dict[date, str]] = {}
    for row in session.scalars(select(ClosedDay).where(ClosedDay.organisation_id.in_(ids))):
        closed.setdefault(row.organisation_id, {})[row.day] = row.reason
    return closed
