"""Days on which an organisation is closed beside the public holidays; deadlines count them as closed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.organisation import ClosedDay, Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.documents.formats import dato
from workflows.errors import Refused
from workflows.rules.calendar import is_working_day
from workflows.services.calendar.changes import Days, Effect, effect_of, follow, hold_cases
from workflows.services.register.administering import administering, filled, must_administer
from workflows.services.register.listing import alphabetical, found

LONGEST_PERIOD = 31


@dataclass(frozen=True)
class Calendar:
    """An organisation with the number of closed days it has from a day on."""

    organisation: Organisation
    coming: int


def calendars(from_day: date) -> list[Calendar]:
    """The organisations that have closed days of their own, by name."""
    coming = func.count(ClosedDay.id).filter(ClosedDay.day >= from_day)
    statement = (
        select(Organisation, coming)
        .join(ClosedDay, ClosedDay.organisation_id == Organisation.id)
        .group_by(Organisation.id)
        .order_by(alphabetical(Organisation.name))
    )
    with reading() as session:
        return [Calendar(organisation, number) for organisation, number in session.execute(statement)]


def closed_days(organisation_id: UUID) -> list[ClosedDay]:
    """An organisation's closed days, the latest first."""
    with reading() as session:
        return list(
            session.scalars(
                select(ClosedDay).where(ClosedDay.organisation_id == organisation_id).order_by(ClosedDay.day.desc())
            )
        )


def effect_of_closing(organisation_id: UUID, *, first: date, last: date, reason: str, actor: Actor) -> Effect:
    """The running deadlines that closing the organisation would move; nothing is kept. Refused as the closing is."""
    must_administer(actor)
    with reading() as session:
        days = _to_close(session, organisation_id, first, last, reason)
    return effect_of(days, actor)


def add_closed_days(organisation_id: UUID, *, first: date, last: date, reason: str, actor: Actor) -> int:
    """Close the organisation from `first` to `last`, weekends and holidays aside; returns the number of new days.

    A day that is closed already keeps its reason: two reasons are one day. Running deadlines follow; those that had
    been explained keep their explanation beside the new one. Raises Refused when no day is left to close.
    """
    must_administer(actor)
    with administering(actor) as session:
        hold_cases(session, organisation_id)
        days = _to_close(session, organisation_id, first, last, reason)
        session.add_all(
            ClosedDay(organisation_id=organisation_id, day=day, reason=why) for day, why in days.closed.items()
        )
        change = f"Lukkedage er lagt ind ({_period(days.closed)}: {reason.strip()})."
        follow(session, days, change=change, actor=actor, moment=now())
    return len(days.closed)


def effect_of_opening(closed_day_ids: Collection[UUID], *, actor: Actor) -> Effect:
    """The running deadlines that opening an organisation on closed days of its would move; nothing is kept."""
    must_administer(actor)
    with reading() as session:
        days = _to_open([found(session, ClosedDay, one, "Lukkedagen") for one in closed_day_ids])
    return effect_of(days, actor)


def get_closed_day(closed_day_id: UUID, *, actor: Actor) -> ClosedDay:
    """One closed day. Raises NotFound."""
    must_administer(actor)
    with reading() as session:
        return found(session, ClosedDay, closed_day_id, "Lukkedagen")


def period_of(row: ClosedDay) -> list[ClosedDay]:
    """The closed days that were one period with this one: for the same reason, and with no working day between."""
    own = [one for one in closed_days(row.organisation_id) if one.reason == row.reason]
    by_day = {one.day: one for one in own}
    together = [row]
    for step in (timedelta(days=-1), timedelta(days=1)):
        day = row.day + step
        while day in by_day or not is_working_day(day):
            together += [by_day[day]] if day in by_day else []
            day += step
    return sorted(together, key=lambda one: one.day)


def remove_closed_days(closed_day_ids: Collection[UUID], *, actor: Actor) -> None:
    """Open the organisation on the days again; running deadlines follow."""
    must_administer(actor)
    with administering(actor) as session:
        rows = [found(session, ClosedDay, one, "Lukkedagen") for one in closed_day_ids]
        days = _to_open(rows)
        hold_cases(session, days.organisation_id)
        for row in rows:
            session.delete(row)
        told = {row.day: row.reason for row in rows}
        which = "En lukkedag" if len(rows) == 1 else "Lukkedage"
        change = f"{which} er fjernet ({_period(told)}: {rows[0].reason})."
        follow(session, days, change=change, actor=actor, moment=now())


def _to_close(session: Session, organisation_id: UUID, first: date, last: date, reason: str) -> Days:
    if not first <= last < first + timedelta(days=LONGEST_PERIOD):
        raise Refused(f"Vælg en periode på højst {LONGEST_PERIOD} dage, der slutter, efter den begynder.", field="last")
    why = filled(reason, "Skriv, hvorfor organisationen holder lukket.", field="reason")
    found(session, Organisation, organisation_id, "Organisationen")
    closed = set(session.scalars(select(ClosedDay.day).where(ClosedDay.organisation_id == organisation_id)))
    period = (first + timedelta(days=number) for number in range((last - first).days + 1))
    new = {day: why for day in period if is_working_day(day) and day not in closed}
    if not new:
        raise Refused("Alle dage i perioden er weekend, helligdag eller lukket i forvejen.", field="first")
    return Days(organisation_id, new)


def _to_open(rows: Sequence[ClosedDay]) -> Days:
    """Opening on closed days of one organisation."""
    return Days(rows[0].organisation_id, {}, [row.day for row in rows])


def _period(days: Mapping[date, str]) -> str:
    first, last = min(days), max(days)
    return dato(first) if first == last else f"{dato(first)} til {dato(last)}"
