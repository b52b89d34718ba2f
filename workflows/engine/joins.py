"""Where branches meet: SpiffWorkflow's joins, mended in two places that lose an answer in silence."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import ParallelGateway
from SpiffWorkflow.util.task import TaskState

# mypy: disallow-subclassing-any=False


class _MergesChanges:
    """A join that keeps what each branch changed.

    In SpiffWorkflow the branch that arrives last overwrites the others with all its data, so the value that
    another branch changed falls back to what it was before the split.
    """

    def _run_hook(self, my_task: Any) -> bool:
        seen: set[Any] = set()
        merged: dict[str, object] = {}
        for arrival in self._arrivals(my_task):
            fork = next((task for task in _ancestors(arrival) if task.id in seen), None)
            before = {} if fork is None else fork.data
            for name, value in arrival.parent.data.items():
                if name not in before or before[name] != value:
                    merged[name] = value
            seen.update(task.id for task in _ancestors(arrival))
        my_task.data = merged
        return True

    def _arrivals(self, my_task: Any) -> list[Any]:
        """The tasks that met in this join since it was last passed, in the order of their arrival."""
        last_passing = next((task for task in _ancestors(my_task) if task.task_spec is self), None)
        others = [
            task
            for task in my_task.workflow.tasks.values()
            if task.task_spec is self
            and task is not my_task
            and task.has_state(TaskState.WAITING | TaskState.CANCELLED)
            and task.parent.state == TaskState.COMPLETED
            and (last_passing is None or last_passing in _ancestors(task))
        ]
        return [*sorted(others, key=lambda task: task.last_state_change), my_task]


class JoiningGateway(_MergesChanges, ParallelGateway):
    """A parallel gateway that waits for every flow in each round.

    SpiffWorkflow's own counts a branch that arrived in an earlier round of a loop, and so goes on before
    that branch has come again.
    """

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        arrived = {arrival.parent.task_spec.name for arrival in self._arrivals(my_task)}
        return arrived.issuperset(task_spec.name for task_spec in self.inputs)


class EndOfProcess(_MergesChanges, _EndJoin):
    """The join, not drawn, that ends a process when all its branches have ended."""


def _ancestors(task: Any) -> Iterator[Any]:
    parent = task.parent
    while parent is not None:
        yield parent
        parent = parent.parent
