"""The task forces: who sits in them and from where, and the meetings that are fixed in advance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.organisation import Meeting, Organisation
from db.models.person import Person, Post
from db.models.specialised_list import TaskForceMember
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.errors import InputError, Refused
from workflows.processes.lookups import by_codes
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.rules.agreements import all_agreements
from workflows.rules.dates_text import date_in_words
from workflows.rules.emergency_brake.nomination import check_meeting_dates
from workflows.rules.emergency_brake.regimes import has_model, regime
from workflows.services.emergency_brake.specialised_lists import must_keep_list
from workflows.services.register.administering import administering, overlapping, valid_on
from workflows.services.register.listing import found
from workflows.vocabulary import OrganisationKind, Role, SpecialisedArea, TaskForceSeat

SEAT_KINDS = {
    TaskForceSeat.AUTHORITY: OrganisationKind.MUNICIPALITY,
    TaskForceSeat.OPERATOR: OrganisationKind.MUNICIPALITY,
    TaskForceSeat.REGION: OrganisationKind.REGION,
}


@dataclass(frozen=True)
class MeetingYear:
    """The meetings of a task force in a year, as they are set in advance."""

    agreement_id: str
    body: str
    year: int
    days: tuple[date, ...]
    why: str
    source: str


@dataclass(frozen=True)
class MemberRow:
    """A member with area, and with where the member comes from."""

    id: UUID
    person_id: UUID
    name: str
    organisation: str
    area: SpecialisedArea
    seat: TaskForceSeat
    valid_from: date
    valid_to: date | None


class MemberGiven(Answers):
    person_id: UUID
    organisation_id: UUID
    area: SpecialisedArea
    seat: TaskForceSeat
    valid_from: Day


def task_force_of(session: Session, agreement_id: str) -> Organisation:
    """The permanent task force of an agreement. Raises Refused where the agreement names none."""
    codes = regime(agreement_id).codes
    if codes is None:
        raise Refused("Aftalen har ingen fast taskforce. Sekretariatet vælger, hvem der afdækker, i hver sag.")
    kept = by_codes(session, [codes.task_force], today())
    if codes.task_force not in kept:
        raise Refused("Taskforcen er ikke registreret som organ endnu.")
    return kept[codes.task_force]


def meeting_years() -> list[MeetingYear]:
    """The fixed meetings of this year and the years to come, for everyone to see; the latest year last."""
    with reading() as session:
        return [
            year
            for known in all_agreements()
            if has_model(known.id.value) and regime(known.id.value).codes
            for year in _years(session, known.id.value)
        ]


def _years(session: Session, agreement_id: str) -> list[MeetingYear]:
    task_force, stated = task_force_of(session, agreement_id), regime(agreement_id).meetings
    planned = select(Meeting.held_on).where(
        Meeting.body_id == task_force.id, Meeting.held_on >= date(today().year, 1, 1)
    )
    days: dict[int, list[date]] = {}
    for day in session.scalars(planned.order_by(Meeting.held_on)):
        days.setdefault(day.year, []).append(day)
    return [
        MeetingYear(agreement_id, task_force.name, year, tuple(of_year), stated.why, stated.source)
        for year, of_year in days.items()
    ]


def set_meeting_dates(agreement_id: str, year: int, days: Sequence[date], *, actor: Actor) -> None:
    """Set the year's fixed meetings in place of those that have not been held.

    Raises InputError unless they are as many as the agreement says and lie ahead, and Refused where a meeting of the
    year has been held. Rule: hovedstaden-2019-2020, 9.3.
    """
    number = regime(agreement_id).meetings.value
    check_meeting_dates(days, year=year, number=number, today=today())
    with administering(actor) as session:
        must_keep_list(session, agreement_id, actor)
        task_force = task_force_of(session, agreement_id)
        planned = select(Meeting).where(Meeting.body_id == task_force.id)
        of_year = [meeting for meeting in session.scalars(planned) if meeting.held_on.year == year]
        if held := [meeting for meeting in of_year if meeting.held_on <= today()]:
            raise Refused(f"Årets første møde var den {date_in_words(held[0].held_on)}. Datoerne kan ikke sættes om.")
        for meeting in of_year:
            if meeting.held_on not in days:
                session.delete(meeting)
        taken = {meeting.held_on for meeting in of_year}
        session.add_all(Meeting(body_id=task_force.id, held_on=day, place="") for day in days if day not in taken)


def members(body_id: UUID) -> list[MemberRow]:
    """Every member that a task force has had, those of today first, then by name."""
    kept = select(TaskForceMember).where(TaskForceMember.body_id == body_id)
    with reading() as session:
        rows = session.scalars(
            kept.options(joinedload(TaskForceMember.person), joinedload(TaskForceMember.organisation))
        )
        shown = [
            MemberRow(
                row.id,
                row.person_id,
                row.person.name,
                row.organisation.name,
                row.area,
                row.seat,
                row.valid_from,
                row.valid_to,
            )
            for row in rows
        ]
    return sorted(shown, key=lambda row: (row.valid_to is not None and row.valid_to < today(), row.name))


def task_force(agreement_id: str) -> list[MemberRow]:
    """The members of an agreement's permanent task force. Raises Refused where it has none."""
    with reading() as session:
        body_id = task_force_of(session, agreement_id).id
    return members(body_id)


