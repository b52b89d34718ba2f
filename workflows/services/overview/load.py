"""How much waits for whom: open tasks of organisations and bodies, and of each person in one's own organisation."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, distinct, func, select
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Task
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.services.casework.task_scopes import is_open
from workflows.services.overview.scope import Asker, Scope, asker, seen_tasks
from workflows.services.register.listing import alphabetically
from workflows.vocabulary import OrganisationKind

LOOKED_AT = 5000
"""So many open tasks are counted, what is due first before the others; beyond that the load is said to be at least."""
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
    more: bool = False
    """Whether there are more tasks than are counted."""


def show_load(actor: Actor, scope: Scope, today: date) -> LoadPage:
    """Two selects of sums, however many tasks there are."""
    with reading() as session:
        return load_in(session, actor, scope, today)


def load_in(session: Session, actor: Actor, scope: Scope, today: date) -> LoadPage:
    """The same within a transaction."""
    who = asker(session, actor, scope)
    organisations = _organisations(session, _first(who, Task.organisation_id), today)
    more = sum(one.open for one in organisations) >= LOOKED_AT
    return LoadPage(organisations, _persons(session, who, today), more)


def _first(who: Asker, whose: Any) -> Select[Any]:
    """The first open tasks that one may see, with what is counted of them."""
    found = select(whose.label("whose"), Task.case_id, Task.due_on)
    seen = found.where(is_open(), seen_tasks(who.actor), *who.scope.of_tasks, *who.by_case(Task.case_id))
    return seen.order_by(Task.due_on, Task.case_id).limit(LOOKED_AT)


def _organisations(session: Session, tasks: Select[Any], today: date) -> list[Load]:
    sums = _sums(tasks, today).subquery()
    found = select(Organisation.name, Organisation.kind, *_numbers(sums)).join(sums, sums.c.whose == Organisation.id)
    return _in_order([Load(*row) for row in session.execute(found)])


def _persons(session: Session, who: Asker, today: date) -> list[Load]:
    """Of one's own organisation alone: how much a colleague elsewhere has to do is not others' business."""
    own = _first(who, Task.assignee_id).where(Task.organisation_id == who.actor.organisation_id)
    sums = _sums(own, today).subquery()
    found = select(Person.name, *_numbers(sums)).select_from(sums).outerjoin(Person, Person.id == sums.c.whose)
    return _in_order([Load(name or NOBODY, None, *numbers) for name, *numbers in session.execute(found)])


def _sums(tasks: Select[Any], today: date) -> Select[Any]:
    rows = tasks.subquery().c

    def counted(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    return select(
        rows.whose.label("whose"),
        func.count().label("open"),
        counted(rows.due_on < today).label("late"),
        counted(rows.due_on.between(today, today + NEAR)).label("near"),
        counted(rows.due_on == NO_DEADLINE).label("undated"),
        func.count(distinct(rows.case_id)).label("cases"),
    ).group_by(rows.whose)


def _numbers(sums: Any) -> list[Any]:
    return [sums.c.open, sums.c.late, sums.c.near, sums.c.undated, sums.c.cases]


def _in_order(loads: list[Load]) -> list[Load]:
    return sorted(loads, key=lambda one: (-one.late, -one.open, alphabetically(one.name)))
