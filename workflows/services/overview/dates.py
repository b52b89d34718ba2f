"""What is late and what is near: open tasks and deadlines of running cases, as far as one may see them.

Counted by the database; no case is loaded, and no process. A deadline with an open task is told of as that task.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, String, Subquery, case, cast, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, CaseDeadline, Task
from db.models.organisation import Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, seeing
from workflows.errors import NotFound
from workflows.processes.step import STANDS
from workflows.services.calendar.types import PASSING
from workflows.services.casework.case_filters import with_part
from workflows.services.casework.sight import has_part
from workflows.services.casework.task_scopes import is_open
from workflows.services.overview.scope import Scope, seen_tasks, shown_title
from workflows.vocabulary import AgreementId, CaseStatus, Process

PAGE = 50
TASK, DEADLINE = "task", "deadline"


@dataclass(frozen=True)
class DueRow:
    """A date that is late or near: a task with whose it is, or a deadline of a case without an open task."""

    kind: str
    id: UUID
    due_on: date
    label: str
    organisation: str
    """Whose task it is; empty for a deadline, and where the same is to be done by several."""
    number: int
    """How many are to do the same in the case by that day."""
    case_id: UUID
    case_number: str
    case_title: str
    process: Process
    agreement: AgreementId

    def days_late(self, today: date) -> int:
        """How many days it is over its date; negative while there is time."""
        return (today - self.due_on).days


@dataclass(frozen=True)
class DueCount:
    """How much is late in the cases of one process, and how much falls due within 7, 14 and 30 days from today."""

    process: Process
    late: int
    within: tuple[int, int, int]


@dataclass(frozen=True)
class DuePage:
    """A page of what is late and near, the oldest date first; `cursor` leads to the next."""

    rows: list[DueRow]
    counts: list[DueCount]
    cursor: str | None


def show_due(actor: Actor, scope: Scope, today: date, *, cursor: str | None = None) -> DuePage:
    """What is late today, and what falls due within the days asked for. Raises NotFound for a cursor that is none."""
    dates = _together(_dates(actor, scope, today + timedelta(days=scope.horizon)))
    listed = select(dates)
    if cursor:
        day, last = _read(cursor)
        listed = listed.where(or_(dates.c.due_on > day, (dates.c.due_on == day) & (dates.c.first > last)))
    with reading() as session:
        found = session.execute(listed.order_by(dates.c.due_on, dates.c.first).limit(PAGE + 1)).all()
        counts = _counts(session, actor, scope, today)
    rows = [_row(one, UUID(one.first), one.several) for one in found[:PAGE]]
    return DuePage(rows, counts, f"{rows[-1].due_on}_{found[PAGE - 1].first}" if len(found) > PAGE else None)


def count_due(actor: Actor, scope: Scope, today: date) -> list[DueCount]:
    """The counts of `show_due` alone."""
    with reading() as session:
        return _counts(session, actor, scope, today)


def all_due(session: Session, actor: Actor, scope: Scope, today: date) -> Iterator[DueRow]:
    """Every date of `show_due` by itself, also where several are to do the same; read a little at a time."""
    dates = _dates(actor, scope, today + timedelta(days=scope.horizon))
    ordered = select(dates).order_by(dates.c.due_on, dates.c.id).execution_options(yield_per=1000)
    return (_row(one, one.id, 1) for one in session.execute(ordered))


def _counts(session: Session, actor: Actor, scope: Scope, today: date) -> list[DueCount]:
    dates = _dates(actor, scope, today + timedelta(days=30))
    late = dates.c.due_on < today

    def within(days: int) -> Any:
        return func.sum(case((~late & (dates.c.due_on <= today + timedelta(days=days)), 1), else_=0))

    numbers = select(dates.c.process, func.sum(case((late, 1), else_=0)), within(7), within(14), within(30))
    found = {row[0]: row[1:] for row in session.execute(numbers.group_by(dates.c.process))}
    return [
        DueCount(
            process,
            found[process.value][0],
            (found[process.value][1], found[process.value][2], found[process.value][3]),
        )
        for process in Process
        if process.value in found
    ]


def _dates(actor: Actor, scope: Scope, last: date) -> Subquery:
    tasks, deadlines = _tasks(actor, scope), _deadlines(actor, scope)
    tasks = tasks.where(Task.due_on <= last)
    return union_all(tasks, deadlines.where(CaseDeadline.due_on <= last)).subquery("dates")


def _together(dates: Subquery) -> Subquery:
    """One row where several are to do the same in a case by one day, as the members of a body that is heard.

    A UUID is compared as text, since PostgreSQL 17 has no smallest of them.
    """
    alike = (dates.c.kind, dates.c.due_on, dates.c.label, *(dates.c[one.name] for one in _of_case()))
    first = func.min(cast(dates.c.id, String))
    number = func.count()
    name = case((number == 1, func.min(dates.c.name)), else_="")
    return select(*alike, first.label("first"), name.label("name"), number.label("several")).group_by(*alike).subquery()


def _tasks(actor: Actor, scope: Scope) -> Select[Any]:
    whose = [Task.organisation_id == scope.organisation_id] if scope.organisation_id else []
    return (
        select(literal(TASK).label("kind"), Task.id, Task.due_on, Task.label, Organisation.name, *_of_case())
        .join(Case, Case.id == Task.case_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .where(is_open(), Task.due_on < NO_DEADLINE, seen_tasks(actor), *scope.of_cases, *whose)
    )


def _deadlines(actor: Actor, scope: Scope) -> Select[Any]:
    told = exists().where(Task.deadline_id == CaseDeadline.id, Task.case_id == Case.id, is_open())
    return (
        select(
            literal(DEADLINE).label("kind"),
            CaseDeadline.id,
            CaseDeadline.due_on,
            CaseDeadline.label,
            literal("").label("name"),
            *_of_case(),
        )
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(
            Case.status == CaseStatus.RUNNING,
            STANDS,
            CaseDeadline.met_on.is_(None),
            CaseDeadline.rule_id.not_in(PASSING),
            has_part(actor, seeing(Aspect.DEADLINES)),
            ~told,
            *scope.of_cases,
            *with_part(actor, scope.organisation_id),
        )
    )


def _of_case() -> list[Any]:
    return [Case.id.label("case_id"), Case.number, Case.title, Case.sealed, Case.process, Case.agreement_id]


def _row(found: Row[Any], row_id: UUID, number: int) -> DueRow:
    return DueRow(
        kind=found.kind,
        id=row_id,
        due_on=found.due_on,
        label=found.label,
        organisation=found.name,
        number=number,
        case_id=found.case_id,
        case_number=found.number,
        case_title=shown_title(found.title, found.sealed),
        process=Process(found.process),
        agreement=AgreementId(found.agreement_id),
    )


def _read(cursor: str) -> tuple[date, str]:
    day, _, last = cursor.partition("_")
    try:
        UUID(last)
        return date.fromisoformat(day), last
    except ValueError as unreadable:
        raise NotFound("Listen kan ikke fortsætte herfra. Begynd forfra.") from unreadable
