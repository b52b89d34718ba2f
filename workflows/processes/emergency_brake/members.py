"""Who sits in the task force of a case."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from db.models.organisation import Organisation
from db.models.person import Person, Post
from db.models.specialised_list import TaskForceMember
from workflows.processes.step import Step
from workflows.vocabulary import Role, SpecialisedArea, TaskForceSeat


@dataclass(frozen=True)
class Member:
    """A member of a task force, with area and with where the member comes from."""

    id: UUID
    person_id: UUID
    name: str
    organisation: str
    area: SpecialisedArea
    seat: TaskForceSeat


def members_of_task_force(step: Step, body_id: UUID) -> list[Member]:
    """The members today, by name; those who can no longer do a task for the body are left out."""
    day = step.today
    sitting = or_(TaskForceMember.valid_to.is_(None), TaskForceMember.valid_to >= day)
    posted = or_(Post.valid_to.is_(None), Post.valid_to >= day)
    found = (
        select(TaskForceMember, Person.name, Organisation.name)
        .join(Person, Person.id == TaskForceMember.person_id)
        .join(Organisation, Organisation.id == TaskForceMember.organisation_id)
        .join(Post, Post.person_id == Person.id)
        .where(
            TaskForceMember.body_id == body_id,
            TaskForceMember.valid_from <= day,
            sitting,
            Post.organisation_id == body_id,
            Post.role == Role.TASK_FORCE_MEMBER,
            Post.valid_from <= day,
            posted,
            Person.active.is_(True),
        )
    )
    rows = step.session.execute(found.order_by(Person.name)).unique().all()
    return [Member(row.id, row.person_id, name, organisation, row.area, row.seat) for row, name, organisation in rows]
