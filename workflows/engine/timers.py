"""Timers that are due at one moment, and that fire when the caller's clock says so."""

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from workflows.engine.errors import EngineError

# mypy: disallow-subclassing-any=False

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DUE_AT = "due_at"


class DueMoment(TimerEventDefinition):
    """A timer whose expression gives an absolute moment.

    SpiffWorkflow's own timers read the machine's clock. This one reads `clock` of the running workflow, which
    is set only while timers are being fired.
    """

    def set_due(self, my_task: Any) -> None:
        """Work out the moment from the task's data and keep it; EngineError if the expression gives none.

        A timer on the edge of a task may give None: under this agreement there is no such deadline.
        """
        due = self.moment(my_task)
        my_task.internal_data[_DUE_AT] = None if due is None else due.isoformat()

    def moment(self, my_task: Any) -> datetime | None:
        """The moment by the task's data as they are now; EngineError if there is none where there must be one."""
        value = my_task.workflow.script_engine.evaluate(my_task, self.expression)
        if value is None and isinstance(my_task.task_spec, BoundaryEvent):
            return None
        return _moment(value, my_task.task_spec.bpmn_id)

    def has_fired(self, my_task: Any) -> bool:
        """Whether the moment has come by the workflow's clock."""
        if _DUE_AT not in my_task.internal_data:
            self.set_due(my_task)
        clock = my_task.workflow.top_workflow.clock
        due = due_at(my_task)
        if clock is not None and due is not None and due <= clock:
            my_task.internal_data["event_fired"] = True
        return bool(my_task.internal_data.get("event_fired", False))


def due_at(my_task: Any) -> datetime | None:
    """When the timer of a waiting task is due, in UTC; None if it never is."""
    kept = my_task.internal_data.get(_DUE_AT)
    return None if kept is None else datetime.fromisoformat(kept)


def _moment(value: object, element: str) -> datetime:
    try:
        return _in_utc(_parsed(value) if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        raise EngineError(f"{element}: {value!r} is not a date, or has no time zone") from None


def _parsed(text: str) -> date | datetime:
    return date.fromisoformat(text) if _DATE.fullmatch(text) else datetime.fromisoformat(text)


def _in_utc(value: object) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=_COPENHAGEN).astimezone(UTC)
    raise ValueError
