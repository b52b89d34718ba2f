"""A calculation's trace, gathered for print: steps that repeat one formula for each party stand under it once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypedDict

from workflows.rules.trace import LABELS

Figures = list[tuple[str, str]]


class Step(TypedDict):
    """One step of the trace, as `calc closing-account` writes it."""

    step: str
    formula: str
    inputs: Mapping[str, str]
    value: str
    source: str


@dataclass(frozen=True)
class StepGroup:
    """Steps with one formula: the figures they have in common, and each one's own figures and value."""

    label: str
    formula: str
    source: str
    common: Figures
    lines: list[tuple[Figures, str]]


def grouped(trace: Sequence[Step]) -> list[StepGroup]:
    """The steps in their order; neighbours with the same name, formula and source become one group."""
    return [
        _group(list(steps))
        for _, steps in groupby(trace, key=lambda step: (step["step"], step["formula"], step["source"]))
    ]


def _group(steps: list[Step]) -> StepGroup:
    first = steps[0]
    figures = [_in_order(step["inputs"], step["formula"]) for step in steps]
    common = [figure for figure in figures[0] if all(figure in others for others in figures)]
    return StepGroup(
        label=LABELS.get(first["step"], first["step"]),
        formula=first["formula"],
        source=first["source"],
        common=common,
        lines=[
            ([figure for figure in own if figure not in common], step["value"])
            for own, step in zip(figures, steps, strict=True)
        ],
    )


def _in_order(inputs: Mapping[str, str], formula: str) -> Figures:
    """The figures as the formula names them; those it does not name come first, by name."""
    return sorted(inputs.items(), key=lambda figure: (_place(figure[0], formula), figure[0]))


def _place(word: str, text: str) -> int:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    return found.start() if found else -1
