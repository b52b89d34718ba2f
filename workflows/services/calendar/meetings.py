"""When councils and bodies meet, and how long before a meeting its agenda closes."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.calendar import AgendaClosing
from db.models.organisation import Meeting, Organisation
from db.session import lock_row, reading
from workflows.access.actor import Actor
from workflows.errors import Refused
from workflows.rules.planning import MOST_DAYS
from workflows.services.register.administering import administering, must_administer
from workflows.services.register.bodies import who_meets


@dataclass(frozen=True)
class MeetingsView:
    """The meetings of a council or a body, the latest first; `days_before` is none until it has been said."""

    organisation: Organisation
    meetings: list[Meeting]
    days_before: int | None


def meetings_of(organisation_id: UUID) -> MeetingsView:
    """The meetings of a council or a body. Raises NotFound."""
    with reading() as session:
        organisation = who_meets(session, organisation_id)
        held = select(Meeting).where(Meeting.body_id == organisation_id).order_by(Meeting.held_on.desc())
        closing = select(AgendaClosing.days_before).where(AgendaClosing.organisation_id == organisation_id)
        return MeetingsView(organisation, list(session.scalars(held)), session.scalar(closing))


def set_agenda_closing(organisation_id: UUID, days_before: int | None, *, actor: Actor) -> None:
    """Say how many days before a meeting the agenda closes; none when it is not known.

    Raises Refused for a number that no agenda is closed by.
    """
    must_administer(actor)
    if days_before is not None and not 0 <= days_before <= MOST_DAYS:
        raise Refused(f"Skriv et antal dage fra 0 til {MOST_DAYS}.", field="days_before")
    with administering(actor) as session:
        who_meets(session, organisation_id)
        kept = _held_closing(session, organisation_id)
        if days_before is None:
            if kept is not None:
                session.delete(kept)
        elif kept is not None:
            kept.days_before = days_before
        else:
            session.add(AgendaClosing(organisation_id=organisation_id, days_before=days_before))


def _held_closing(session: Session, organisation_id: UUID) -> AgendaClosing | None:
    """What is said now; the organisation is held, so that two who say it at once wait for each other."""
    session.execute(lock_row(select(Organisation.id).where(Organisation.id == organisation_id)))
    kept: AgendaClosing | None = session.scalars(
        select(AgendaClosing).where(AgendaClosing.organisation_id == organisation_id)
    ).one_or_none()
    return kept
