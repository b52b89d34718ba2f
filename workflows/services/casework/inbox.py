"""The work list: the tasks that are mine, my organisation's, or all that it may see; and the messages to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.models.absence import Absence
from db.models.case import NO_DEADLINE, Case, Task
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import GRANTS
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.clock import today
from workflows.services.casework.task_filters import TaskFilter
from workflows.services.casework.task_orders import cursor_after, ordered
from workflows.services.casework.task_ways import way_to
from workflows.services.people.standing_in import away_on, covered_by
from workflows.vocabulary import Party, Priority, Process, TaskStatus

PAGE = 50
AT_ONCE = 500
"""Tasks that are read together where all of them are."""
_StandIn = aliased(Person)


@dataclass(frozen=True)
class InboxRow:
    """One task in the work list. `due_on` is none for a task without a deadline."""

    task_id: UUID
    label: str
    case_id: UUID
    case_number: str
    case_title: str
    process: Process
    priority: Priority
    due_on: date | None
    organisation: str
    ours: bool
    """Whether it waits for the organisation acted for; others' tasks are only seen."""
    assignee_id: UUID | None
    assignee: str | None
    away_until: date | None
    """The last day away of the one who has it, when that person is away today."""
    stand_in: str | None
    standing_in: bool
    """Whether the person acting stands in for the one who has it."""
    mine: bool
    may_do: bool
    """Whether the person acting can do it now: by role, and nobody else has it."""
    role_may: bool
    """Whether the person's role may do it, whoever has it."""
    has_draft: bool


@dataclass(frozen=True)
class InboxPage:
    """A page of the work list; `cursor` leads to the next."""

    rows: list[InboxRow]
    cursor: str | None


def inbox(actor: Actor, asked: TaskFilter | None = None, *, cursor: str | None = None) -> InboxPage:
    """The open tasks asked for, those of the actor without a filter. Never loads a process.

    Raises NotFound for a cursor that is none.
    """
    asked = asked or TaskFilter()
    with reading() as session:
        found = ordered(listed(session, asked, actor), asked.order, cursor)
        rows = session.execute(found.limit(PAGE + 1)).all()
    more = len(rows) > PAGE
    return InboxPage(
        rows=[_row(actor, *row) for row in rows[:PAGE]],
        cursor=cursor_after(rows[PAGE - 1][0], asked.order) if more else None,
    )


def ours_listed(actor: Actor, asked: TaskFilter, most: int) -> list[UUID]:
    """The first tasks of the organisation in a list, in its order; of others' tasks none."""
    with reading() as session:
        found = way_to(session, asked, actor, today()).on(select(Task.id))
        ours = found.where(Task.organisation_id == actor.organisation_id)
        return list(session.scalars(ordered(ours, asked.order, None).limit(most)))


def every_task(session: Session, actor: Actor, asked: TaskFilter) -> Iterator[tuple[InboxRow, Case]]:
    """Every task of `inbox` in its order, with its case, read a little at a time."""
    found = ordered(listed(session, asked, actor).add_columns(Case), asked.order, None)
    rows = session.execute(found.execution_options(yield_per=AT_ONCE))
    return ((_row(actor, *row[:-1]), row[-1]) for row in rows)


def listed(session: Session, asked: TaskFilter, actor: Actor) -> Any:
    """The open tasks of a list as it is filtered, in no order; the task stands first in each row."""
    day = today()
    away = and_(Absence.person_id == Task.assignee_id, away_on(day, Task.organisation_id))
    found = (
        select(Task, Case.title, Organisation.name, Person.name, Absence, _StandIn.name)
        .join(Case, Case.id == Task.case_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .outerjoin(Absence, away)
        .outerjoin(_StandIn, _StandIn.id == Absence.stand_in_id)
    )
    return way_to(session, asked, actor, day).on(found)


def _row(
    actor: Actor,
    task: Task,
    title: str,
    organisation: str,
    assignee: str | None,
    absence: Absence | None,
    stand_in: str | None,
) -> InboxRow:
    ours = task.organisation_id == actor.organisation_id
    standing_in = ours and absence is not None and absence.stand_in_id == actor.person_id
    role_may = ours and _role_may(actor, task.element_id, task.lane)
    return InboxRow(
        task_id=task.id,
        label=task.label,
        case_id=task.case_id,
        case_number=task.case_number,
        case_title=title,
        process=Process(task.process),
        priority=task.priority,
        due_on=None if task.due_on == NO_DEADLINE else task.due_on,
        organisation=organisation,
        ours=ours,
        assignee_id=task.assignee_id,
        assignee=assignee,
        away_until=absence.last_day if absence else None,
        stand_in=stand_in,
        standing_in=standing_in,
        mine=task.assignee_id == actor.person_id,
        may_do=role_may and (standing_in or task.assignee_id in (None, actor.person_id)),
        role_may=role_may,
        has_draft=task.draft is not None,
    )


def _role_may(actor: Actor, element_id: str, lane: Party) -> bool:
    grants = GRANTS[TASK_PERMISSIONS[element_id]]
    return any(grant.party is lane and grant.role in actor.roles for grant in grants)


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
    free = Task.assignee_id.is_(None), Task.assignee_id == actor.person_id
    found = (
        select(Task)
        .where(
            Task.case_id == case_id,
            Task.organisation_id == actor.organisation_id,
            Task.status == TaskStatus.OPEN,
            or_(*free, Task.assignee_id.in_(covered_by(actor, today()))),
        )
        .order_by(Task.due_on, Task.id)
    )
    with reading() as session:
        return next((task.id for task in session.scalars(found) if _role_may(actor, task.element_id, task.lane)), None)
