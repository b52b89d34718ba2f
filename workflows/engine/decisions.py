"""Decision tables: read by SpiffWorkflow, decided by our expressions."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine

from workflows.engine.errors import EngineError
from workflows.engine.expressions import problems_in
from workflows.engine.script_engine import element_of

# mypy: disallow-subclassing-any=False

_COMPARISON = re.compile(r"\s*(<=|>=|<|>|==|!=)(.*)", re.DOTALL)
_NEGATION = re.compile(r"\s*not\s*\((.*)\)\s*", re.DOTALL)
_INPUT = "decision_input"
FIRST, UNIQUE = "FIRST", "UNIQUE"


class DecisionEngine(DMNEngine):
    """Finds the rule that applies. SpiffWorkflow's own builds Python text out of the cells and runs it.

    A cell is empty or `-` (anything), one value or several with commas (any of them), `not(…)` (none of
    them), or a comparison like `>= 5`.
    """

    def result(self, task: Any) -> dict[str, object]:
        """The outputs of the rule that applies; EngineError if none does, or two where one must."""
        hits = [rule for rule in self.decision_table.rules if self._applies(rule, task)]
        if not hits:
            raise EngineError(f"{element_of(task)}: no rule of {self.decision_table.id} applies")
        if len(hits) > 1 and self.decision_table.hit_policy == UNIQUE:
            raise EngineError(f"{element_of(task)}: {len(hits)} rules of {self.decision_table.id} apply")
        evaluate = task.workflow.script_engine.evaluate
        return {entry.output.name: evaluate(task, entry.text) for entry in hits[0].outputEntries}

    def _applies(self, rule: Any, task: Any) -> bool:
        evaluate = task.workflow.script_engine.evaluate
        for entry in rule.inputEntries:
            test = _test(entry.lhs[0])
            if test is None:
                continue
            value = evaluate(task, entry.input.expression)
            if not evaluate(task, test, external_context={_INPUT: value}):
                return False
        return True


def problems_of_table(table: Any, functions: Collection[str]) -> Iterator[str]:
    """Why a decision table may not be used, a sentence for each fault."""
    if table.hit_policy not in (FIRST, UNIQUE):
        yield f"{table.id}: the hit policy {table.hit_policy} is not known; use FIRST or UNIQUE"
    for column in table.inputs:
        for problem in problems_in(column.expression or "", functions):
            yield f"{column.id}: {problem}"
    for column in table.outputs:
        if not column.name.isidentifier():
            yield f"{column.id}: {column.name!r} is not the name of a variable"
    for rule in table.rules:
        if len(rule.inputEntries) != len(table.inputs) or len(rule.outputEntries) != len(table.outputs):
            yield f"{rule.id}: it has not a cell for each column"
        for cell, expression in _cells(rule):
            for problem in problems_in(expression, functions):
                yield f"{cell}: {problem}"


def _cells(rule: Any) -> Iterator[tuple[str, str]]:
    for entry in rule.inputEntries:
        test = _test(entry.lhs[0])
        if test is not None:
            yield entry.id, test
    for entry in rule.outputEntries:
        yield entry.id, entry.text or ""


def _test(cell: str | None) -> str | None:
    """The cell as an expression about the input, None if it says nothing about it."""
    if cell is None or cell.strip() in ("", "-"):
        return None
    if comparison := _COMPARISON.fullmatch(cell):
        return f"{_INPUT} {comparison[1]} ({comparison[2]})"
    if negation := _NEGATION.fullmatch(cell):
        return f"{_INPUT} not in [{negation[1]}]"
    return f"{_INPUT} in [{cell}]"
