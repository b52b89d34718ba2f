"""Walks a process step by step, and reads it back from text between all steps."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from workflows.engine.diagrams import Diagram
from workflows.engine.runner import OpenTask, Running

DIAGRAMS = Path(__file__).parent / "diagrams"
NEW_YEAR = datetime(2026, 1, 1, 12, tzinfo=UTC)

FUNCTIONS = {
    "deadline": lambda decided_on: _date(decided_on) + timedelta(days=90),
    "days_before": lambda day, days: _date(day) - timedelta(days=days),
}


def diagram(process_id: str, *files: str) -> Diagram:
    """A test diagram: its own file, or the files that are named."""
    names = files or (f"{process_id}.bpmn",)
    return Diagram.from_files(process_id, {name: (DIAGRAMS / name).read_bytes() for name in names})


class Calls:
    """Operations that note their calls and give what they were told to give."""

    def __init__(self, **gives: Mapping[str, object]) -> None:
        self.made: list[tuple[str, dict[str, Any]]] = []
        self._gives = gives

    def __getitem__(self, name: str) -> Any:
        def operation(data: Mapping[str, object], **parameters: Any) -> Mapping[str, object] | None:
            self.made.append((name, parameters))
            return self._gives.get(name.rpartition(".")[2])

        return operation

    def __contains__(self, name: str) -> bool:
        return True

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.made]


class Walk:
    """A running process of which nothing is kept between steps but its text."""

    def __init__(self, of: Diagram, calls: Any = None, now: datetime = NEW_YEAR, **data: object) -> None:
        self.diagram = of
        self.calls = Calls() if calls is None else calls
        self.now = now
        running = Running.start(of, operations=self.calls, functions=FUNCTIONS, data=data, now=now)
        self.running = self.read_back(running)

    def read_back(self, running: Running) -> Running:
        restored = Running.from_state(self.diagram, running.state(), operations=self.calls, functions=FUNCTIONS)
        assert _kept(restored) == _kept(running)
        assert _seen(restored) == _seen(running)
        return restored

    def answer(self, element_id: str, item: str | None = None, **answers: object) -> None:
        self.running.complete(self.task(element_id, item).engine_id, answers, self.now)
        self.running = self.read_back(self.running)

    def at(self, moment: str) -> None:
        self.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        self.running.run(self.now)
        self.running = self.read_back(self.running)

    def correct(self, **values: object) -> None:
        self.running.set_data(values)
        self.running = self.read_back(self.running)

    def cancel(self) -> None:
        self.running.cancel()
        self.running = self.read_back(self.running)

    def task(self, element_id: str, item: str | None = None) -> OpenTask:
        [task] = [t for t in self.running.open_tasks() if (t.element_id, t.item) == (element_id, item)]
        return task

    @property
    def open(self) -> list[str]:
        return [task.element_id for task in self.running.open_tasks()]

    @property
    def asked(self) -> list[str | None]:
        return [task.item for task in self.running.open_tasks()]

    @property
    def due(self) -> dict[str, str]:
        return {timer.element_id: timer.due_at.isoformat() for timer in self.running.waiting_timers()}


def _kept(running: Running) -> dict[str, Any]:
    state = orjson.loads(running.state())
    for workflow in (state["workflow"], *state["workflow"]["subprocesses"].values()):
        for task in workflow["tasks"].values():
            # The names of data that a task has not: a set, written as a list.
            task["delta"].get("deletions", []).sort()
    return state


def _seen(running: Running) -> tuple[object, ...]:
    return (
        running.open_tasks(),
        running.waiting_timers(),
        running.passed,
        running.current,
        running.ended,
        running.end_event,
    )


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
