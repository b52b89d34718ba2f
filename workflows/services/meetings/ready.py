"""The cases that are ready for a meeting: open tasks of the body that are done at one and stand on no agenda."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, CaseDeadline, Task
from db.models.meeting import AgendaItem
from workflows.processes.meeting_matters import MEETING_MATTERS
from workflows.processes.standing import STANDS
from workflows.rules.planning import DECIDED_BEFORE, Plan
from workflows.services.calendar.plans import way_back
from workflows.services.casework.task_scopes import is_open
from workflows.services.meetings.agenda import holds_its_task

MOST = 200


@dataclass(frozen=True)
class Ready:
    """A case that waits for a meeting of the body; `plan` leads back from its legal date, where it has one."""

    task_id: UUID
    label: str
    treatment: str
    case_id: UUID
    case_number: str
    case_title: str
    plan: Plan | None


def ready_for(session: Session, body_id: UUID, today: date) -> list[Ready]:
    """What can be put on an agenda of the body, the most urgent first. A case about a citizen never is."""
    placed = exists().where(AgendaItem.task_id == Task.id, holds_its_task())
    found = (
        select(Task, Case)
        .join(Case, Case.id == Task.case_id)
        .where(
            Task.organisation_id == body_id,
            is_open(),
            Task.element_id.in_(MEETING_MATTERS),
            Case.sealed.is_(False),
            ~placed,
        )
        .order_by(Task.due_on, Task.id)
        .limit(MOST)
    )
    rows = [(task, case) for task, case in session.execute(found)]
    dates = legal_dates(session, [task for task, _ in rows])
    plan = way_back(session, body_id, today) if dates else None
    return [_ready(task, case, plan, dates) for task, case in rows]


def _ready(task: Task, case: Case, plan: Callable[[date], Plan] | None, dates: Mapping[UUID, date]) -> Ready:
    legal = dates.get(task.id)
    return Ready(
        task_id=task.id,
        label=task.label,
        treatment=MEETING_MATTERS[task.element_id].treatment,
        case_id=case.id,
        case_number=case.number,
        case_title=case.title,
        plan=plan(legal) if plan and legal else None,
    )


def legal_dates(session: Session, tasks: Sequence[Task]) -> dict[UUID, date]:
    """By when each task must have been done: its own deadline, or that of the case which presupposes the decision."""
    own = {task.id: task.due_on for task in tasks if task.due_on != NO_DEADLINE}
    found = select(CaseDeadline.case_id, CaseDeadline.rule_id, CaseDeadline.due_on).where(
        CaseDeadline.case_id.in_({task.case_id for task in tasks}),
        CaseDeadline.rule_id.in_(DECIDED_BEFORE),
        CaseDeadline.met_on.is_(None),
        STANDS,
    )
    before = [
        (case_id, decided.matter, due)
        for case_id, rule, due in session.execute(found)
        for decided in DECIDED_BEFORE[rule]
    ]
    for task in tasks:
        days = [due for case_id, matter, due in before if (case_id, matter) == (task.case_id, task.matter)]
        if days or task.id in own:
            own[task.id] = min([*days, *([own[task.id]] if task.id in own else [])])
    return own
