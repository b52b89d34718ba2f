"""How much is late and how much is near, in the cases of each process."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, select, union_all
from sqlalchemy.orm import Session

from db.models.case import Case, CaseDeadline, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.services.overview.due_rows import due_deadlines, due_tasks
from workflows.services.overview.scope import HORIZONS, Asker, Scope, asker
from workflows.vocabulary import Process

LOOKED_AT = 2000
"""So many tasks and so many deadlines are counted, the oldest first; beyond that the counts are said to be at least."""


@dataclass(frozen=True)
class DueCount:
    """How much is late in the cases of one process, and how much falls due within 7, 14 and 30 days from today."""

    process: Process
    late: int
    within: tuple[int, int, int]


@dataclass(frozen=True)
class DueCounts:
    """The counts of the processes that have any; with `more` there are later dates that were not counted."""

    by_process: list[DueCount]
    more: bool = False


def count_due(actor: Actor, scope: Scope, today: date) -> DueCounts:
    """The counts of what one may see."""
    with reading() as session:
        return counts_in(session, asker(session, actor, scope), today)


def counts_in(session: Session, asker: Asker, today: date) -> DueCounts:
    """The same within a transaction."""
    last = today + timedelta(days=HORIZONS[-1])
    tasks = due_tasks(asker, last, (Task.process, Task.due_on))
    deadlines = due_deadlines(asker, last, (Case.process, CaseDeadline.due_on))
    dates = union_all(
        _first(tasks.order_by(Task.due_on, Task.case_id)),
        _first(deadlines.order_by(CaseDeadline.due_on, CaseDeadline.case_id)),
    ).subquery()
    late = dates.c.due_on < today

    def counted(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    near = [counted(~late & (dates.c.due_on <= today + timedelta(days=days))) for days in HORIZONS]
    numbers = select(dates.c.process, counted(late), *near, func.count()).group_by(dates.c.process)
    found = {row[0]: row[1:] for row in session.execute(numbers)}
    return DueCounts(
        [_count(process, found[process.value]) for process in Process if process.value in found],
        more=sum(row[-1] for row in found.values()) >= LOOKED_AT,
    )


def _first(found: Any) -> Any:
    return select(found.limit(LOOKED_AT).subquery())


def _count(process: Process, numbers: Any) -> DueCount:
    late, seven, fourteen, thirty, _ = numbers
    return DueCount(process, late, (seven, fourteen, thirty))
