"""Days on which an organisation is closed beside the public holidays; deadlines count them as closed."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from db.models.organisation import ClosedDay, Organisation
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.errors import Refused
from workflows.services.administering import filled, must_administer
from workflows.services.listing import alphabetical, found

LONGEST_PERIOD = 31
SATURDAY = 5


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


def add_closed_days(organisation_id: UUID, *, first: date, last: date, reason: str, actor: Actor) -> int:
    """Close the organisation from `first` to `last`, weekends aside; returns the number of new days.

    A day that is closed already keeps its reason: two reasons are one day. Deadlines that have been
    explained keep their explanation. Raises Refused when no day is left to close.
    """
    must_administer(actor)
    if not first <= last < first + timedelta(days=LONGEST_PERIOD):
        raise Refused(f"Vælg en periode på højst {LONGEST_PERIOD} dage, der slutter, efter den begynder.", field="last")
    why = filled(reason, "Skriv, hvorfor organisationen holder lukket.", field="reason")
    with transaction() as session:
        found(session, Organisation, organisation_id, "Organisationen")
        closed = set(session.scalars(select(ClosedDay.day).where(ClosedDay.organisation_id == organisation_id)))
        period = (first + timedelta(days=number) for number in range((last - first).days + 1))
        new = [day for day in period if day.weekday() < SATURDAY and day not in closed]
        if not new:
            raise Refused("Alle dage i perioden er lukket i forvejen.", field="first")
        session.add_all(ClosedDay(organisation_id=organisation_id, day=day, reason=why) for day in new)
    return len(new)


def remove_closed_day(closed_day_id: UUID, *, actor: Actor) -> None:
    """Open the organisation on the day again."""
    must_administer(actor)
    with transaction() as session:
        session.delete(found(session, ClosedDay, closed_day_id, "Lukkedagen"))
