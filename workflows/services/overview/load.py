"""How much waits for whom: open tasks of organisations and bodies, and of each person in one's own organisation."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, distinct, func, select
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, Task
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.services.casework.task_scopes import is_open
from workflows.services.overview.scope import Scope, seen_tasks
from workflows.vocabulary import OrganisationKind

NEAR = timedelta(days=7)
NOBODY = "Ikke taget af nogen"


@dataclass(frozen=True)
class Load:
    """The open tasks of one organisation, or of one person; `near` are those that fall due within a week."""

    name: str
    kind: OrganisationKind | None
    open: int
    late: int
    near: int
    undated: int
    cases: int


@dataclass(frozen=True)
class LoadPage:
    """The load of all organisations that one sees tasks of, and of the persons in one's own; the most late first."""

    organisations: list[Load]
    persons: list[Load]


def show_load(actor: Actor, scope: Scope, today: date) -> LoadPage:
    """Two selects of sums, however many tasks there are."""
    with reading() as session:
        return load_in(session, actor, scope, today)


def load_in(session: Session, actor: Actor, scope: Scope, today: date) -> LoadPage:
    """The same within a transaction."""
    return LoadPage(_organisations(session, actor, scope, today), _persons(session, actor, scope, today))


def _organisations(session: Session, actor: Actor, scope: Scope, today: date) -> list[Load]:
    whose = [Task.organisation_id == scope.organisation_id] if scope.organisation_id else []
    sums = _sums(actor, scope, today, Task.organisation_id).where(*whose).subquery()
    found = select(Organisation.name, Organisation.kind, *_numbers(sums)).join(sums, sums.c.whose == Organisation.id)
    return _in_order([Load(*row) for row in session.execute(found)])


def _persons(session: Session, actor: Actor, scope: Scope, today: date) -> list[Load]:
    """Of one's own organisation alone: how much a colleague elsewhere has to do is not others' business."""
    own = _sums(actor, scope, today, Task.assignee_id).where(Task.organisation_id == actor.organisation_id)
    sums = own.subquery()
    found = select(Person.name, *_numbers(sums)).select_from(sums).outerjoin(Person, Person.id == sums.c.whose)
    return _in_order([Load(name or NOBODY, None, *numbers) for name, *numbers in session.execute(found)])


def _sums(actor: Actor, scope: Scope, today: date, whose: Any) -> Select[Any]:
    def counted(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    return (
        select(
            whose.label("whose"),
            func.count().label("open"),
            counted(Task.due_on < today).label("late"),
            counted(Task.due_on.between(today, today + NEAR)).label("near"),
            counted(Task.due_on == NO_DEADLINE).label("undated"),
            func.count(distinct(Task.case_id)).label("cases"),
        )
        .join(Case, Case.id == Task.case_id)
        .where(is_open(), seen_tasks(actor), *scope.of_cases)
        .group_by(whose)
    )


def _numbers(sums: Any) -> list[Any]:
    return [sums.c.open, sums.c.late, sums.c.near, sums.c.undated, sums.c.cases]


def _in_order(loads: list[Load]) -> list[Load]:
    return sorted(loads, key=lambda one: (-one.late, -one.open, one.name))
