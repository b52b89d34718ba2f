"""A running process: started, moved by people and by time, kept as text and read back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EndEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from workflows.engine.diagrams import Diagram, spec_of
from workflows.engine.errors import EngineError
from workflows.engine.expressions import Function
from workflows.engine.script_engine import Operation, ScriptEngine, element_of
from workflows.engine.state import read_state, write_state
from workflows.engine.task_specs import TaskForEach
from workflows.engine.timers import due_at
from workflows.engine.values import Value, checked
from workflows.engine.workflow import CaseWorkflow
from workflows.errors import TaskNotOpen


@dataclass(frozen=True)
class OpenTask:
    """A user task that waits for a person.

    `lane` is the lane's name: the label of a `Party`. `item` is its entry of the list when there is one task
    for each entry. `properties` are those of the diagram, with what begins with `=` worked out.
    """

    engine_id: str
    element_id: str
    label: str
    lane: str
    documentation: str
    properties: dict[str, str]
    item: str | None
    data: dict[str, Value]


@dataclass(frozen=True)
class WaitingTimer:
    """A timer that waits for a moment (in UTC)."""

    engine_id: str
    element_id: str
    due_at: datetime


class Running:
    """One running of a diagram, in memory.

    If a step raises, the state in memory is half moved: no further step and no `state()` is possible, and the
    caller goes back to the text it last kept.
    """

    def __init__(self, diagram: Diagram, workflow: CaseWorkflow) -> None:
        self._diagram = diagram
        self._workflow = workflow
        self._usable = True

    @classmethod
    def start(
        cls,
        diagram: Diagram,
        *,
        operations: Mapping[str, Operation],
        functions: Mapping[str, Function],
        data: Mapping[str, object],
        now: datetime,
        passed: Sequence[str] = (),
    ) -> "Running":
        """Start the process with its first data, and run it until it waits.

        `passed` are the elements that the case has passed already, where it goes on in another process. What an
        operation or a function raises comes out unchanged, here and below.
        """
        parsed = spec_of(diagram)
        workflow = CaseWorkflow(parsed.spec, parsed.called, script_engine=ScriptEngine(operations, functions))
        workflow.task_tree.data.update(checked(data, "The case"))
        workflow.course = list(passed)
        running = cls(diagram, workflow)
        running.run(now)
        return running

    @classmethod
    def from_state(
        cls,
        diagram: Diagram,
        state: str,
        *,
        operations: Mapping[str, Operation],
        functions: Mapping[str, Function],
    ) -> "Running":
        """The process as it was kept; EngineError if the state is of another format or another diagram."""
        return cls(diagram, read_state(diagram, state, ScriptEngine(operations, functions)))

    def state(self) -> str:
        """The process as text (JSON): tasks and data, without the diagram."""
        self._check_usable()
        return write_state(self._diagram, self._workflow)

    def complete(self, engine_id: str, answers: Mapping[str, object], now: datetime) -> None:
        """Complete one open task with its answers, and run until the process waits again.

        TaskNotOpen if it was completed or withdrawn before.
        """
        task = self._open_task(engine_id)
        values = checked(answers, element_of(task))
        with self._step():
            task.data.update(values)
            self._workflow.run_task(task)
        self.run(now)

    def run(self, now: datetime) -> None:
        """Fire the timers that are due at `now` (with a time zone), and run until the process waits."""
        if now.tzinfo is None:
            raise EngineError(f"{now.isoformat()} has no time zone")
        with self._step():
            self._workflow.advance(now)

    def set_data(self, values: Mapping[str, object]) -> None:
        """Correct data of the case, in the called processes too, and work out anew when its timers are due.

        A reminder that fired waits again when its moment is later now; one that is now due fires at the next
        `run`. Tasks that are open for the entries of a list stay as they are, also when the list is corrected.
        """
        corrected = checked(values, "A correction")
        with self._step():
            for workflow in self._workflow.live_workflows():
                # The finished tasks too: a join compares with them, and a waiting timer copies from them.
                for task in workflow.tasks.values():
                    task.data.update(deepcopy(corrected))
            self._workflow.set_timers_anew()

    def cancel(self) -> None:
        """End the process where it stands: no task and no timer stays open, and no end event is reached."""
        with self._step():
            self._workflow.cancel()

    def open_tasks(self) -> list[OpenTask]:
        """The user tasks that wait for a person."""
        return [self._described(task) for task in self._ready_user_tasks()]

    def waiting_timers(self) -> list[WaitingTimer]:
        """The timers that wait for a moment; not those that have no deadline under the agreement."""
        return [
            WaitingTimer(str(task.id), element_of(task), due)
            for task in self._workflow.waiting_timers()
            if (due := due_at(task)) is not None
        ]

    @property
    def ended(self) -> bool:
        """Whether the process has reached its end or was cancelled."""
        return bool(self._workflow.completed)

    @property
    def end_event(self) -> str | None:
        """The id of the end event reached last; None while the process runs, and if it was cancelled."""
        ends = {name for name, spec in self._workflow.spec.task_specs.items() if isinstance(spec, EndEvent)}
        reached = [element for element in self._workflow.course if element in ends]
        return reached[-1] if self.ended and reached and self._workflow.success else None

    @property
    def passed(self) -> list[str]:
        """The ids of the elements passed so far, in order, as many times as each was passed."""
        return list(self._workflow.course)

    @property
    def current(self) -> list[str]:
        """The ids of the elements where the process stands: open tasks, calls, awaited moments and joins."""
        return self._workflow.current_elements()

    def _ready_user_tasks(self) -> list[Any]:
        return [task for task in self._workflow.live_tasks(TaskState.READY) if task.task_spec.manual]

    def _open_task(self, engine_id: str) -> Any:
        for task in self._ready_user_tasks():
            if str(task.id) == engine_id:
                return task
        raise TaskNotOpen("Opgaven er allerede udført eller bortfaldet. Se på sagen, hvad der er åbent nu.")

    def _described(self, task: Any) -> OpenTask:
        spec = task.task_spec
        properties = spec.extensions.get("properties", {})
        return OpenTask(
            engine_id=str(task.id),
            element_id=element_of(task),
            label=spec.bpmn_name or "",
            lane=spec.lane or "",
            documentation=spec.documentation or "",
            properties={name: self._property(task, text) for name, text in properties.items()},
            item=_item_of(task),
            data=dict(task.data),
        )

    def _property(self, task: Any, text: str) -> str:
        if not text.startswith("="):
            return text
        value = self._workflow.script_engine.evaluate(task, text[1:])
        return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)

    @contextmanager
    def _step(self) -> Iterator[None]:
        self._check_usable()
        self._usable = False
        try:
            yield
        except SpiffWorkflowException as error:
            raise EngineError(f"{self._diagram.process_id}: {error}") from error
        self._usable = True

    def _check_usable(self) -> None:
        if not self._usable:
            raise EngineError("A step failed: go back to the state that was kept before it")


def _item_of(task: Any) -> str | None:
    giver = task.parent.task_spec
    is_one_of_many = isinstance(giver, TaskForEach) and giver.task_spec == task.task_spec.name
    return str(giver.input_item.get(task)) if is_one_of_many else None
