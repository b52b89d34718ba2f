"""The kinds of step that we run differently from SpiffWorkflow."""

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
