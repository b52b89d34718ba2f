"""What a corrected decision date does to the deadlines of a case, their timers and the work list."""

from dataclasses import dataclass
from datetime import date

from db.models.case import NO_DEADLINE, CaseDeadline, Task
from workflows.engine.runner import OpenTask, Running
from workflows.processes.deadlines import deadline_of, keep_deadline, standing_deadline
from workflows.processes.step import Step
from workflows.services.running.worklist import open_rows

RULES = ("closing.provisional_account", "closing.final_account")
"""The deadlines that are counted from the decision."""


@dataclass(frozen=True)
class Moved:
    """A deadline that a correction moves; `after` is none where the agreement of the new date sets no such deadline."""

    label: str
    before: date
    after: date | None
    explanation: str


def moved_by(step: Step, decided_on: date) -> list[Moved]:
    """The deadlines that another date of the decision moves, by the agreement that the case has now."""
    moved = []
    for row in _standing(step):
        found = deadline_of(step, row.rule_id, decided_on)
        if found is None:
            moved.append(Moved(row.label, row.due_on, None, f"{step.agreement.title} sætter ingen frist."))
        elif found.date != row.due_on:
            moved.append(Moved(row.label, row.due_on, found.date, found.explanation))
    return moved


def move_deadlines(step: Step, process: Running, decided_on: date) -> None:
    """Let the deadlines and the open tasks that have one follow the corrected date."""
    for row in _standing(step):
        keep_deadline(step, row.rule_id, decided_on)
    waiting = {task.engine_id: task for task in process.open_tasks()}
    for task in open_rows(step):
        if task.engine_id in waiting:
            _follow(step, task, waiting[task.engine_id], decided_on)


def _follow(step: Step, task: Task, waiting: OpenTask, decided_on: date) -> None:
    rule = waiting.properties.get("deadline_rule")
    if rule is not None:
        kept = keep_deadline(step, rule, decided_on)
        task.deadline_id = kept.id if kept is not None else None
        task.due_on = kept.due_on if kept is not None else NO_DEADLINE


def _standing(step: Step) -> list[CaseDeadline]:
    return [row for rule in RULES if (row := standing_deadline(step, rule)) is not None]
