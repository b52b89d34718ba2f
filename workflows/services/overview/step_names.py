"""What the steps of a process are called, as its diagrams have them today."""

from collections.abc import Collection
from functools import cache

from workflows.engine.description import Kind
from workflows.engine.diagrams import describe
from workflows.services.running.stepping import adopted_diagram
from workflows.vocabulary import Process


def step_names(processes: Collection[Process]) -> dict[tuple[Process, str], str]:
    """The label of each user task of some processes, by process and element; what no diagram has is left out."""
    return {(process, element): label for process in processes for element, label in _labels(process).items()}


@cache
def _labels(process: Process) -> dict[str, str]:
    diagram = adopted_diagram(process.value, process.value)
    return {one.id: one.label for one in describe(diagram).elements if one.kind is Kind.USER_TASK}
