"""The kinds of step that we run differently from SpiffWorkflow."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.spiff.specs.defaults import BusinessRuleTask, ParallelMultiInstanceTask, ServiceTask
from SpiffWorkflow.util.task import TaskState

from workflows.engine.errors import EngineError
from workflows.engine.script_engine import element_of
from workflows.engine.values import checked

# mypy: disallow-subclassing-any=False


class OperationTask(ServiceTask):
    """A service task: calls the operation it names and merges what it gives into the task's data."""

    def _execute(self, my_task: Any) -> bool:
        parameters = {name: parameter["value"] for name, parameter in self.operation_params.items()}
        my_task.workflow.script_engine.perform(my_task, self.operation_name, parameters)
        return True


class DecisionTask(BusinessRuleTask):
    """A business rule task. SpiffWorkflow's own wraps every error in one of its own."""

    def _run_hook(self, my_task: Any) -> bool:
        my_task.data.update(checked(self.dmnEngine.result(my_task), element_of(my_task)))
        return True


class TaskForEach(ParallelMultiInstanceTask):
    """A user task for each entry of a list, all open at once.

    SpiffWorkflow merges all data of each answered task, so that the last answer overwrites the others and the
    entry itself stays behind, which stops the task from being entered again. Here an answer stays with its
    task; only the output item, if the diagram names one, is gathered in the output list, anew on each entry.
    """

    def create_children(self, my_task: Any) -> None:
        """Open one task per entry; EngineError unless the collection is a list."""
        if not isinstance(self.data_input.get(my_task), list):
            raise EngineError(f"{element_of(my_task)}: {self.data_input.bpmn_id} is not a list")
        if self.data_output is not None:
            self.data_output.set(my_task, [])
        super().create_children(my_task)

    def merge_child(self, _workflow: Any, child: Any) -> None:
        """Take note of one answered task, and go on when all are."""
        my_task = child.parent
        if self.data_output is not None:
            if not self.output_item.exists(child):
                raise EngineError(f"{element_of(my_task)}: {self.output_item.bpmn_id} was not answered")
            self.data_output.get(my_task).append(self.output_item.get(child))
        my_task.internal_data["merged"].append(str(child.id))
        if self.children_complete(my_task):
            my_task._set_state(TaskState.READY)


class MergesChanges:
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
            and task.state == TaskState.CANCELLED
            and task.parent.state == TaskState.COMPLETED
            and (last_passing is None or last_passing in _ancestors(task))
        ]
        return [*sorted(others, key=lambda task: task.last_state_change), my_task]


def _ancestors(task: Any) -> Iterator[Any]:
    parent = task.parent
    while parent is not None:
        yield parent
        parent = parent.parent
