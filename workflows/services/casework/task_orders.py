"""The orders of a work list, and how it goes on after its last row: by cursor, at the same cost on every page."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal, tuple_

from db.models.case import Task
from workflows.errors import NotFound
from workflows.services.casework.task_filters import TaskOrder
from workflows.vocabulary import Priority

ORDERS: Mapping[TaskOrder, tuple[str, ...]] = {
    TaskOrder.DUE: ("due_on", "id"),
    TaskOrder.DUE_LAST: ("due_on", "id"),
    TaskOrder.PRIORITY: ("priority", "due_on", "id"),
    TaskOrder.NEWEST: ("opened_at", "id"),
    TaskOrder.CASE: ("case_number", "id"),
    TaskOrder.CASE_LAST: ("case_number", "id"),
    TaskOrder.PROCESS: ("process", "due_on", "id"),
}
"""The columns that each order sorts by; all of one order run the same way, as their index does."""
BACKWARDS = frozenset({TaskOrder.NEWEST, TaskOrder.DUE_LAST, TaskOrder.CASE_LAST})
BETWEEN = "~"


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment has a time zone")
    return moment


READ: Mapping[str, Callable[[str], Any]] = {
    "due_on": date.fromisoformat,
    "id": UUID,
    "priority": Priority,
    "opened_at": _moment,
    "case_number": str,
    "process": str,
}


def ordered(found: Select[Any], order: TaskOrder, cursor: str | None) -> Select[Any]:
    """The tasks in their order, those after the cursor where there is one.

    Raises NotFound for a cursor that is none.
    """
    columns: list[ColumnElement[Any]] = [getattr(Task, name) for name in ORDERS[order]]
    if cursor:
        last = tuple_(
            *(literal(value, column.type) for value, column in zip(_values(order, cursor), columns, strict=True))
        )
        row = tuple_(*columns)
        found = found.where(row < last if order in BACKWARDS else row > last)
    return found.order_by(*(column.desc() if order in BACKWARDS else column for column in columns))


def cursor_after(task: Task, order: TaskOrder) -> str:
    """Where a list in this order goes on after the task."""
    return BETWEEN.join(_text(getattr(task, name)) for name in ORDERS[order])


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _values(order: TaskOrder, cursor: str) -> list[Any]:
    parts, names = cursor.split(BETWEEN), ORDERS[order]
    try:
        return [READ[name](part) for name, part in zip(names, parts, strict=True)]
    except ValueError as unreadable:
        raise NotFound("Listen kan ikke fortsætte herfra. Begynd forfra.") from unreadable
