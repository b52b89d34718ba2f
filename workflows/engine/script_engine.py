"""What SpiffWorkflow asks to evaluate expressions and to run services: ours, not its own."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from workflows.engine.errors import EngineError
from workflows.engine.expressions import ExpressionError, Function, evaluate
from workflows.engine.values import checked

# mypy: disallow-subclassing-any=False

Operation = Callable[..., Mapping[str, object] | None]
"""Called with the task's data (read only) and the task's parameters by name; gives the data to change."""


class ScriptEngine(PythonScriptEngine):
    """Evaluates by the allow-list, runs no scripts, and calls only the operations it was given.

    SpiffWorkflow's own runs Python with all builtins, and hides what a service raises.
    """

    def __init__(self, operations: Mapping[str, Operation], functions: Mapping[str, Function]) -> None:
        self._operations = operations
        self._functions = functions

    def evaluate(self, task: Any, expression: str, external_context: Mapping[str, object] | None = None) -> object:
        """The value of an expression with the task's data; ExpressionError names the element."""
        names = {**task.data, **(external_context or {})}
        try:
            return evaluate(expression, names, self._functions)
        except ExpressionError as error:
            raise ExpressionError(f"{element_of(task)}: {expression.strip()!r}: {error}") from error

    def perform(self, task: Any, operation: str, parameters: Mapping[str, str]) -> None:
        """Run one operation and keep what it gives in the task's data. What it raises comes out unchanged."""
        if operation not in self._operations:
            raise EngineError(f"{element_of(task)}: there is no operation {operation!r}")
        arguments = {name: self.evaluate(task, expression) for name, expression in parameters.items()}
        given = self._operations[operation](MappingProxyType(dict(task.data)), **arguments)
        task.data.update(checked(given or {}, operation))

    def validate(self, *_: object) -> NoReturn:
        """Refused: expressions are checked when a diagram is adopted, and each time they are evaluated."""
        raise EngineError("An expression was to be checked by SpiffWorkflow")

    def execute(self, task: Any, *_: object) -> NoReturn:
        """Refused: a diagram holds no scripts."""
        raise EngineError(f"{element_of(task)}: a script was refused")

    def call_service(self, task: Any, **_: object) -> NoReturn:
        """Refused: service tasks name operations."""
        raise EngineError(f"{element_of(task)}: a service was refused")


def element_of(task: Any) -> str:
    """The id in the diagram of the element that a task stands for."""
    return str(task.task_spec.bpmn_id or task.task_spec.name)
