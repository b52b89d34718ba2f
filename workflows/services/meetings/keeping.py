"""Keeping an agenda: putting cases on it, in order, with their papers; postponing them; concluding the others."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.models.case import Case, Task
from db.models.meeting import AgendaItem, ItemPaper
from db.models.organisation import Meeting
from db.session import transaction
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.processes.decision import decider_name
from workflows.processes.meeting_matters import MEETING_MATTERS
from workflows.rules.dates_text import date_in_words
from workflows.services.meetings.agenda import (
    ItemStatus,
    items_of,
    next_position,
    papers_for,
    shown_items,
    standing_item,
)
from workflows.services.meetings.sight import MeetingSight, hold_meeting
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import EventKind, TaskStatus

MOST_POINTS = 100


@dataclass(frozen=True)
class PointAnswers:
    """What the secretary says of a point; `papers` are the documents that go with it."""

    title: str
    closed: bool = False
    speaking_minutes: int | None = None
    text: str = ""
    papers: frozenset[UUID] = frozenset()


def add_task(meeting_id: UUID, task_id: UUID, actor: Actor) -> UUID:
    """Put a case that waits for the body on the agenda, with all the papers that the body has got; gives the point.

    Raises Refused for a task that is none of a meeting's, is done, or stands on an agenda already, and for a case
    about a citizen.
    """
    with transaction() as session:
        sight = hold_meeting(session, meeting_id, actor)
        task = _task(session, task_id, sight)
        papers = papers_for(session, sight.body.id, {task.case_id}).get(task.case_id, [])
        item = _item(session, sight, task.case.title, actor)
        item.task_id, item.case_id = task.id, task.case_id
        item.papers = [ItemPaper(document_id=one.id, position=place) for place, one in enumerate(papers, start=1)]
        _note(session, task.case_id, actor, f"Sat på dagsordenen for {_meeting_named(sight)}")
        return item.id


def _task(session: Session, task_id: UUID, sight: MeetingSight) -> Task:
    found = select(Task).where(Task.id == task_id, Task.organisation_id == sight.body.id)
    task = session.scalars(found.options(joinedload(Task.case))).one_or_none()
    if task is None or task.element_id not in MEETING_MATTERS:
        raise NotFound("Opgaven findes ikke, eller den behandles ikke på et møde.")
    if task.case.sealed:
        raise Refused("En sag om en borger kan ikke sættes på en dagsorden.")
    if task.status is not TaskStatus.OPEN:
        raise Refused("Opgaven er allerede udført eller bortfaldet.")
    if standing_item(session, task) is not None:
        raise Refused("Sagen står allerede på en dagsorden.")
    return task


def _item(session: Session, sight: MeetingSight, title: str, actor: Actor) -> AgendaItem:
    place = next_position(session, sight.meeting.id)
    if place > MOST_POINTS:
        raise Refused(f"Der kan højst være {MOST_POINTS} punkter på en dagsorden.")
    item = AgendaItem(
        id=uuid4(),
        meeting_id=sight.meeting.id,
        position=place,
        title=title,
        added_at=now(),
        added_by_id=actor.person_id,
    )
    session.add(item)
    return item


def add_point(meeting_id: UUID, answers: PointAnswers, actor: Actor) -> UUID:
    """Put something without a case on the agenda, e.g. the approval of the agenda; gives the point."""
    with transaction() as session:
        item = _item(session, hold_meeting(session, meeting_id, actor), answers.title.strip(), actor)
        _say(item, answers)
        return item.id


def change_point(item_id: UUID, answers: PointAnswers, actor: Actor) -> UUID:
    """Change what is said of a point, and which papers go with it; gives the meeting.

    Raises Refused for papers that the body has not got.
    """
    with transaction() as session:
        item, sight = _held(session, item_id, actor)
        _say(item, answers)
        if item.case_id is not None:
            _choose_papers(session, item, sight, answers.papers)
        return sight.meeting.id


def _say(item: AgendaItem, answers: PointAnswers) -> None:
    if not answers.title.strip():
        raise Refused("Skriv punktets overskrift.", field="title")
    item.title, item.closed = answers.title.strip(), answers.closed
    item.speaking_minutes, item.text = answers.speaking_minutes, answers.text.strip()


def _choose_papers(session: Session, item: AgendaItem, sight: MeetingSight, wanted: Collection[UUID]) -> None:
    assert item.case_id is not None
    seen = papers_for(session, sight.body.id, {item.case_id}).get(item.case_id, [])
    kept = [one.document_id for one in item.papers if one.document_id in wanted]
    added = [one.id for one in seen if one.id in wanted and one.id not in kept]
    if set(wanted) - {*kept, *added}:
        raise Refused("Et af bilagene er ikke sendt til organet.", field="papers")
    by_id = {one.document_id: one for one in item.papers}
    item.papers = [
        by_id.get(document_id) or ItemPaper(document_id=document_id, position=0) for document_id in [*kept, *added]
    ]
    for place, paper in enumerate(item.papers, start=1):
        paper.position = place


def move_point(item_id: UUID, *, up: bool, actor: Actor) -> UUID:
    """Let a point change places with its neighbour; gives the meeting."""
    with transaction() as session:
        item, sight = _held(session, item_id, actor)
        items = items_of(session, sight.meeting)
        at = items.index(item)
        to = at - 1 if up else at + 1
        if 0 <= to < len(items):
            items[at], items[to] = items[to], items[at]
        for place, one in enumerate(items, start=1):
            one.position = place
        return sight.meeting.id


def remove_point(item_id: UUID, actor: Actor) -> UUID:
    """Take a point off the agenda; gives the meeting. Raises Refused for one that has been treated or postponed."""
    with transaction() as session:
        item, sight = _held(session, item_id, actor)
        _must_be_open(session, item, sight)
        if item.case_id is not None:
            _note(session, item.case_id, actor, f"Taget af dagsordenen for {_meeting_named(sight)}")
        session.delete(item)
        return sight.meeting.id


def conclude_point(item_id: UUID, conclusion: str, actor: Actor) -> UUID:
    """Keep what was concluded on a point without a case; gives the meeting. That of a case is its own task."""
    with transaction() as session:
        item, sight = _held(session, item_id, actor)
        if item.task_id is not None:
            raise Refused("Beslutningen registreres med sagens egen opgave.")
        if not conclusion.strip():
            raise Refused("Skriv, hvad der blev konkluderet.", field="conclusion")
        item.conclusion = conclusion.strip()
        return sight.meeting.id


def postpone_point(item_id: UUID, to_meeting_id: UUID, reason: str, actor: Actor) -> UUID:
    """Move a point to another meeting of the body, where it stands last; gives the meeting it comes from.

    Raises Refused for a point that has been treated, the same meeting, another body's, or no reason.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor punktet udsættes.", field="reason")
    with transaction() as session:
        item, sight = _held(session, item_id, actor)
        _must_be_open(session, item, sight)
        later = hold_meeting(session, to_meeting_id, actor)
        if later.meeting.id == sight.meeting.id or later.body.id != sight.body.id:
            raise Refused("Vælg et andet af organets møder.", field="to_meeting_id")
        item.postponed_to_id, item.postponed_reason = later.meeting.id, reason.strip()
        session.flush()
        _copied(session, item, later, actor)
        if item.case_id is not None:
            told = f"Udsat fra {_meeting_named(sight)} til {_day(later.meeting)}: {reason.strip()}"
            _note(session, item.case_id, actor, told)
        return sight.meeting.id


