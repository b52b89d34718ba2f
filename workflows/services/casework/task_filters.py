"""Which tasks a work list shows and in which order, as its address asks and as a view of it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_

from db.models.case import NO_DEADLINE
from workflows.access.actor import Actor
from workflows.access.grants import GRANTS
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.vocabulary import AgreementId, Labelled, Party, Priority, Process

Word = TypeVar("Word", bound=StrEnum)


class TaskScope(Labelled):
    """Whose tasks are shown."""

    MINE = "mine", "Mine"
    OURS = "vores", "Organisationens"
    ALL = "alle", "Alle, vi kan se"


class Due(Labelled):
    """When the tasks are due."""

    OVERDUE = "overskredet", "Overskredet"
    THIS_WEEK = "uge", "I denne uge"
    THIRTY_DAYS = "30-dage", "De næste 30 dage"
    NONE = "uden", "Uden frist"


class Holder(Labelled):
    """With whom the tasks are."""

    ME = "mig", "Står til mig"
    NOBODY = "ingen", "Ikke fordelt"
    SOMEBODY = "fordelt", "Fordelt til en person"


class TaskOrder(Labelled):
    """What stands on top."""

    DUE = "frist", "Frist"
    DUE_LAST = "frist-sidst", "Frist, den seneste først"
    PRIORITY = "prioritet", "Prioritet"
    NEWEST = "nyeste", "Nyeste først"
    CASE = "sag", "Sagsnummer"
    CASE_LAST = "sag-sidst", "Sagsnummer, det højeste først"
    PROCESS = "proces", "Proces"


@dataclass(frozen=True)
class TaskFilter:
    """What a work list is asked for; what is none asks for nothing. Dates are the first and the last day due."""

    scope: TaskScope = TaskScope.MINE
    process: Process | None = None
    agreement: AgreementId | None = None
    municipality_id: UUID | None = None
    due: Due | None = None
    due_from: date | None = None
    due_to: date | None = None
    lane: Party | None = None
    priority: Priority | None = None
    holder: Holder | None = None
    order: TaskOrder = TaskOrder.DUE

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> Self:
        """What is asked, by the names of the address; what cannot be read asks for nothing."""
        return cls(
            scope=_word(TaskScope, asked.get("liste")) or TaskScope.MINE,
            process=_word(Process, asked.get("proces")),
            agreement=_word(AgreementId, asked.get("aftale")),
            municipality_id=_read(UUID, asked.get("kommune")),
            due=_word(Due, asked.get("frist")),
            due_from=_read(date.fromisoformat, asked.get("frist_fra")),
            due_to=_read(date.fromisoformat, asked.get("frist_til")),
            lane=_word(Party, asked.get("part")),
            priority=_word(Priority, asked.get("prioritet")),
            holder=_word(Holder, asked.get("hos")),
            order=_word(TaskOrder, asked.get("sorter")) or TaskOrder.DUE,
        )

    def asked(self) -> dict[str, str]:
        """The same by the names of the address; the list is always named, so that no view opens in its place."""
        named = {
            "liste": self.scope,
            "proces": self.process,
            "aftale": self.agreement,
            "kommune": self.municipality_id,
            "frist": self.due,
            "frist_fra": self.due_from,
            "frist_til": self.due_to,
            "part": self.lane,
            "prioritet": self.priority,
            "hos": self.holder,
            "sorter": None if self.order is TaskOrder.DUE else self.order,
        }
        return {name: str(value) for name, value in named.items() if value is not None}

    @property
    def narrowed(self) -> int:
        """How many things it asks for beside the list and its order."""
        dates = self.due_from is not None or self.due_to is not None
        one_by_one = self.process, self.agreement, self.municipality_id, self.due, self.lane, self.priority, self.holder
        return sum(one is not None for one in one_by_one) + dates

    def cleared(self) -> Self:
        """The same list in the same order with nothing left out."""
        return replace(type(self)(), scope=self.scope, order=self.order)

    def conditions(self, row: Any, actor: Actor, day: date) -> list[ColumnElement[bool]]:
        """What holds of the tasks asked for beside the list they stand in. `row` has the columns of `Task`."""
        return list(self.narrowings(row, actor, day).values())

    def narrowings(self, row: Any, actor: Actor, day: date) -> dict[str, ColumnElement[bool]]:
        """The same by the column that each is about."""
        plain = {
            "process": self.process,
            "agreement_id": self.agreement,
            "municipality_id": self.municipality_id,
            "lane": self.lane,
            "priority": self.priority,
        }
        found = {name: getattr(row, name) == value for name, value in plain.items() if value is not None}
        if self.holder is not None:
            found["assignee_id"] = _held_by(self.holder, row.assignee_id, actor)
        due = self.due_between(row.due_on, day)
        return found if due is None else found | {"due_on": due}

    def due_between(self, column: Any, day: date) -> ColumnElement[bool] | None:
        """What holds of the day on which a task is due; nothing when it is not asked for."""
        if self.due is Due.NONE:
            return cast(ColumnElement[bool], column == NO_DEADLINE)
        first, last = _period(self.due, day)
        firsts = [one for one in (first, self.due_from) if one]
        lasts = [one for one in (last, self.due_to) if one]
        if not firsts and not lasts:
            return None
        until = min(lasts) if lasts else NO_DEADLINE - timedelta(days=1)
        return and_(*([column >= max(firsts)] if firsts else []), column <= until)


def _held_by(holder: Holder, column: Any, actor: Actor) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None)
    if holder is Holder.ME:
        found = column == actor.person_id
    elif holder is Holder.SOMEBODY:
        # An index is not looked up by »is not null« in SQLite, but by what is more than the least id.
        found = column > UUID(int=0)
    return found


def doable_elements(actor: Actor) -> list[str]:
    """The tasks of the diagrams that the actor's roles may do in one part or another."""
    roles = actor.roles
    return sorted(one for one, may in TASK_PERMISSIONS.items() if any(grant.role in roles for grant in GRANTS[may]))


def doable(row: Any, actor: Actor) -> ColumnElement[bool]:
    """The tasks that the actor's roles may do, whoever has them."""
    elements: dict[Party, list[str]] = {}
    for element, permission in TASK_PERMISSIONS.items():
        for party in {grant.party for grant in GRANTS[permission] if grant.role in actor.roles}:
            elements.setdefault(party, []).append(element)
    kinds = [and_(row.lane == party, row.element_id.in_(found)) for party, found in elements.items()]
    return or_(false(), *kinds)


def _period(due: Due | None, day: date) -> tuple[date | None, date | None]:
    """The first and the last day: a week ends on its Sunday, and what is overdue is not in it."""
    if due is Due.OVERDUE:
        return None, day - timedelta(days=1)
    if due is Due.THIS_WEEK:
        return day, day + timedelta(days=6 - day.weekday())
    if due is Due.THIRTY_DAYS:
        return day, day + timedelta(days=30)
    return None, None


def _word(of: type[Word], text: Any) -> Word | None:
    return next((word for word in of if word.value == text), None)


def _read(read: Any, text: Any) -> Any:
    try:
        return read(text) if text else None
    except (ValueError, AttributeError, TypeError):
        return None
