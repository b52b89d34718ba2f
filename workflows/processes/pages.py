"""What the page of each task needs to know beside the task itself; bound by the processes."""

from collections.abc import Callable, Mapping
from typing import Any

from db.models.case import Task
from workflows.processes.step import Step

Facts = Callable[[Step, Task], Mapping[str, Any]]
FACTS: dict[str, Facts] = {}


def facts_for(*element_ids: str) -> Callable[[Facts], Facts]:
    """Bind a function that gathers the facts for the pages of some user tasks."""

    def bind(function: Facts) -> Facts:
        for element_id in element_ids:
            FACTS[element_id] = function
        return function

    return bind
