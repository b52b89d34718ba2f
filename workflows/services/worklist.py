"""The work list and the timers of a case, kept in step with its process."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from db.models.case import NO_DEADLINE, CaseDeadline, Task, Timer
from workflows.engine.runner import OpenTask, Running
from workflows.processes.deadlines import keep_deadline
from workflows.processes.step import Step
from workflows.services.standing import party_of
from workflows.vocabulary import TaskStatus


def keep_work_list(step: Step, process: Running, known: list[Task] | None = None) -> list[OpenTask]:
    """Open rows for the tasks that now wait, end rows for those that no longer do."""
    waiting = process.open_tasks()
    rows = {row.engine_id: row for row in (known if known is not None else open_rows(step))}
    for engine_id, row in rows.items():
        if engine_id not in {task.engine_id for task in waiting} and row.status is TaskStatus.OPEN:
            row.status = TaskStatus.WITHDRAWN
            row.ended_at = step.now
    for task in waiting:
        if task.engine_id not in rows:
            _open_row(step, task)
    return waiting


def open_rows(step: Step) -> list[Task]:
    """The open tasks of the step's case."""
    return list(step.session.scalars(select(Task).where(Task.case_id == step.case.id, Task.status == TaskStatus.OPEN)))


def keep_timers(step: Step, process: Running) -> None:
    """One row for each timer that waits for a date; a timer that is gone or moved loses its row."""
    waiting = {timer.engine_id: timer for timer in process.waiting_timers()}
    rows = {row.engine_id: row for row in step.session.scalars(_timers_of(step.case.id))}
    gone = [row.id for engine_id, row in rows.items() if engine_id not in waiting]
    if gone:
        step.session.execute(delete(Timer).where(Timer.id.in_(gone)))
    for engine_id, timer in waiting.items():
        if engine_id in rows:
            rows[engine_id].due_at = timer.due_at
        else:
            step.session.add(
                Timer(
                    case_id=step.case.id,
                    engine_id=engine_id,
                    element_id=timer.element_id,
                    due_at=timer.due_at,
                )
            )


def _timers_of(case_id: UUID):  # type: ignore[no-untyped-def]
    return select(Timer).where(Timer.case_id == case_id)


def _open_row(step: Step, task: OpenTask) -> None:
    lane = party_of(task.lane)
    organisation_id = UUID(str(task.item)) if task.item else _bound_to(step, task)
    deadline = _deadline(step, task)
    due_on = deadline.due_on if deadline else _plain_due(task)
    step.session.add(
        Task(
            case_id=step.case.id,
            engine_id=task.engine_id,
            element_id=task.element_id,
            label=task.label,
            lane=lane,
            organisation_id=organisation_id,
            due_on=due_on,
            deadline_id=deadline.id if deadline else None,
            opened_at=step.now,
        )
    )


def _bound_to(step: Step, task: OpenTask) -> UUID:
    organisation = step.organisation(party_of(task.lane))
    if organisation is None:
        raise LookupError(f"{task.element_id}: no party of the case stands for the lane {task.lane}")
    return organisation.id


def _plain_due(task: OpenTask) -> date:
    due = task.properties.get("due")
    return date.fromisoformat(due) if due else NO_DEADLINE


def _deadline(step: Step, task: OpenTask) -> CaseDeadline | None:
    rule = task.properties.get("deadline_rule")
    if rule is None:
        return None
    start = date.fromisoformat(task.properties["deadline_start"])
    return keep_deadline(step, rule, start)
