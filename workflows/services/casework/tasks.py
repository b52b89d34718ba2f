"""Doing a task: open it, keep a draft, complete it, hand it over."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.models.person import Person, Post
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import GRANTS, TASK_PERMISSIONS, Grant, Permission, allows
from workflows.clock import now, today
from workflows.errors import NotAllowed, NotFound, Refused, TaskNotOpen
from workflows.processes.operations import ANSWERS
from workflows.processes.sealing import kept_data, must_not_tell
from workflows.processes.step import Step
from workflows.services.running.incidents import Attempt, keep_incident
from workflows.services.running.stepping import begin, load, lock_task, save
from workflows.services.running.worklist import end_task
from workflows.vocabulary import EventKind, Party, TaskStatus

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
        _require(step, task)
        process = load(step)
        values = ANSWERS[task.element_id](step, task, answers)
        end_task(step, task, task.label)
        process.complete(task.engine_id, values, step.now)
        save(step, process)
        return case.id


@dataclass(frozen=True)
class Held:
    """A case and one of its open tasks, held until the transaction ends."""

    case: Case
    task: Task


def hold_open_task(session: Session, task_id: UUID, revision: int) -> Held:
    """Hold the case of an open task.

    Raises NotFound, or TaskNotOpen when it is done or has changed since `revision`.
    """
    case, task = lock_task(session, task_id)
    if task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(DONE_ALREADY)
    if task.revision != revision:
        raise TaskNotOpen(CHANGED)
    return Held(case, task)


def _require(step: Step, task: Task) -> None:
    """The actor's organisation has the task, and the actor the role; a named person is the only one."""
    assert step.actor is not None
    permission = TASK_PERMISSIONS[task.element_id]
    if not allows(permission, actor=step.actor, parties=_parts(step, task)):
        raise NotAllowed(f"Din rolle giver ikke adgang til at {permission.label[0].lower()}{permission.label[1:]}.")
    if task.assignee_id not in (None, step.actor.person_id):
        raise NotAllowed("Opgaven er givet til en kollega. Bed om at få den givet til dig.")


def _parts(step: Step, task: Task) -> set[Party]:
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


@dataclass(frozen=True)
class Colleague:
    """Someone to whom a task can be handed."""

    id: UUID
    name: str


def colleagues(task_id: UUID) -> list[Colleague]:
    """Those in the task's organisation who may do it, by name."""
    day = today()
    with reading() as session:
        task = session.scalars(select(Task).where(Task.id == task_id)).one()
        people = (
            select(Person.id, Person.name)
            .join(Post, Post.person_id == Person.id)
            .where(
                Post.organisation_id == task.organisation_id,
                Post.role.in_([grant.role for grant in grants_of(task)]),
                Post.valid_from <= day,
                (Post.valid_to.is_(None)) | (Post.valid_to >= day),
                Person.active.is_(True),
            )
            .distinct()
            .order_by(Person.name)
        )
        return [Colleague(id=person_id, name=name) for person_id, name in session.execute(people)]


def hand_over(task_id: UUID, *, revision: int, to_person_id: UUID, reason: str, actor: Actor) -> UUID:
    """Give a task to a colleague, who is then the only one to do it; gives the case's id.

    Raises Refused when the colleague may not do the task, NotAllowed when the actor may not hand it over.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor opgaven gives videre.", field="reason")
    chosen = next((one for one in colleagues(task_id) if one.id == to_person_id), None)
    if chosen is None:
        raise Refused("Vælg en kollega, der må udføre opgaven.", field="to_person_id")
    with transaction() as session:
        held = hold_open_task(session, task_id, revision)
        case, task = held.case, held.task
        step = begin(session, case, now(), actor)
        if not allows(Permission.TASK_HAND_OVER, actor=actor, parties=_parts(step, task)):
            raise NotAllowed("Din rolle giver ikke adgang til at give opgaven videre.")
        must_not_tell(step, reason, field="reason")
        task.assignee_id = chosen.id
        task.revision += 1
        step.note(EventKind.HANDED_OVER, f"»{task.label}« er givet til {chosen.name}: {reason.strip()}")
        return case.id


def grants_of(task: Task) -> list[Grant]:
    """What may do the task: the roles that have its permission in its lane."""
    return [grant for grant in GRANTS[TASK_PERMISSIONS[task.element_id]] if grant.party is task.lane]
