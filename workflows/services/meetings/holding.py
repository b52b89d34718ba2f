"""A point of an agenda, held for a change by the one who keeps it; what its case is told of that."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.case import Case
from db.models.meeting import AgendaItem
from db.models.organisation import Meeting
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.processes.decision import decider_name
from workflows.rules.dates_text import date_in_words
from workflows.services.meetings.agenda import WITH_ENCLOSURES, ItemStatus, shown_items
from workflows.services.meetings.sight import MeetingSight, hold_meeting
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import EventKind


def must_be_open(session: Session, item: AgendaItem, sight: MeetingSight) -> None:
    """Raise Refused for a point that has been treated, postponed or withdrawn."""
    (shown,) = shown_items(session, sight.meeting, [item])
    if shown.status is not ItemStatus.OPEN:
        raise Refused(f"Punktet er {shown.status.value.lower()} og kan ikke ændres mere.")


def held_point(session: Session, item_id: UUID, actor: Actor) -> tuple[AgendaItem, MeetingSight]:
    """The point with its case, task and papers, and its meeting. Raises as `hold_meeting` does."""
    meeting_id = session.scalars(select(AgendaItem.meeting_id).where(AgendaItem.id == item_id)).one_or_none()
    if meeting_id is None:
        raise NotFound("Punktet findes ikke.")
    sight = hold_meeting(session, meeting_id, actor)
    loaded = (joinedload(AgendaItem.task), joinedload(AgendaItem.case), joinedload(AgendaItem.postponed_to))
    found = select(AgendaItem).where(AgendaItem.id == item_id).options(*loaded)
    item = session.scalars(found.options(*WITH_ENCLOSURES)).one_or_none()
    if item is None:
        raise NotFound("Punktet findes ikke.")
    return item, sight


def note_in_case(session: Session, case_id: UUID, actor: Actor, text: str) -> None:
    """Write in the history of a point's case what happened to it."""
    case: Case = lock_case(session, case_id)
    begin(session, case, now(), actor).note(EventKind.STEP, text)


def meeting_named(sight: MeetingSight) -> str:
    """The meeting with its body and day, within a sentence."""
    return f"mødet i {decider_name(sight.body)} {day_named(sight.meeting)}"


def day_named(meeting: Meeting) -> str:
    """The day of a meeting, within a sentence."""
    return f"den {date_in_words(meeting.held_on)}"
