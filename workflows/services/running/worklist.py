"""The work list and the timers of a case, kept in step with its process."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select, update

from db.models.case import NO_DEADLINE, CaseDeadline, Task, Timer
from workflows.engine.runner import OpenTask, Running
from workflows.processes.assigned import ASSIGNED, Assignment
from workflows.processes.deadlines import keep_deadline
from workflows.processes.standing import CALENDAR
from workflows.processes.step import Step
from workflows.services.people.standing_in import away_today, name_of_receiver
from workflows.services.running.standing import party_of
from workflows.vocabulary import EventKind, TaskStatus


def keep_work_list(step: Step, process: Running) -> None:
    """Open rows for the tasks that wait since the step began, withdraw those that no longer do."""
    waiting = {task.engine_id: task for task in process.open_tasks()}
    if gone := step.tasks - waiting.keys():
        row = update(Task).where(Task.case_id == step.case.id, Task.engine_id.in_(gone))
        step.session.execute(row.values(status=TaskStatus.WITHDRAWN, ended_at=step.now, told_at=None))
    opened = [_open_row(step, task) for engine_id, task in waiting.items() if engine_id not in step.tasks]
    _note_who_is_away(step, [row for row in opened if row.assignee_id])


def end_task(step: Step, task: Task, text: str) -> None:
    """Mark a task done by the step's actor; `text` tells it in the history."""
    assert step.actor is not None
    task.status = TaskStatus.DONE
    task.ended_at = step.now
    task.told_at = None
    task.ended_by_id = step.actor.person_id
    task.draft = None
    task.revision += 1
    step.tasks.discard(task.engine_id)
    step.note(EventKind.TASK_DONE, text, element=task.element_id)


def open_rows(step: Step) -> list[Task]:
    """The open tasks of the step's case."""
    return list(step.session.scalars(select(Task).where(Task.case_id == step.case.id, Task.status == TaskStatus.OPEN)))


def keep_timers(step: Step, process: Running) -> None:
    """One row for each timer that waits for a date; those that are gone or moved since the step began lose theirs."""
    waiting = {timer.engine_id: timer for timer in process.waiting_timers()}
    stale = [one for one, due_at in step.timers.items() if one not in waiting or waiting[one].due_at != due_at]
    if stale:
        step.session.execute(delete(Timer).where(Timer.case_id == step.case.id, Timer.engine_id.in_(stale)))
    step.session.add_all(
        Timer(case_id=step.case.id, engine_id=engine_id, element_id=timer.element_id, due_at=timer.due_at)
        for engine_id, timer in waiting.items()
        if step.timers.get(engine_id) != timer.due_at
    )


def _note_who_is_away(step: Step, given: Sequence[Task]) -> None:
    """Tell in the history which tasks the process has given to somebody who is away today, and who stands in."""
    for organisation_id in sorted({row.organisation_id for row in given}):
        ours = [row for row in given if row.organisation_id == organisation_id]
        away = away_today(step.session, {row.assignee_id for row in ours if row.assignee_id}, organisation_id)
        for row in ours:
            if found := away.get(row.assignee_id or organisation_id):
                text = f"»{row.label}« står til {name_of_receiver(found.name, found)}"
                step.note(EventKind.STEP, text, element=row.element_id)


def _open_row(step: Step, task: OpenTask) -> Task:
    deadline = _deadline(step, task)
    given = _assignment(step, task)
    row = Task(
        case_id=step.case.id,
        engine_id=task.engine_id,
        element_id=task.element_id,
        matter=task.properties.get("matter"),
        item=task.item,
        label=given.label,
        lane=party_of(task.lane),
        organisation_id=given.organisation_id,
        assignee_id=given.person_id,
        process=step.case.process,
        agreement_id=step.case.agreement_id,
        case_number=step.case.number,
        municipality_id=next((one.id for one in step.organisations(*CALENDAR)), None),
        due_on=deadline.due_on if deadline else given.due or NO_DEADLINE,
        deadline_id=deadline.id if deadline else None,
        opened_at=step.now,
        opened_by_id=step.actor.person_id if step.actor else None,
    )
    step.session.add(row)
    return row


def _assignment(step: Step, task: OpenTask) -> Assignment:
    """Whose task it is: of the organisation in the list, of whom the process says, or of the lane's."""
    if task.item and task.element_id in ASSIGNED:
        given = ASSIGNED[task.element_id](step, task.item)
        return given if given.due else replace(given, due=_plain_due(task))
    organisation_id = UUID(task.item) if task.item else _bound_to(step, task)
    return Assignment(organisation_id, None, task.label, _plain_due(task))


def _bound_to(step: Step, task: OpenTask) -> UUID:
    organisation = step.organisation(party_of(task.lane))
    if organisation is None:
        raise LookupError(f"{task.element_id}: no party of the case stands for the lane {task.lane}")
    return organisation.id


def _plain_due(task: OpenTask) -> date | None:
    due = task.properties.get("due")
    return date.fromisoformat(due) if due else None


def _deadline(step: Step, task: OpenTask) -> CaseDeadline | None:
    rule = task.properties.get("deadline_rule")
    if rule is None:
        return None
    start = date.fromisoformat(task.properties["deadline_start"])
    return keep_deadline(step, rule, start)