def _copied(session: Session, item: AgendaItem, later: MeetingSight, actor: Actor) -> None:
    there = select(AgendaItem).where(AgendaItem.meeting_id == later.meeting.id, AgendaItem.task_id == item.task_id)
    if item.task_id is not None and session.scalars(there).first() is not None:
        raise Refused("Sagen har allerede stået på dagsordenen for det møde.", field="to_meeting_id")
    copy = _item(session, later, item.title, actor)
    copy.task_id, copy.case_id, copy.closed = item.task_id, item.case_id, item.closed
    copy.speaking_minutes, copy.text = item.speaking_minutes, item.text
    copy.papers = [ItemPaper(document_id=one.document_id, position=one.position) for one in item.papers]


def _must_be_open(session: Session, item: AgendaItem, sight: MeetingSight) -> None:
    (shown,) = shown_items(session, sight.meeting, [item])
    if shown.status is not ItemStatus.OPEN:
        raise Refused(f"Punktet er {shown.status.value.lower()} og kan ikke flyttes.")


def _held(session: Session, item_id: UUID, actor: Actor) -> tuple[AgendaItem, MeetingSight]:
    meeting_id = session.scalars(select(AgendaItem.meeting_id).where(AgendaItem.id == item_id)).one_or_none()
    if meeting_id is None:
        raise NotFound("Punktet findes ikke.")
    sight = hold_meeting(session, meeting_id, actor)
    loaded = (joinedload(AgendaItem.task), joinedload(AgendaItem.case), joinedload(AgendaItem.postponed_to))
    found = select(AgendaItem).where(AgendaItem.id == item_id).options(*loaded)
    with_papers = found.options(selectinload(AgendaItem.papers).joinedload(ItemPaper.document))
    item = session.scalars(with_papers).one_or_none()
    if item is None:
        raise NotFound("Punktet findes ikke.")
    return item, sight


def _note(session: Session, case_id: UUID, actor: Actor, text: str) -> None:
    case: Case = lock_case(session, case_id)
    begin(session, case, now(), actor).note(EventKind.STEP, text)


def _meeting_named(sight: MeetingSight) -> str:
    return f"mødet i {decider_name(sight.body)} {_day(sight.meeting)}"


def _day(meeting: Meeting) -> str:
    return f"den {date_in_words(meeting.held_on)}"
