"""What stands to somebody who leaves: their open tasks go back to all who may do them in the organisation."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case as when
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.models.case import Task
from db.models.organisation import Organisation
from db.models.person import Person, Post
from db.models.work import Job
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import now, start_of_day, today
from workflows.processes.step import Step
from workflows.services.casework.handing_over import grants_of
from workflows.services.casework.task_scopes import is_open
from workflows.services.people.stand_ins_gone import let_go_of_stand_in
from workflows.services.register.listing import alphabetical
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import EventKind, Role

RELEASE = "release_tasks"
"""The kind of the job by which tasks go back on the day after a role has ended."""


@dataclass(frozen=True)
class TasksHeld:
    """How many open tasks stand to a person in an organisation, and how many of them are late."""

    organisation: str
    number: int
    late: int


def tasks_held(person_id: UUID) -> list[TasksHeld]:
    """The open tasks that stand to a person, counted by organisation."""
    late = func.sum(when((Task.due_on < today(), 1), else_=0))
    found = (
        select(Organisation.name, func.count(), late)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .where(is_open(), Task.assignee_id == person_id)
        .group_by(Organisation.name)
        .order_by(alphabetical(Organisation.name))
    )
    with reading() as session:
        return [TasksHeld(*row) for row in session.execute(found)]


def give_back(session: Session, person_id: UUID, moment: datetime, actor: Actor | None) -> int:
    """Lay back the open tasks that the person may no longer do; gives how many.

    One who is shut out may do none. The history of each case tells of it. Nor does the person stand in any more.
    """
    session.flush()
    person = session.get_one(Person, person_id)
    roles = _roles_today(session, person_id) if person.active else {}
    stands = is_open(), Task.assignee_id == person_id
    number = 0
    for case_id in session.scalars(select(Task.case_id).where(*stands).distinct().order_by(Task.case_id)).all():
        step = begin(session, lock_case(session, case_id), moment, actor)
        held = select(Task).where(*stands, Task.case_id == case_id).order_by(Task.id)
        for task in session.scalars(held.execution_options(populate_existing=True)):
            if not _may_do(task, roles.get(task.organisation_id, set())):
                _lay_back(step, task, person.name)
                number += 1
    let_go_of_stand_in(session, person_id, actor)
    return number


def give_back_after(session: Session, person_id: UUID, last_day: date, actor: Actor) -> None:
    """Lay the tasks back once a role has ended: at once, or by a job on the day after."""
    if last_day < today():
        give_back(session, person_id, now(), actor)
        return
    key = f"{RELEASE}:{person_id}:{last_day.isoformat()}"
    if session.scalars(select(Job.id).where(Job.key == key)).one_or_none() is None:
        first_day = start_of_day(last_day + timedelta(days=1))
        session.add(Job(key=key, kind=RELEASE, payload={"person_id": str(person_id)}, run_after=first_day))


def release_tasks(payload: dict[str, Any]) -> Callable[[Session], None]:
    """The job of the day after a role has ended; where it has been prolonged, nothing is laid back."""

    def write(session: Session) -> None:
        give_back(session, UUID(payload["person_id"]), now(), None)

    return write


def _lay_back(step: Step, task: Task, name: str) -> None:
    task.assignee_id = None
    step.note(EventKind.TASK_RELEASED, f"»{task.label}«: {name} kan ikke længere udføre den")


def _roles_today(session: Session, person_id: UUID) -> Mapping[UUID, Set[Role]]:
    valid = Post.valid_from <= today(), or_(Post.valid_to.is_(None), Post.valid_to >= today())
    roles: dict[UUID, set[Role]] = {}
    for organisation_id, role in session.execute(
        select(Post.organisation_id, Post.role).where(Post.person_id == person_id, *valid)
    ):
        roles.setdefault(organisation_id, set()).add(role)
    return roles


def _may_do(task: Task, roles: Set[Role]) -> bool:
    return any(grant.role in roles for grant in grants_of(task))
