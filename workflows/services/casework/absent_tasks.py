"""What stands to somebody who is away: the tasks that fall due in the meantime, for whoever may know of them."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseParty, Task
from db.models.organisation import Organisation
from db.models.person import Post
from db.session import reading
from workflows.access.visibility import Aspect, seeing
from workflows.clock import today
from workflows.services.casework.handing_over import grants_of
from workflows.services.casework.task_scopes import is_open
from workflows.vocabulary import Role

MOST = 100
"""As many tasks as one page lists; more are counted."""


@dataclass(frozen=True)
class Asked:
    """Somebody's days away, as they are kept or only typed; without an organisation in all of them."""

    person_id: UUID
    first_day: date
    last_day: date
    organisation_id: UUID | None = None
    stand_in_id: UUID | None = None


@dataclass(frozen=True)
class TaskMeanwhile:
    """A task that falls due while the one who has it is away; `waits` when the stand-in's roles may not do it."""

    task_id: UUID
    case_id: UUID
    label: str
    case_number: str
    case_title: str
    organisation_id: UUID
    organisation: str
    due_on: date
    own: bool
    """Whether it is of an organisation in which the viewer has a role, so that its page can be opened."""
    waits: bool


@dataclass(frozen=True)
class Meanwhile:
    """The tasks that fall due, by when; `elsewhere` are those one may not see, `others` fall due before or after."""

    rows: tuple[TaskMeanwhile, ...]
    more: bool
    elsewhere: int
    others: int


def due_meanwhile(asked: Asked, *, viewer_id: UUID, acting_for_id: UUID | None) -> Meanwhile:
    """What falls due while somebody is away, and what is late already.

    Shows the tasks of organisations where the viewer has a role today, and those in cases where the organisation acted
    for sees whom they wait for; others are counted only.
    """
    stands = [is_open(), Task.assignee_id == asked.person_id]
    if asked.organisation_id is not None:
        stands.append(Task.organisation_id == asked.organisation_id)
    due = Task.due_on <= asked.last_day
    with reading() as session:
        own = Task.organisation_id.in_(select(Post.organisation_id).where(Post.person_id == viewer_id, *_today()))
        seen = or_(own, Task.case_id.in_(_followed(acting_for_id)))
        found = (
            select(Task, Case.title, Organisation.name, own)
            .join(Case, Case.id == Task.case_id)
            .join(Organisation, Organisation.id == Task.organisation_id)
            .where(*stands, due, seen)
            .order_by(Task.due_on, Task.id)
        )
        rows = session.execute(found.limit(MOST + 1)).all()
        roles = _roles_of(session, asked.stand_in_id)
        counts = func.count().filter(and_(due, ~seen)), func.count().filter(~due)
        elsewhere, others = session.execute(select(*counts).select_from(Task).where(*stands)).one()
    shown = tuple(_meanwhile(*row, roles if asked.stand_in_id else None) for row in rows[:MOST])
    return Meanwhile(shown, len(rows) > MOST, elsewhere, others)


def _followed(organisation_id: UUID | None) -> Select[UUID]:
    """The cases in which an organisation sees whom they wait for."""
    parts = CaseParty.party.in_(seeing(Aspect.OPEN_TASKS))
    return select(CaseParty.case_id).where(CaseParty.organisation_id == organisation_id, parts)


def _roles_of(session: Session, person_id: UUID | None) -> dict[UUID, set[Role]]:
    found: dict[UUID, set[Role]] = {}
    posts = select(Post.organisation_id, Post.role).where(Post.person_id == person_id, *_today())
    for organisation_id, role in session.execute(posts) if person_id else ():
        found.setdefault(organisation_id, set()).add(role)
    return found


def _today() -> tuple[Any, ...]:
    return Post.valid_from <= today(), or_(Post.valid_to.is_(None), Post.valid_to >= today())


def _meanwhile(
    task: Task, title: str, organisation: str, own: bool, roles: dict[UUID, set[Role]] | None
) -> TaskMeanwhile:
    return TaskMeanwhile(
        task_id=task.id,
        case_id=task.case_id,
        label=task.label,
        case_number=task.case_number,
        case_title=title,
        organisation_id=task.organisation_id,
        organisation=organisation,
        due_on=task.due_on,
        own=own,
        waits=roles is not None and not _may_do(task, roles.get(task.organisation_id, set())),
    )


def _may_do(task: Task, roles: Set[Role]) -> bool:
    return any(grant.role in roles for grant in grants_of(task))