def add_member(agreement_id: str, answers: Mapping[str, Any], actor: Actor, *, body_id: UUID | None = None) -> UUID:
    """Give a person a seat in the task force from a day, and the post that goes with it; gives the seat's id.

    `body_id` is for an agreement that names no task force: the body that the secretariat lets map. Raises InputError
    for a person who sits there already, and a seat that does not fit the organisation.
    """
    at_once = AtOnce()
    given = at_once.read(MemberGiven, answers)
    with administering(actor) as session:
        must_keep_list(session, agreement_id, actor)
        body = task_force_of(session, agreement_id) if body_id is None else _body(session, body_id)
        with at_once:
            _must_fit_seat(session, given)
        with at_once:
            _must_not_sit(session, body, given)
        at_once.tell()
        row = TaskForceMember(body_id=body.id, **given.model_dump())
        session.add(row)
        _give_post(session, body.id, given)
        session.flush()
        return row.id


def _must_fit_seat(session: Session, given: MemberGiven) -> None:
    organisation = found(session, Organisation, given.organisation_id, "Organisationen")
    if organisation.kind is not SEAT_KINDS[given.seat]:
        raise InputError([("seat", f"{organisation.name} kan ikke have den plads.")])


def _must_not_sit(session: Session, body: Organisation, given: MemberGiven) -> None:
    found(session, Person, given.person_id, "Personen")
    sitting = select(TaskForceMember.id).where(
        TaskForceMember.body_id == body.id,
        TaskForceMember.person_id == given.person_id,
        overlapping(TaskForceMember.valid_from, TaskForceMember.valid_to, given.valid_from, None),
    )
    if session.scalar(sitting) is not None:
        raise InputError([("person_id", "Personen sidder allerede i taskforcen.")])


def _body(session: Session, body_id: UUID) -> Organisation:
    body = found(session, Organisation, body_id, "Organet")
    if body.kind is not OrganisationKind.BODY:
        raise InputError([("body_id", "Vælg et organ.")])
    return body


def _give_post(session: Session, body_id: UUID, given: MemberGiven) -> None:
    held = select(Post.id).where(
        Post.person_id == given.person_id,
        Post.organisation_id == body_id,
        Post.role == Role.TASK_FORCE_MEMBER,
        valid_on(Post.valid_from, Post.valid_to, given.valid_from),
    )
    if session.scalar(held) is None:
        session.add(
            Post(
                person_id=given.person_id,
                organisation_id=body_id,
                role=Role.TASK_FORCE_MEMBER,
                valid_from=given.valid_from,
            )
        )


def end_member(agreement_id: str, member_id: UUID, *, last_day: date, actor: Actor) -> None:
    """End a seat, and the post that goes with it, on `last_day`. Raises Refused for a day before the first."""
    with administering(actor) as session:
        must_keep_list(session, agreement_id, actor)
        row = found(session, TaskForceMember, member_id, "Medlemmet")
        if last_day < row.valid_from:
            raise Refused("Den sidste dag kan ikke ligge før den første.", field="last_day")
        row.valid_to = last_day
        posts = select(Post).where(
            Post.person_id == row.person_id,
            Post.organisation_id == row.body_id,
            Post.role == Role.TASK_FORCE_MEMBER,
            overlapping(Post.valid_from, Post.valid_to, last_day, None),
        )
        for post in session.scalars(posts):
            post.valid_to = max(last_day, post.valid_from)
