"""What every change by the secretariat has in common: who may make it, and periods in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models.organisation import Organisation
from db.recording import ITSELF, Acting, act_as
from db.session import lock_row, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.errors import NotAllowed, Refused

COMMAND_LINE = UUID(int=0)
"""In place of a person's id: who runs the system acts by the machine's own command line, without a login."""


@contextmanager
def administering(actor: Actor, *, reason: str = "") -> Iterator[Session]:
    """A transaction whose changes are kept in the history as the actor's; every change of what is administered is.

    Changes by one organisation wait for each other, so that a button that is pressed twice at once finds what the
    first has made when it looks whether there is such a thing already.
    """
    with transaction() as session:
        session.execute(lock_row(select(Organisation.id).where(Organisation.id == actor.organisation_id)))
        act_as(session, acting(actor, reason=reason))
        yield session


@contextmanager
def by_command(command: str) -> Iterator[Session]:
    """As `administering`, for a command of the machine's own command line, which the history names."""
    with transaction() as session:
        act_as(session, Acting(origin=f"Kommandolinjen: {command}"))
        yield session


def acting(actor: Actor | None, *, case_id: UUID | None = None, reason: str = "") -> Acting:
    """Who acts, as the history keeps it; nobody is Rammesag itself."""
    if actor is None:
        return Acting(origin=ITSELF, case_id=case_id, reason=reason)
    if actor.person_id == COMMAND_LINE:
        return Acting(origin=actor.name, case_id=case_id, reason=reason)
    return Acting(actor.person_id, actor.organisation_id, case_id=case_id, reason=reason)


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
