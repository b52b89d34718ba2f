"""Postponing a point to another meeting of its body, and taking that back until the other meeting knows of it."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from db.models.meeting import AgendaItem, ItemFile, ItemPaper, MeetingDocument
from db.models.organisation import Meeting
from db.session import transaction
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.errors import Refused
from workflows.services.meetings.agenda import WITH_ENCLOSURES, ItemStatus, shown_items, standing_item
from workflows.services.meetings.holding import day_named, held_point, meeting_named, must_be_open, note_in_case
from workflows.services.meetings.keeping import new_item
from workflows.services.meetings.sight import MeetingSight, hold_meeting
from workflows.vocabulary import MeetingPaper


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
    copy.postponed_from_id = item.id
    copy.task_id, copy.case_id, copy.closed = item.task_id, item.case_id, item.closed
    copy.speaking_minutes, copy.text = item.speaking_minutes, item.text
    copy.papers = [ItemPaper(document_id=one.document_id, position=one.position) for one in item.papers]
    copy.files = [
        ItemFile(file_id=one.file_id, attachment_id=one.attachment_id, position=one.position) for one in item.files
    ]


def bring_back(item_id: UUID, actor: Actor) -> UUID:
    """Take back that a point was postponed: it stands at its own meeting again, as it was; gives that meeting.

    Raises Refused for a point that was not postponed, when the other meeting has published it on an agenda, treated
    it or been held, and when the case stands on yet another agenda.
    """
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        if item.postponed_to_id is None:
            raise Refused("Punktet er ikke udsat.")
        later = hold_meeting(session, item.postponed_to_id, actor)
        if (copy := _copy_of(session, item)) is not None:
            _must_be_unknown(session, later, copy)
            session.delete(copy)
            session.flush()
        if item.task is not None and standing_item(session, item.task) is not None:
            raise Refused("Sagen står nu på dagsordenen for et andet møde.")
        item.postponed_to_id, item.postponed_reason = None, ""
        if item.case_id is not None:
            told = f"Udsættelsen til {day_named(later.meeting)} er fortrudt: igen på dagsordenen for"
            note_in_case(session, item.case_id, actor, f"{told} {meeting_named(sight)}")
        return sight.meeting.id


def _copy_of(session: Session, item: AgendaItem) -> AgendaItem | None:
    """The point that took its place; none when it has been taken off the other agenda."""
    found = select(AgendaItem).where(AgendaItem.postponed_from_id == item.id)
    loaded = joinedload(AgendaItem.task), joinedload(AgendaItem.case), joinedload(AgendaItem.postponed_to)
    return session.scalars(found.options(*loaded, *WITH_ENCLOSURES)).first()


def _must_be_unknown(session: Session, later: MeetingSight, copy: AgendaItem) -> None:
    (shown,) = shown_items(session, later.meeting, [copy])
    if shown.status is not ItemStatus.OPEN:
        raise Refused(f"Punktet er {shown.status.value.lower()} på mødet {day_named(later.meeting)}.")
    if later.meeting.held_on < today():
        raise Refused(f"Mødet {day_named(later.meeting)} er holdt. Udsæt eller behandl punktet dér.")
    if _published(session, later.meeting, copy):
        raise Refused(f"Dagsordenen for mødet {day_named(later.meeting)} er udsendt med punktet. Udsæt det dér.")


def _published(session: Session, meeting: Meeting, copy: AgendaItem) -> bool:
    of_meeting = MeetingDocument.meeting_id == meeting.id, MeetingDocument.kind == MeetingPaper.AGENDA
    since = exists().where(*of_meeting, MeetingDocument.issued_at >= copy.added_at)
    return bool(session.scalar(select(since)))
