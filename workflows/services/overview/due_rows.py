"""The selects of what is late and near: open tasks and unmet deadlines of running cases, as far as one may see them.

Both are read in the order of their day off an index, so that a page costs as much among many cases as among few.
A deadline with an open task is told of as that task.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select

from db.models.case import Case, CaseDeadline, Task
from workflows.access.visibility import Aspect, seeing
from workflows.processes.standing import STANDS
from workflows.services.calendar.types import PASSING
from workflows.services.casework.case_filters import with_part
from workflows.services.casework.sight import has_part
from workflows.services.casework.task_scopes import is_open
from workflows.services.overview.scope import Asker, seen_tasks
from workflows.vocabulary import CaseStatus

UNMET = CaseDeadline.met_on.is_(None)


def due_tasks(asker: Asker, last: date, columns: Sequence[Any]) -> Select[Any]:
    """The open tasks that are due by a day."""
    return (
        select(*columns)
        .where(is_open(), Task.due_on <= last, seen_tasks(asker.actor), *asker.scope.of_tasks)
        .where(*asker.by_case(Task.case_id))
    )


def due_deadlines(asker: Asker, last: date, columns: Sequence[Any]) -> Select[Any]:
    """The deadlines of running cases that are due by a day, not met, and without an open task."""
    told = exists().where(Task.deadline_id == CaseDeadline.id, Task.case_id == CaseDeadline.case_id, is_open())
    return (
        select(*columns)
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(
            CaseDeadline.due_on <= last,
            UNMET,
            STANDS,
            CaseDeadline.rule_id.not_in(PASSING),
            Case.status == CaseStatus.RUNNING,
            has_part(asker.actor, seeing(Aspect.DEADLINES)),
            ~told,
            *asker.scope.of_cases,
            *with_part(asker.actor, asker.scope.organisation_id),
            *asker.by_case(CaseDeadline.case_id),
        )
    )
