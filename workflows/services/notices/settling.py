"""Settling messages that have no news any more, so that nobody has to read or put away what is over.

A task that is done, withdrawn, or in a colleague's hands asks nothing of those who were told that it is open. A step
says so by its own row alone (`Task.told_at` is emptied), and the one who takes up what is to be told settles it.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.orm import Session, aliased

from db.models.case import Task
from db.models.notice import Message, Notice
from workflows.vocabulary import NoticeKind, TaskStatus

OPENED = (NoticeKind.TASK_OPENED, NoticeKind.TASK_GIVEN)
WHILE_OPEN = (*OPENED, NoticeKind.DEADLINE_NEAR, NoticeKind.DEADLINE_PASSED)
"""What is news of a task only as long as it is open."""


def over() -> ColumnElement[bool]:
    """Whether a message tells of a task that has ended since, so that no mail shall mention it."""
    of_it = aliased(Task)
    ended = exists().where(of_it.id == Message.task_id, of_it.status != TaskStatus.OPEN)
    return and_(Message.kind.in_(WHILE_OPEN), ended)


def settle_ended(session: Session, task_ids: Collection[UUID], moment: datetime) -> None:
    """Mark as read what tells of tasks that have ended."""
    if task_ids:
        _settle(session, and_(Message.task_id.in_(task_ids), Message.kind.in_(WHILE_OPEN)), moment)


def settle_given(session: Session, task_id: UUID, moment: datetime) -> None:
    """Mark as read what tells that a task is open, now that somebody has it; who is given it is told anew."""
    _settle(session, and_(Message.task_id == task_id, Message.kind.in_(OPENED)), moment)


def settle_late(session: Session, case_id: UUID, moment: datetime) -> None:
    """The same for what was told of a case only after its tasks had ended, or had been taken."""
    tasks = select(Task.id).where(Task.case_id == case_id)
    ended = tasks.where(Task.status != TaskStatus.OPEN)
    taken = tasks.where(Task.status == TaskStatus.OPEN, Task.assignee_id.is_not(None))
    _settle(session, and_(Message.task_id.in_(ended), Message.kind.in_(WHILE_OPEN)), moment)
    _settle(session, and_(Message.task_id.in_(taken), Message.kind == NoticeKind.TASK_OPENED), moment)


def settle_question(session: Session, case_id: UUID, comment_id: UUID, moment: datetime) -> None:
    """Mark as read, for all who were asked, a question that has been answered; a mention in it stays to be read."""
    of_it = select(Notice.id).where(Notice.key == f"{case_id}:question:{comment_id}")
    _settle(session, Message.notice_id.in_(of_it), moment)


def settle_withdrawn(session: Session, comment_id: UUID, moment: datetime) -> None:
    """Mark as read, for all, that something was written which has been withdrawn."""
    of_it = select(Notice.id).where(Notice.comment_id == comment_id)
    _settle(session, Message.notice_id.in_(of_it), moment)


def settle_incident(session: Session, incident_id: UUID, moment: datetime) -> None:
    """Mark as read, for all, that something failed which has been dealt with."""
    of_it = select(Notice.id).where(Notice.key == f"incident:{incident_id}")
    _settle(session, Message.notice_id.in_(of_it), moment)


def settle_address(session: Session, person_id: UUID, moment: datetime) -> None:
    """Mark as read that a person's address was refused, when it has been corrected or takes mail again."""
    of_it = select(Notice.id).where(Notice.about_person_id == person_id)
    refused = Message.kind == NoticeKind.ADDRESS_REFUSED
    _settle(session, and_(Message.notice_id.in_(of_it), refused), moment)


def _settle(session: Session, which: ColumnElement[bool], moment: datetime) -> None:
    unread = update(Message).where(which, Message.read_at.is_(None)).values(read_at=moment)
    session.execute(unread.execution_options(synchronize_session=False))
