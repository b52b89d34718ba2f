"""Keeping an agenda: putting cases and other points on it, in order, with their papers."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.case import Task
from db.models.meeting import AgendaItem, ItemPaper
from db.session import transaction
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.processes.meeting_matters import MEETING_MATTERS
from workflows.services.meetings.agenda import (
    items_of,
    next_position,
    papers_for,
    standing_item,
)
from workflows.services.meetings.holding import held_point, meeting_named, must_be_open, note_in_case
from workflows.services.meetings.sight import MeetingSight, hold_meeting
from workflows.vocabulary import TaskStatus

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
    about a citizen. A point that was withdrawn from the meeting stands there again.
    """
    with transaction() as session:
        sight = hold_meeting(session, meeting_id, actor)
        task = _task(session, task_id, sight)
        item = _withdrawn(session, sight, task) or _with_papers(session, sight, task, actor)
        item.outcome, item.conclusion = None, ""
        item.postponed_to_id, item.postponed_reason = None, ""
        note_in_case(session, task.case_id, actor, f"Sat på dagsordenen for {meeting_named(sight)}")
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


def _withdrawn(session: Session, sight: MeetingSight, task: Task) -> AgendaItem | None:
    found = select(AgendaItem).where(AgendaItem.meeting_id == sight.meeting.id, AgendaItem.task_id == task.id)
    return session.scalars(found).one_or_none()


def _with_papers(session: Session, sight: MeetingSight, task: Task, actor: Actor) -> AgendaItem:
    papers = papers_for(session, sight.body.id, {task.case_id}).get(task.case_id, [])
    item = new_item(session, sight, task.case.title, actor)
    item.task_id, item.case_id = task.id, task.case_id
    item.papers = [ItemPaper(document_id=one.id, position=place) for place, one in enumerate(papers, start=1)]
    return item


def new_item(session: Session, sight: MeetingSight, title: str, actor: Actor) -> AgendaItem:
    """A point at the end of the agenda. Raises Refused when it is full."""
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
        item = new_item(session, hold_meeting(session, meeting_id, actor), answers.title.strip(), actor)
        _say(item, answers)
        return item.id


def change_point(item_id: UUID, answers: PointAnswers, actor: Actor) -> UUID:
    """Change what is said of a point, and which papers go with it; gives the meeting.

    Raises Refused for papers that the body has not got.
    """
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
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
        item, sight = held_point(session, item_id, actor)
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
        item, sight = held_point(session, item_id, actor)
        must_be_open(session, item, sight)
        if item.case_id is not None:
            note_in_case(session, item.case_id, actor, f"Taget af dagsordenen for {meeting_named(sight)}")
        session.delete(item)
        return sight.meeting.id
