"""Doing a task: open it, keep a draft, complete it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.models.person import Person
from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.clock import now
from workflows.errors import InputError, NotAllowed, NotFound, TaskNotOpen
from workflows.processes.operations import ANSWERS
from workflows.processes.sealing import kept_data
from workflows.processes.step import Step
from workflows.rules.unfinished import Unfinished
from workflows.services.people.standing_in import stands_in_for
from workflows.services.running.incidents import Attempt, keep_incident
from workflows.services.running.stepping import begin, load, lock_task, save
from workflows.services.running.worklist import end_task
from workflows.vocabulary import Party, TaskStatus

DONE_ALREADY = "Opgaven er allerede udført eller bortfaldet. Det, du har skrevet, er ikke sendt."
CHANGED = (
    "Opgaven er ændret, siden du åbnede siden. Dine svar er ikke sendt. "
    "Se opgaven igen, og send, hvis det stadig er det, du vil."
)


def complete_task(task_id: UUID, *, revision: int, answers: Mapping[str, Any], actor: Actor) -> UUID:
    """Complete one open task and run the process until it waits again; gives the case's id.

    `answers` are the task's own: text, numbers, yes/no, dates in ISO, amounts as decimal strings in kroner.
    Raises TaskNotOpen when someone was first, NotAllowed, Refused and InputError when the answers can't stand.
    An error of the system leaves the case as it was and an incident; it comes out as StepFailed.
    """
    attempt = Attempt("Udfør opgave", task_id=task_id, answers=dict(answers), actor=actor)
    with keep_incident(attempt), transaction() as session:
        held = hold_open_task(session, task_id, revision)
        case, task = held.case, held.task
        attempt.case_id = case.id
        attempt.what = f"Udfør opgaven »{task.label}«"
        step = begin(session, case, now(), actor)
        for_whom = _require(step, task)
        done = f"{task.label}, som stedfortræder for {for_whom}" if for_whom else task.label
        if task.engine_id is None:
            _answered(step, task, answers)
            end_task(step, task, done)
            return case.id
        process = load(step)
        values = _answered(step, task, answers)
        end_task(step, task, done)
        process.complete(task.engine_id, values, step.now)
        save(step, process)
        return case.id


def _answered(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the task's answers give the process; its form may have sent them only to hear what else is wrong."""
    values = ANSWERS[task.element_id](step, task, answers)
    if isinstance(answers, Unfinished):
        raise InputError([])
    return values


@dataclass(frozen=True)
class Held:
    """A case and one of its open tasks, held until the transaction ends."""

    case: Case
    task: Task


def hold_open_task(session: Session, task_id: UUID, revision: int | None) -> Held:
    """Hold the case of an open task.

    Raises NotFound, or TaskNotOpen when it is done or has changed since `revision`, where one is given.
    """
    case, task = lock_task(session, task_id)
    if task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(DONE_ALREADY)
    if revision is not None and task.revision != revision:
        raise TaskNotOpen(CHANGED)
    return Held(case, task)


def _require(step: Step, task: Task) -> str | None:
    """The actor's organisation has the task, and the actor the role; a named person or a stand-in is the only one.

    Gives the name of the one the actor stands in for. The role is asked of the actor alone, so that an absence
    gives nobody a right that the own role does not.
    """
    assert step.actor is not None
    require_role(step, task)
    if task.assignee_id in (None, step.actor.person_id):
        return None
    for_whom = stands_in_for(step.session, task.assignee_id, step.actor)
    if for_whom is None:
        raise NotAllowed("Opgaven er givet til en kollega. Bed om at få den givet til dig.")
    return for_whom


def require_role(step: Step, task: Task) -> None:
    """The actor has the role that the task asks for. Raises NotAllowed, or NotFound for another organisation's."""
    assert step.actor is not None
    permission = TASK_PERMISSIONS[task.element_id]
    if not allows(permission, actor=step.actor, parties=parts_in(step, task)):
        raise NotAllowed(f"Din rolle giver ikke adgang til at {permission.label[0].lower()}{permission.label[1:]}.")


def parts_in(step: Step, task: Task) -> set[Party]:
    """The actor's parts in the case. Raises NotFound for the task of another organisation."""
    assert step.actor is not None
    if task.organisation_id != step.actor.organisation_id:
        raise NotFound("Opgaven findes ikke.")
    return {row.party for row in step.parties if row.organisation_id == task.organisation_id}


def keep_draft(task_id: UUID, *, revision: int, draft: Mapping[str, Any], actor: Actor) -> int:
    """Keep what someone has typed so far; gives the task's new revision.

    Raises TaskNotOpen when the task is done or someone else has kept a draft meanwhile, and NotAllowed
    when the actor may not do it.
    """
    with typing_in(task_id, revision=revision, draft=draft, actor=actor) as (_, task):
        pass
    return task.revision


@contextmanager
def typing_in(task_id: UUID, *, revision: int, draft: Mapping[str, Any], actor: Actor) -> Iterator[tuple[Step, Task]]:
    """Hold an open task that the actor may do, for a change of what it holds; the draft is kept with it."""
    with transaction() as session:
        held = hold_open_task(session, task_id, revision)
        step, task = begin(session, held.case, now(), actor), held.task
        _require(step, task)
        yield step, task
        task.draft = kept_data(step, "task.draft", draft)
        task.revision += 1


def name_of(session: Session, person_id: UUID | None) -> str:
    """The name of a person, or of the system where nobody did it."""
    name: str | None = session.scalars(select(Person.name).where(Person.id == person_id)).one_or_none()
    return name or "Rammesag"
