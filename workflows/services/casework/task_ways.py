"""By which index a work list finds its tasks: a few by what makes them few, many in the list's own order.

Fifty of 100,000 must cost as fifty of 100, whatever is asked for. Where thousands fit, fifty of them are soon met in
the order; where hardly any does, the order would be walked to its end. So it is looked first, up to a number, how many
are left by what is asked for together. SQLite is told the index, since it keeps no figures of its own; PostgreSQL finds
it by those that it keeps, also of what goes together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select, union_all
from sqlalchemy.orm import Session

from db.models.case import Task
from workflows.access.actor import Actor
from workflows.services.casework.task_filters import TaskFilter, TaskOrder, TaskScope, doable_elements
from workflows.services.casework.task_scopes import FEW_CASES, cases_of, is_open, standing_in
from workflows.services.people.standing_in import covered_by
from workflows.vocabulary import AgreementId, Party, Priority, Process

FEW = 1500
"""So many tasks or less are found by what makes them few, and sorted."""
MINE, CASES, KIND = "mine", "cases", "kind"
OF_KIND: Mapping[str, tuple[Any, ...]] = {
    "process": tuple(one.value for one in Process),
    "agreement_id": tuple(one.value for one in AgreementId),
    "lane": tuple(Party),
    "priority": tuple(Priority),
    "due_on": (),
}
"""What the index of kinds begins with, and all that each can be. What is not asked for is asked as any of these, so
that the index is sought in at a few hundred places, however many tasks there are."""
OURS_BY: Mapping[str, str] = {
    KIND: "ix_task_ours_kind",
    "process": "ix_task_ours_process",
    "agreement_id": "ix_task_ours_agreement",
    "municipality_id": "ix_task_ours_municipality",
    "lane": "ix_task_ours_lane",
    "priority": "ix_task_ours_priority",
    "assignee_id": "ix_task_ours_holder",
}
SEEN_BY: Mapping[str, str] = {
    KIND: "ix_task_all_kind",
    "process": "ix_task_all_process",
    "agreement_id": "ix_task_all_agreement",
    "municipality_id": "ix_task_municipality",
    "lane": "ix_task_all_lane",
    "priority": "ix_task_all_priority",
    "assignee_id": "ix_task_assignee",
}
"""The index of each thing that can be asked for, of an organisation's tasks and of everybody's."""
OURS_IN: Mapping[TaskOrder, str] = {
    TaskOrder.DUE: "ix_task_inbox",
    TaskOrder.DUE_LAST: "ix_task_inbox",
    TaskOrder.PRIORITY: "ix_task_ours_priority",
    TaskOrder.NEWEST: "ix_task_ours_opened",
    TaskOrder.CASE: "ix_task_ours_case",
    TaskOrder.CASE_LAST: "ix_task_ours_case",
    TaskOrder.PROCESS: "ix_task_ours_process",
}
SEEN_IN: Mapping[TaskOrder, str] = {
    TaskOrder.DUE: "ix_task_all_due",
    TaskOrder.DUE_LAST: "ix_task_all_due",
    TaskOrder.PRIORITY: "ix_task_all_priority",
    TaskOrder.NEWEST: "ix_task_all_opened",
    TaskOrder.CASE: "ix_task_all_case",
    TaskOrder.CASE_LAST: "ix_task_all_case",
    TaskOrder.PROCESS: "ix_task_all_process",
}
"""The index in which each order stands."""
BOTH_WAYS = (TaskOrder.DUE, TaskOrder.DUE_LAST)
BY_DUE = ("process", "agreement_id", "municipality_id", "lane", "priority")
"""Where one of these is given, its index has the tasks by what is due."""


@dataclass(frozen=True)
class Way:
    """What holds of the tasks of a list, and the index by which they are found; none where their ids are."""

    conditions: tuple[ColumnElement[bool], ...]
    index: str | None

    def on(self, found: Any) -> Any:
        """The tasks that a select of `Task` is after."""
        narrowed = found.where(is_open(), *self.conditions)
        return narrowed.with_hint(Task, f"INDEXED BY {self.index}", "sqlite") if self.index else narrowed


def way_to(session: Session, asked: TaskFilter, actor: Actor, day: date) -> Way:
    """How the tasks of a list are found; asks at most once, and looks at no more than some of each kind."""
    narrowed = asked.narrowings(Task, actor, day)
    ours = asked.scope is not TaskScope.ALL
    whose = [Task.organisation_id == actor.organisation_id] if ours else []
    few = _fewest(session, asked, narrowed, actor, day)
    if few is None and asked.order not in BOTH_WAYS and "due_on" in narrowed:
        narrowed["due_on"] = _hidden(asked, day)
    conditions = (*standing_in(asked.scope, Task, actor, day), *whose, *narrowed.values())
    if few == KIND:
        conditions = (*conditions, *_in_full(narrowed))
    if few == MINE:
        return Way((*conditions, Task.id.in_(_mine(actor, day))), None)
    if few == CASES:
        return Way((*conditions, Task.case_id.in_(cases_of(actor.organisation_id))), "ix_task_case_id")
    by, orders = (OURS_BY, OURS_IN) if ours else (SEEN_BY, SEEN_IN)
    if few is None and asked.order in BOTH_WAYS:
        few = next((name for name in BY_DUE if name in narrowed), None)
    return Way(conditions, by[few] if few else orders[asked.order])


def _hidden(asked: TaskFilter, day: date) -> ColumnElement[bool]:
    """When tasks are due, said so that SQLite keeps to the order: it would skip from priority to priority, and sort."""
    hidden = asked.due_between(func.coalesce(Task.due_on, Task.due_on), day)
    assert hidden is not None
    return hidden


def _fewest(
    session: Session, asked: TaskFilter, narrowed: Mapping[str, ColumnElement[bool]], actor: Actor, day: date
) -> str | None:
    """What leaves the fewest tasks; none when everything that is asked for leaves many."""
    ours = asked.scope is not TaskScope.ALL
    by, whose = (OURS_BY, [Task.organisation_id == actor.organisation_id]) if ours else (SEEN_BY, [])

    def look(index: str, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
        found = select(Task.id).where(is_open(), *whose, *conditions)
        return _counted(found.with_hint(Task, f"INDEXED BY {index}", "sqlite"))

    looks = {name: look(by[name], one) for name, one in narrowed.items() if name not in OF_KIND}
    if any(name in OF_KIND for name in narrowed):
        mine = standing_in(asked.scope, Task, actor, day) if ours else []
        looks[KIND] = look(by[KIND], *narrowed.values(), *_in_full(narrowed), *mine)
    if asked.scope is TaskScope.MINE:
        looks[MINE] = _counted(_mine(actor, day))
    if not ours:
        looks[CASES] = _counted(cases_of(actor.organisation_id))
    if not looks:
        return None
    found = dict(zip(looks, session.execute(select(*looks.values())).one(), strict=True))
    number, name = min((number, name) for name, number in found.items())
    return name if number <= (FEW_CASES if name == CASES else FEW) else None


def _in_full(narrowed: Mapping[str, ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """What the index of kinds begins with, named up to the last that is asked for."""
    last = max(number for number, name in enumerate(OF_KIND) if name in narrowed)
    before = [(name, every) for name, every in list(OF_KIND.items())[:last] if name not in narrowed]
    return [getattr(Task, name).in_(every) for name, every in before]


def _mine(actor: Actor, day: date) -> Any:
    """The ids of the actor's own tasks, of those it stands in for, and of those that nobody has and it may do."""
    holder = select(Task.id).where(is_open(), Task.organisation_id == actor.organisation_id)
    holder = holder.with_hint(Task, "INDEXED BY ix_task_ours_holder", "sqlite")
    return union_all(
        holder.where(Task.assignee_id == actor.person_id),
        holder.where(Task.assignee_id.in_(covered_by(actor, day)), Task.element_id.in_(doable_elements(actor))),
        holder.where(Task.assignee_id.is_(None), Task.element_id.in_(doable_elements(actor))),
    )


def _counted(found: Any) -> ScalarSelect[int]:
    some = found.limit(max(FEW, FEW_CASES) + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
