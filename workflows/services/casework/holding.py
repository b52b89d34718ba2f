"""Who has a task, and how much it matters: take it, lay it back, set its priority, one or several at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from db.models.case import Case, Task
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.clock import now
from workflows.errors import NotAllowed, Refused, TaskNotOpen
from workflows.processes.step import Step
from workflows.services.casework.tasks import name_of, parts_in, require_role
from workflows.services.notices.settling import settle_given
from workflows.services.running.stepping import begin, lock_task
from workflows.vocabulary import EventKind, Priority, TaskStatus


def take(task_id: UUID, actor: Actor) -> None:
    """Let the actor have a task that nobody has.

    Raises Refused with the name of whoever has it, NotAllowed when the actor's role may not do it.
    """
    with _held(task_id, actor) as (step, task):
        require_role(step, task)
        if task.assignee_id == actor.person_id:
            return
        if task.assignee_id is not None:
            raise Refused(f"»{task.label}« er taget af {name_of(step.session, task.assignee_id)}.")
        task.assignee_id = actor.person_id
        settle_given(step.session, task.id, step.now)
        step.note(EventKind.TASK_TAKEN, f"»{task.label}«")


def release(task_id: UUID, actor: Actor) -> None:
    """Lay one's own task back, so that everybody with the role can take it.

    Raises Refused when it stands to nobody or to somebody else.
    """
    with _held(task_id, actor) as (step, task):
        parts_in(step, task)
        if task.assignee_id is None:
            raise Refused(f"»{task.label}« står ikke til nogen.")
        if task.assignee_id != actor.person_id:
            name = name_of(step.session, task.assignee_id)
            raise Refused(f"»{task.label}« står til {name}. Giv den til en anden, hvis den skal flyttes.")
        task.assignee_id = None
        step.note(EventKind.TASK_RELEASED, f"»{task.label}«")


def prioritise(task_id: UUID, priority: Priority, actor: Actor) -> None:
    """Say how much a task matters. For those who could do it or hand it over; others get NotAllowed."""
    with _held(task_id, actor) as (step, task):
        parties = parts_in(step, task)
        may = TASK_PERMISSIONS[task.element_id], Permission.TASK_HAND_OVER
        if not any(allows(one, actor=actor, parties=parties) for one in may):
            raise NotAllowed("Din rolle giver ikke adgang til at prioritere opgaven.")
        if task.priority is not priority:
            before, task.priority = task.priority, priority
            told = f"»{task.label}«: {priority.label.lower()}, før {before.label.lower()}"
            step.note(EventKind.PRIORITISED, told)


@contextmanager
def _held(task_id: UUID, actor: Actor) -> Iterator[tuple[Step, Task]]:
    """Hold a task and its case; whoever comes at the same time waits, and sees what was done.

    Raises TaskNotOpen with the name of whoever has done it.
    """
    with transaction() as session:
        case, task = lock_task(session, task_id)
        step = begin(session, case, now(), actor)
        parts_in(step, task)
        if task.status is TaskStatus.DONE:
            raise TaskNotOpen(f"»{task.label}« er imens udført af {name_of(session, task.ended_by_id)}.")
        if task.status is not TaskStatus.OPEN:
            raise TaskNotOpen(f"»{task.label}« er bortfaldet: sagen er gået videre uden den.")
        yield step, task


@dataclass(frozen=True)
class Outcome:
    """What became of one task of several: done, or why not."""

    label: str
    case_number: str
    case_title: str
    refusal: str | None


def with_each(task_ids: Sequence[UUID], act: Callable[[UUID], object], actor: Actor) -> list[Outcome]:
    """Do the same with several tasks, each by itself: one that can't be does not keep the others back."""
    with reading() as session:
        found = select(Task.id, Task.label, Case.number, Case.title).join(Case, Case.id == Task.case_id)
        ours = found.where(Task.id.in_(task_ids), Task.organisation_id == actor.organisation_id)
        named = {task_id: (label, number, title) for task_id, label, number, title in session.execute(ours)}
    return [Outcome(*named[one], _refusal(act, one)) for one in dict.fromkeys(task_ids) if one in named]


def _refusal(act: Callable[[UUID], object], task_id: UUID) -> str | None:
    try:
        act(task_id)
    except Refused as refused:
        return refused.message
    return None
