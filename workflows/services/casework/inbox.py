"""My tasks: what waits for the organisation one acts for, by what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from db.models.case import NO_DEADLINE, Case, Task
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.permissions import GRANTS, TASK_PERMISSIONS
from workflows.errors import NotFound
from workflows.vocabulary import Party, Process, TaskStatus

PAGE = 50


@dataclass(frozen=True)
class InboxRow:
    """One task in the work list. `due_on` is none for a task without a deadline."""

    task_id: UUID
    label: str
    case_id: UUID
    case_number: str
    case_title: str
    process: Process
    due_on: date | None
    assignee: str | None
    mine: bool
    may_do: bool
    has_draft: bool


@dataclass(frozen=True)
class InboxPage:
    """A page of the work list; `cursor` leads to the next."""

    rows: list[InboxRow]
    total: int
    cursor: str | None


def inbox(actor: Actor, *, cursor: str | None = None) -> InboxPage:
    """The open tasks of the actor's organisation, what is due first on top. Never loads a process.

    Raises NotFound for a cursor that is none.
    """
    mine = select(Task).where(Task.organisation_id == actor.organisation_id, Task.status == TaskStatus.OPEN)
    with reading() as session:
        total = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
        if cursor:
            due, last = _read(cursor)
            mine = mine.where(or_(Task.due_on > due, (Task.due_on == due) & (Task.id > last)))
        listed = (
            mine.join(Case, Case.id == Task.case_id)
            .outerjoin(Person, Person.id == Task.assignee_id)
            .add_columns(Case.number, Case.title, Case.process, Person.name)
            .order_by(Task.due_on, Task.id)
            .limit(PAGE + 1)
        )
        found = session.execute(listed).all()
    rows = [_row(actor, *row) for row in found[:PAGE]]
    more = len(found) > PAGE
    last_task = found[PAGE - 1][0] if more else None
    following = f"{last_task.due_on.isoformat()}_{last_task.id}" if last_task else None
    return InboxPage(rows, total, following)


def _read(cursor: str) -> tuple[date, UUID]:
    day, _, last = cursor.partition("_")
    try:
        return date.fromisoformat(day), UUID(last)
    except ValueError as unreadable:
        raise NotFound("Listen kan ikke fortsætte herfra. Begynd forfra.") from unreadable


def waiting(organisation_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many tasks wait for each of some organisations; those without any are left out."""
    found = (
        select(Task.organisation_id, func.count())
        .where(Task.organisation_id.in_(list(organisation_ids)), Task.status == TaskStatus.OPEN)
        .group_by(Task.organisation_id)
    )
    with reading() as session:
        return dict(session.execute(found).all())


def next_task(case_id: UUID, actor: Actor) -> UUID | None:
    """What the actor can do next in a case, by what is due; none when the case waits for others."""
    found = (
        select(Task)
        .where(
            Task.case_id == case_id,
            Task.organisation_id == actor.organisation_id,
            Task.status == TaskStatus.OPEN,
            or_(Task.assignee_id.is_(None), Task.assignee_id == actor.person_id),
        )
        .order_by(Task.due_on, Task.id)
    )
    with reading() as session:
        return next((task.id for task in session.scalars(found) if _may_do(actor, task.element_id, task.lane)), None)


def _row(actor: Actor, task: Task, number: str, title: str, process: str, assignee: str | None) -> InboxRow:
    return InboxRow(
        task_id=task.id,
        label=task.label,
        case_id=task.case_id,
        case_number=number,
        case_title=title,
        process=Process(process),
        due_on=None if task.due_on == NO_DEADLINE else task.due_on,
        assignee=assignee,
        mine=task.assignee_id == actor.person_id,
        may_do=_may_do(actor, task.element_id, task.lane) and task.assignee_id in (None, actor.person_id),
        has_draft=task.draft is not None,
    )


def _may_do(actor: Actor, element_id: str, lane: Party) -> bool:
    grants = GRANTS[TASK_PERMISSIONS[element_id]]
    return any(grant.party is lane and grant.role in actor.roles for grant in grants)
