"""A running process in SpiffWorkflow's terms, moved step by step under our bounds."""

import logging
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from workflows.engine import limits
from workflows.engine.errors import EngineError
from workflows.engine.script_engine import element_of
from workflows.engine.timers import DueMoment, due_at

# mypy: disallow-subclassing-any=False

# At any lower level SpiffWorkflow hands the data of each task to the log, and lists all tasks to do so.
for _name in ("spiff.workflow", "spiff.task", "spiff.data", "spiff.dmn"):
    logging.getLogger(_name).setLevel(logging.WARNING)

LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED


class CaseWorkflow(BpmnWorkflow):
    """A process with its own clock, that finds its tasks in flat lists, not by climbing the tree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.clock: datetime | None = None
        self.course: list[str] = []
        super().__init__(*args, **kwargs)

    def live_workflows(self) -> list[Any]:
        """The process, and the processes it has called that have not ended."""
        return [self, *(called for called in self.subprocesses.values() if not called.completed)]

    def live_tasks(self, states: int = LIVE) -> list[Any]:
        """The tasks in these states, of all live processes."""
        return [
            task for workflow in self.live_workflows() for task in workflow.tasks.values() if task.has_state(states)
        ]

    def waiting_timers(self) -> list[Any]:
        """The tasks that wait for a moment."""
        return [task for task in self.live_tasks(TaskState.WAITING) if _is_timer(task)]

    def set_timers_anew(self) -> None:
        """Work out anew when the timers are due.

        A reminder that fired waits again when its moment has come to be later than the one at which it fired, and the
        task that it reminds of is still open.
        """
        for task in self.waiting_timers():
            task.task_spec.event_definition.set_due(task)
        for task in self._fired_reminders():
            due, fired = task.task_spec.event_definition.moment(task), due_at(task)
            if due is not None and fired is not None and due > fired:
                again = task.parent._add_child(task.task_spec, TaskState.FUTURE)
                again.task_spec._predict(again, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
                again.task_spec._update(again)

    def _fired_reminders(self) -> list[Any]:
        """The last firing of each timer that left the open task on whose edge it is as it was, and waits no more."""
        edges = [task.parent for task in self.live_tasks() if task.parent is not None]
        splits = {edge.id: edge for edge in edges if isinstance(edge.task_spec, BoundaryEventSplit)}
        last = {(child.parent.id, child.task_spec.name): child for edge in splits.values() for child in edge.children}
        return [
            task
            for task in last.values()
            if task.state == TaskState.COMPLETED and isinstance(task.task_spec, BoundaryEvent) and _is_timer(task)
        ]

    def advance(self, now: datetime) -> None:
        """Run until the process waits for a person or a later moment.

        Timers fire one moment after the other, as if the machine had never stood still: a reminder that is
        due before a deadline is not lost to it. EngineError when the bounds are exceeded.
        """
        budget = limits.Budget()
        self._run_ready_tasks(budget)
        while moments := [due for task in self.waiting_timers() if (due := due_at(task)) and due <= now]:
            budget.spend()
            self._fire(min(moments))
            self._run_ready_tasks(budget)
        self._check_nothing_hidden()

    def run_task(self, task: Any) -> None:
        """Run one ready task, and note its element in the course of the case when it is passed."""
        task.run()
        # The instances of a task for each entry have another name than their element: it is passed once.
        if task.state == TaskState.COMPLETED and task.task_spec.name == task.task_spec.bpmn_id:
            self.course.append(element_of(task))
        if self._depth_of(task) > limits.MAX_DEPTH:
            raise EngineError(f"{element_of(task)}: more than {limits.MAX_DEPTH} steps deep; a new round is a new case")

    def current_elements(self) -> list[str]:
        """The elements where the process stands now, each once."""
        standing = [task for task in self.live_tasks() if not isinstance(task.task_spec, BoundaryEvent)]
        return list(dict.fromkeys(task.task_spec.bpmn_id for task in standing if task.task_spec.bpmn_id))

    def _run_ready_tasks(self, budget: limits.Budget) -> None:
        # One at a time: a task that ran may have withdrawn others that were ready.
        while ready := [task for task in self.live_tasks(TaskState.READY) if not task.task_spec.manual]:
            budget.spend()
            self.run_task(ready[0])

    def _fire(self, moment: datetime) -> None:
        self.clock = moment
        for task in self.waiting_timers():
            if (due := due_at(task)) and due <= moment:
                task.task_spec._update(task)
        self.clock = None

    def _depth_of(self, task: Any) -> int:
        depth = task.depth
        while task.workflow is not self:
            task = self.get_task_from_id(task.workflow.parent_task_id)
            depth += 1 + task.depth
        return int(depth)

    def _check_nothing_hidden(self) -> None:
        """SpiffWorkflow says that a process has ended while a task deep in its tree still waits."""
        seen = {task.id for task in self.get_tasks(state=LIVE)}
        hidden = [task for task in self.live_tasks() if task.id not in seen]
        if hidden or (self.completed and self.live_tasks()):
            raise EngineError(f"{self.spec.name}: open tasks that SpiffWorkflow cannot see: {hidden}")


def _is_timer(task: Any) -> bool:
    return isinstance(getattr(task.task_spec, "event_definition", None), DueMoment)
