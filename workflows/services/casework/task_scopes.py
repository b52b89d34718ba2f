"""Which open tasks stand in a work list at all, and how many they are without counting them to the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, exists, func, or_, select, true
from sqlalchemy.orm import Session

from db.models.case import CaseParty, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, seeing
from workflows.clock import today
from workflows.services.casework.task_filters import TaskFilter, TaskScope, doable
from workflows.services.people.standing_in import covered_by
from workflows.vocabulary import TaskStatus

COUNTED = 1000
"""Beyond so many a count is said to be over."""
LOOKED_AT = 2000
"""A count looks at so many tasks, and is then said to be at least what it has found."""
PASSED_BY = 20_000
"""Among so many tasks of everybody's those are looked for that an organisation with many cases may see."""
FEW_CASES = 2000
"""An organisation with so many cases or less finds the tasks that it sees by its cases, else by the list's order."""
COLUMNS = (
    "organisation_id",
    "case_id",
    "assignee_id",
    "element_id",
    "lane",
    "process",
    "agreement_id",
    "municipality_id",
    "priority",
    "due_on",
    "id",
)
"""What a count asks of a task."""


@dataclass(frozen=True)
class Tally:
    """How many there are; with `more` there are more than that."""

    number: int
    more: bool = False


def is_open() -> ColumnElement[bool]:
    """The open tasks, said so that the indexes of them alone can be used: a bound value would not do."""
    return Task.status == bindparam(None, TaskStatus.OPEN, type_=Task.status.type, literal_execute=True)


def standing_in(scope: TaskScope, row: Any, actor: Actor, day: date) -> list[ColumnElement[bool]]:
    """What holds of the tasks of a list beside whose organisation's they are; `row` has the columns of `Task`."""
    if scope is TaskScope.MINE:
        free = or_(row.assignee_id.is_(None), row.assignee_id.in_(covered_by(actor, day)))
        return [or_(row.assignee_id == actor.person_id, and_(free, doable(row, actor)))]
    return [_seen(row, actor)] if scope is TaskScope.ALL else []


def _seen(row: Any, actor: Actor) -> ColumnElement[bool]:
    """The tasks of the organisation, and those in cases where it sees whom they wait for.

    Whoever has a task has a part in its case, so that one look at the parties answers both: with an »or« outside it,
    PostgreSQL would read all parts of the organisation first.
    """
    ours = row.organisation_id == actor.organisation_id
    return exists().where(
        CaseParty.case_id == row.case_id,
        CaseParty.organisation_id == actor.organisation_id,
        or_(CaseParty.party.in_(seeing(Aspect.OPEN_TASKS)), ours),
    )


def cases_of(organisation_id: UUID) -> Any:
    """The cases in which an organisation has a part, as a select of their ids."""
    return select(CaseParty.case_id).where(CaseParty.organisation_id == organisation_id)


def has_few_cases(session: Session, actor: Actor) -> bool:
    """Whether the organisation has so few cases that what it sees is best found case by case."""
    some = cases_of(actor.organisation_id).limit(FEW_CASES + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) <= FEW_CASES


def among_few(session: Session, actor: Actor, case_id: Any) -> list[ColumnElement[bool]]:
    """That a row is of one of the organisation's cases, where these are few: so the rows of others are not passed by.

    It adds nothing to what may be seen.
    """
    return [case_id.in_(cases_of(actor.organisation_id))] if has_few_cases(session, actor) else []


def tallies(actor: Actor, asked: Sequence[TaskFilter]) -> list[Tally]:
    """How many tasks each of some lists has; all that are of one organisation are counted in one look at its tasks."""
    seen = [one for one in asked if one.scope is TaskScope.ALL]
    ours = [one for one in asked if one.scope is not TaskScope.ALL]
    with reading() as session:
        counted = dict(zip(ours, _counted(session, _of(actor), ours, actor), strict=True)) if ours else {}
        if seen:
            rows = _seen_by(actor, few=has_few_cases(session, actor))
            counted |= zip(seen, _counted(session, rows, seen, actor), strict=True)
    return [counted[one] for one in asked]


def tallies_by_choice(
    actor: Actor, asked: TaskFilter, choices: Mapping[str, Iterable[Any]]
) -> dict[str, dict[Any, Tally]]:
    """How many tasks a list would have with each choice of some parts of a filter, the other parts as they are.

    The parts are named as those of `TaskFilter`. The municipality is always among them: those that have any.
    """
    day, pairs = today(), [(name, choice) for name, some in choices.items() for choice in some]
    with reading() as session:
        ours = asked.scope is not TaskScope.ALL
        found = _of(actor) if ours else _seen_by(actor, few=has_few_cases(session, actor))
        mine = standing_in(asked.scope, found.c, actor, day) if ours else []
        rows = _columns(found.c).where(*mine).subquery()
        each = [replace(asked, **{name: choice}).conditions(rows.c, actor, day) for name, choice in pairs]
        counts = [func.count().filter(true(), *conditions) for conditions in each]
        looked_at = select(func.count()).select_from(found).scalar_subquery()
        *numbers, looked = session.execute(select(*counts, looked_at).select_from(rows)).one()
        anywhere = replace(asked, municipality_id=None).conditions(rows.c, actor, day)
        where = select(rows.c.municipality_id, func.count()).where(*anywhere).group_by(rows.c.municipality_id)
        places = session.execute(where).all()
    counted: dict[str, dict[Any, Tally]] = {name: {} for name in choices}
    for (name, choice), number in zip(pairs, numbers, strict=True):
        counted[name][choice] = _tally(number, looked)
    return counted | {"municipality_id": {one: _tally(number, looked) for one, number in places}}


def _of(actor: Actor) -> Subquery:
    """The first tasks of the organisation, by what is due."""
    return _first(_columns(Task).where(is_open(), Task.organisation_id == actor.organisation_id), LOOKED_AT)


def _seen_by(actor: Actor, *, few: bool) -> Subquery:
    """The first tasks that the organisation may see: found by its cases, or among the first of everybody's."""
    if few:
        by_case = Task.case_id.in_(cases_of(actor.organisation_id))
        return _first(_columns(Task).where(is_open(), by_case, _seen(Task, actor)), LOOKED_AT)
    passed = _first(_columns(Task).where(is_open()), PASSED_BY)
    return _columns(passed.c).where(_seen(passed.c, actor)).limit(LOOKED_AT).subquery()


def _columns(row: Any) -> Select[Any]:
    return select(*(getattr(row, name) for name in COLUMNS))


def _first(found: Select[Any], number: int) -> Subquery:
    return found.order_by(Task.due_on, Task.id).limit(number).subquery()


def _counted(session: Session, rows: Subquery, asked: Sequence[TaskFilter], actor: Actor) -> list[Tally]:
    day = today()
    counts = [func.count().filter(true(), *_holds(one, rows.c, actor, day)) for one in asked]
    *numbers, looked_at = session.execute(select(*counts, func.count()).select_from(rows)).one()
    return [_tally(number, looked_at) for number in numbers]


def _tally(number: int, looked_at: int) -> Tally:
    return Tally(min(number, COUNTED), number > COUNTED or looked_at >= LOOKED_AT)


def _holds(one: TaskFilter, row: Any, actor: Actor, day: date) -> list[ColumnElement[bool]]:
    mine = standing_in(one.scope, row, actor, day) if one.scope is TaskScope.MINE else []
    return [*mine, *one.conditions(row, actor, day)]


def tally_of_mine(actor: Actor) -> Tally:
    """How many tasks are the actor's own to do."""
    return tallies(actor, [TaskFilter()])[0]
