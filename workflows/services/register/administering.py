"""What every change by the secretariat has in common: who may make it, and periods in order."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from workflows.access.actor import Actor
from workflows.access.permissions import Permission, allows
from workflows.errors import NotAllowed, Refused


def must_administer(actor: Actor) -> None:
    """Raise NotAllowed unless the actor may maintain organisations, people, bodies and offers."""
    if not allows(Permission.ADMINISTER, actor=actor):
        raise NotAllowed("Det er kun sekretariatet, der kan ændre organisationer, personer, organer og tilbud.")


def filled(value: str, message: str, *, field: str) -> str:
    """The text without blanks around it; Refused with the message when nothing is left."""
    text = value.strip()
    if not text:
        raise Refused(message, field=field)
    return text


def in_order(valid_from: date, valid_to: date | None, *, field: str = "valid_to") -> None:
    """Raise Refused when the period ends before it begins."""
    if valid_to is not None and valid_to < valid_from:
        raise Refused("Perioden kan ikke slutte, før den begynder.", field=field)


def overlapping(
    starts: InstrumentedAttribute[date],
    ends: InstrumentedAttribute[date | None],
    first: date,
    last: date | None,
) -> ColumnElement[bool]:
    """Whether a row's period shares a day with the period from `first` to `last`, both included."""
    begins_in_time = starts <= last if last is not None else starts.is_not(None)
    return and_(begins_in_time, or_(ends.is_(None), ends >= first))


def valid_on(
    starts: InstrumentedAttribute[date], ends: InstrumentedAttribute[date | None], day: date
) -> ColumnElement[bool]:
    """Whether a row's period holds the day."""
    return overlapping(starts, ends, day, day)
