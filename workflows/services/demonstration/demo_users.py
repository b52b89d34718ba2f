"""The demonstration's users at work: who they are, and the tasks that they do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import Task
from db.models.organisation import Organisation
from db.models.person import Person, Post
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN, now, today, told
from workflows.services.casework.tasks import complete_task
from workflows.vocabulary import TaskStatus


def complete(case_id: UUID, element: str, who: tuple[str, str], answers: Mapping[str, Any]) -> None:
    """Let a user, given by e-mail and organisation, complete the open task of an element."""
    one = actor(who)
    task = open_task(case_id, element, one.organisation_id)
    complete_task(task.id, revision=task.revision, answers=answers, actor=one)


def open_task(case_id: UUID, element: str, organisation_id: UUID | None = None) -> Task:
    """The open task of an element in a case, of one organisation where it is given."""
    found = select(Task).where(Task.case_id == case_id, Task.element_id == element, Task.status == TaskStatus.OPEN)
    if organisation_id is not None:
        found = found.where(Task.organisation_id == organisation_id)
    with reading() as session:
        return session.scalars(found.limit(1)).one()


def actor(who: tuple[str, str]) -> Actor:
    """A demonstration user acting for one of the organisations that they work in."""
    email, code = who
    with reading() as session:
        found = (
            select(Person, Organisation, Post.role)
            .join(Post, Post.person_id == Person.id)
            .join(Organisation, Organisation.id == Post.organisation_id)
            .where(Person.email == email, Organisation.code == code)
        )
        rows = session.execute(found).all()
    person, organisation, _role = rows[0]
    return Actor(
        person_id=person.id,
        name=person.name,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        organisation_kind=organisation.kind,
        roles=frozenset(role for _, _, role in rows),
    )


@contextmanager
def ago(days: int) -> Iterator[date]:
    """The morning of a working day so many days ago, or of the last one before it."""
    day = today() - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - 4))
    with told(min(now(), datetime.combine(day, time(9, 30), COPENHAGEN))):
        yield day
