"""One's messages in the page: how many are unread, the list, opening one, and putting it aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from db.models.case import Case, CaseParty, Task
from db.models.notice import Message, Notice
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading, transaction
from workflows.access.visibility import LISTED
from workflows.clock import now
from workflows.errors import NotFound
from workflows.services.people.sessions import Visit
from workflows.services.running.cursors import Cursor, after
from workflows.vocabulary import NoticeKind, Process, TaskStatus

PAGE = 50
MOST_COUNTED = 100
"""More unread messages than this are not counted: the page says 99+."""


@dataclass(frozen=True)
class MessageRow:
    """A message in the list. `case_title` is none in a case about a citizen; `ended` is how its task has."""

    id: UUID
    kind: NoticeKind
    text: str
    case_id: UUID | None
    case_number: str | None
    case_title: str | None
    process: Process | None
    organisation: str
    happened_at: datetime
    read: bool
    ended: TaskStatus | None
    shared: bool
    """Whether colleagues have it too, so that it can be put aside for all."""
    put_aside_by: str | None


@dataclass(frozen=True)
class MessagePage:
    """A page of one's messages; `cursor` leads to the next."""

    rows: list[MessageRow]
    cursor: str | None


@dataclass(frozen=True)
class Opened:
    """Where a message leads: acting for the organisation, to its open task, what was written, its case, or neither.

    `person_id` is whom it tells of, to one who administers people.
    """

    kind: NoticeKind
    organisation_id: UUID
    case_id: UUID | None
    task_id: UUID | None
    comment_id: UUID | None = None
    person_id: UUID | None = None


def of_person(person_id: UUID, organisation_ids: Iterable[UUID]) -> ColumnElement[bool]:
    """The messages that a person may see: of organisations with a role today, in cases these still see."""
    part = exists().where(CaseParty.organisation_id == Message.organisation_id, CaseParty.case_id == Message.case_id)
    seen = part.where(or_(CaseParty.party.in_(LISTED), Message.task_id.is_not(None)))
    return and_(
        Message.person_id == person_id,
        Message.organisation_id.in_(list(organisation_ids)),
        or_(Message.case_id.is_(None), seen),
    )


def _own(visit: Visit) -> ColumnElement[bool]:
    return of_person(visit.person_id, (choice.organisation_id for choice in visit.choices))


def unread(visit: Visit) -> int:
    """How many unread messages the person has, MOST_COUNTED at most."""
    waiting = select(Message.id).where(_own(visit), Message.read_at.is_(None)).limit(MOST_COUNTED)
    with reading() as session:
        return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def list_messages(
    visit: Visit,
    *,
    only_unread: bool = False,
    kind: NoticeKind | None = None,
    case_number: str = "",
    cursor: str | None = None,
) -> MessagePage:
    """The person's messages, the newest first. Raises NotFound for a cursor that is none."""
    own = after(select(Message).where(_own(visit)), Message.happened_at, Message.id, cursor)
    if only_unread:
        own = own.where(Message.read_at.is_(None))
    if kind is not None:
        own = own.where(Message.kind == kind)
    if case_number:
        own = own.where(Case.number == case_number)
    found = (
        own.join(Notice, Notice.id == Message.notice_id)
        .join(Organisation, Organisation.id == Message.organisation_id)
        .outerjoin(Case, Case.id == Message.case_id)
        .outerjoin(Task, Task.id == Message.task_id)
        .outerjoin(Person, Person.id == Notice.seen_by_id)
        .add_columns(Notice, Case, Task.status, Organisation.name, Person.name)
        .order_by(Message.happened_at.desc(), Message.id.desc())
        .limit(PAGE + 1)
    )
    with reading() as session:
        rows = session.execute(found).all()
    last = rows[PAGE - 1][0] if len(rows) > PAGE else None
    return MessagePage([_row(*row) for row in rows[:PAGE]], str(Cursor(last.happened_at, last.id)) if last else None)


def _row(
    message: Message, notice: Notice, case: Case | None, task: TaskStatus | None, organisation: str, aside: str | None
) -> MessageRow:
    return MessageRow(
        id=message.id,
        kind=message.kind,
        text=notice.text,
        case_id=message.case_id,
        case_number=case.number if case else None,
        case_title=case.title if case and not case.sealed else None,
        process=Process(case.process) if case else None,
        organisation=organisation,
        happened_at=message.happened_at,
        read=message.read_at is not None,
        ended=task if task is not TaskStatus.OPEN else None,
        shared=notice.person_ids is None,
        put_aside_by=aside,
    )


def open_message(message_id: UUID, visit: Visit) -> Opened:
    """Read a message, and say where it leads. Raises NotFound for another's, or one that may not be seen any more."""
    with transaction() as session:
        message = _find(session, message_id, visit)
        message.read_at = message.read_at or now()
        waits = select(Task.id).where(Task.id == message.task_id, Task.status == TaskStatus.OPEN)
        task_id = session.scalars(waits).one_or_none()
        notice = session.get_one(Notice, message.notice_id)
        case_id = _seen_case(session, message)
        comment_id = notice.comment_id if case_id else None
        return Opened(message.kind, message.organisation_id, case_id, task_id, comment_id, notice.about_person_id)


def _seen_case(session: Session, message: Message) -> UUID | None:
    """The case, when the organisation sees more of it than a task."""
    part = select(CaseParty.case_id).where(
        CaseParty.case_id == message.case_id,
        CaseParty.organisation_id == message.organisation_id,
        CaseParty.party.in_(LISTED),
    )
    return session.scalars(part.limit(1)).one_or_none()


def mark_read(message_id: UUID, visit: Visit) -> None:
    """Mark one message as read. Raises NotFound for another's."""
    with transaction() as session:
        message = _find(session, message_id, visit)
        message.read_at = message.read_at or now()


def mark_all_read(visit: Visit) -> None:
    """Mark all of the person's messages as read."""
    with transaction() as session:
        waiting = update(Message).where(Message.person_id == visit.person_id, Message.read_at.is_(None))
        session.execute(waiting.values(read_at=now()))


def put_aside(message_id: UUID, visit: Visit) -> None:
    """Put a message aside for all colleagues who have it too; it stays in their lists, read, and says by whom.

    Raises NotFound for another's message.
    """
    with transaction() as session:
        message = _find(session, message_id, visit)
        moment = now()
        notice = session.get_one(Notice, message.notice_id)
        notice.seen_at, notice.seen_by_id = moment, visit.person_id
        of_all = update(Message).where(Message.notice_id == notice.id, Message.read_at.is_(None))
        session.execute(of_all.values(read_at=moment))


def _find(session: Session, message_id: UUID, visit: Visit) -> Message:
    message = session.scalars(select(Message).where(Message.id == message_id, _own(visit))).one_or_none()
    if message is None:
        raise NotFound("Beskeden findes ikke, eller den er ikke til dig.")
    return message
