"""Which function stands behind an operation's name in a diagram, and which takes a task's answers."""

from collections.abc import Callable, Mapping
from typing import Any

from workflows.processes.step import Step

Data = Mapping[str, object]
Operation = Callable[[Step, Data], Mapping[str, object] | None]
TaskAnswers = Callable[[Step, Any, Mapping[str, Any]], Mapping[str, object]]

OPERATIONS: dict[str, Operation] = {}
ANSWERS: dict[str, TaskAnswers] = {}


def operation(name: str) -> Callable[[Operation], Operation]:
    """Bind a function to the operation `name` of a diagram's service task.

    It gets the step and the data of the process, and gives back what gateways will read.
    """

    def bind(function: Operation) -> Operation:
        if name in OPERATIONS:
            raise ValueError(f"{name} is bound already")
        OPERATIONS[name] = function
        return function

    return bind


def answers_to(*element_ids: str) -> Callable[[TaskAnswers], TaskAnswers]:
    """Bind a function to user tasks: it checks and keeps the answers, and gives back what gateways read."""

    def bind(function: TaskAnswers) -> TaskAnswers:
        for element_id in element_ids:
            if element_id in ANSWERS:
                raise ValueError(f"{element_id} is bound already")
            ANSWERS[element_id] = function
        return function

    return bind
