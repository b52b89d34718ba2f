"""What comes of a point: a conclusion, a note, nothing concluded, another meeting, or that it is withdrawn."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.meeting import AgendaItem, ItemFile, ItemPaper
from db.session import transaction
from workflows.access.actor import Actor
from workflows.errors import Refused
from workflows.services.meetings.agenda import standing_item
from workflows.services.meetings.holding import (
    day_named,
    held_point,
    meeting_named,
    must_be_open,
    note_in_case,
)
from workflows.services.meetings.keeping import new_item
from workflows.services.meetings.sight import MeetingSight, hold_meeting
from workflows.vocabulary import PointOutcome


def conclude_point(item_id: UUID, outcome: PointOutcome, text: str, actor: Actor) -> UUID:
    """Keep what came of a point without a case, in words where something was concluded; gives the meeting.

    Raises Refused for a case's point, which its own task concludes, and for one that was postponed or withdrawn.
    """
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        if item.task_id is not None:
            raise Refused("Beslutningen registreres med sagens egen opgave.")
        if outcome is PointOutcome.WITHDRAWN or item.outcome is PointOutcome.WITHDRAWN or item.postponed_to_id:
            raise Refused("Punktet er udsat eller udgået og kan ikke konkluderes på dette møde.")
        if outcome is PointOutcome.CONCLUDED and not text.strip():
            raise Refused("Skriv, hvad der blev konkluderet.", field="conclusion")
        item.outcome, item.conclusion = outcome, text.strip()
        return sight.meeting.id


def withdraw_point(item_id: UUID, reason: str, actor: Actor) -> UUID:
    """Let a point be withdrawn: it stays in the minutes with the reason, and a case is free for another meeting.

    Gives the meeting. Raises Refused for a point that has been treated, and for no reason.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor punktet udgår.", field="reason")
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        must_be_open(session, item, sight)
        item.outcome, item.conclusion = PointOutcome.WITHDRAWN, reason.strip()
        if item.case_id is not None:
            told = f"Udgået af dagsordenen for {meeting_named(sight)}: {reason.strip()}"
            note_in_case(session, item.case_id, actor, told)
        return sight.meeting.id


def reopen_point(item_id: UUID, actor: Actor) -> UUID:
    """Undo what was noted or withdrawn; gives the meeting. Raises Refused where a case stands on another agenda now."""
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        if item.outcome is None:
            raise Refused("Der er ikke noteret noget til punktet, som kan fortrydes.")
        if item.task is not None and standing_item(session, item.task) is not None:
            raise Refused("Sagen står nu på dagsordenen for et andet møde.")
        item.outcome, item.conclusion = None, ""
        if item.case_id is not None:
            note_in_case(session, item.case_id, actor, f"Igen på dagsordenen for {meeting_named(sight)}")
        return sight.meeting.id


def postpone_point(item_id: UUID, to_meeting_id: UUID, reason: str, actor: Actor) -> UUID:
    """Move a point to another meeting of the body, where it stands last; gives the meeting it comes from.

    Raises Refused for a point that has been treated, the same meeting, another body's, or no reason.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor punktet udsættes.", field="reason")
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        must_be_open(session, item, sight)
        later = hold_meeting(session, to_meeting_id, actor)
        if later.meeting.id == sight.meeting.id or later.body.id != sight.body.id:
            raise Refused("Vælg et andet af organets møder.", field="to_meeting_id")
        item.postponed_to_id, item.postponed_reason = later.meeting.id, reason.strip()
        session.flush()
        _copied(session, item, later, actor)
        if item.case_id is not None:
            told = f"Udsat fra {meeting_named(sight)} til {day_named(later.meeting)}: {reason.strip()}"
            note_in_case(session, item.case_id, actor, told)
        return sight.meeting.id


def _copied(session: Session, item: AgendaItem, later: MeetingSight, actor: Actor) -> None:
    there = select(AgendaItem).where(AgendaItem.meeting_id == later.meeting.id, AgendaItem.task_id == item.task_id)
    if item.task_id is not None and session.scalars(there).first() is not None:
        raise Refused("Sagen har allerede stået på dagsordenen for det møde.", field="to_meeting_id")
    copy = new_item(session, later, item.title, actor)
    copy.task_id, copy.case_id, copy.closed = item.task_id, item.case_id, item.closed
    copy.speaking_minutes, copy.text = item.speaking_minutes, item.text
    copy.papers = [ItemPaper(document_id=one.document_id, position=one.position) for one in item.papers]
    copy.files = [
        ItemFile(file_id=one.file_id, attachment_id=one.attachment_id, position=one.position) for one in item.files
    ]
