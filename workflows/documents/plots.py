"""Figures to be shown as a plot and as a table beside it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Shape = Literal["lines", "bars"]
Unit = Literal["%", "kr.", "pladser", "døgn", "borgere"]


@dataclass(frozen=True)
class Series:
    """One line, or one set of bars: a value for each label of the plot, none where it is not known.

    Series with the same `panel` are drawn together in a small picture of their own, with that name over it.
    """

    name: str
    values: tuple[Decimal | None, ...]
    panel: str = ""


@dataclass(frozen=True)
class Plot:
    """`labels` are years, municipalities or occupancies; `label_title` is what they are, such as `År`.

    Percentages are written as such, `97.5`. `caption` stands over picture and table.
    """

    caption: str
    label_title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit
    shape: Shape = "lines"
