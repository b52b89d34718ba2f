"""Figures to be shown as a plot and as a table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from workflows.documents.formats import tal

MOST_COLUMNS = 6
PANEL_TITLE = "Kommune"

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


@dataclass(frozen=True)
class PlotTable:
    """The same figures as text: a head, and rows of a name and its cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def over_years(caption: str, unit: Unit, series: Mapping[str, Mapping[int, Decimal]]) -> Plot:
    """A plot of lines over all the years from the first to the last; a year that a series lacks is a gap."""
    known = {year for values in series.values() for year in values}
    years = range(min(known), max(known) + 1) if known else range(0)
    lines = tuple(Series(name, tuple(map(values.get, years))) for name, values in series.items())
    return Plot(caption, "År", tuple(map(str, years)), lines, unit)


def plot_table(plot: Plot) -> PlotTable:
    """The plot's figures for the table beside it: as many columns as a page can hold, dashes for gaps."""
    if any(series.panel for series in plot.series):
        names = [f"{series.panel}, {series.name[:1].lower()}{series.name[1:]}" for series in plot.series]
        return _with_columns((PANEL_TITLE, *plot.labels), names, [series.values for series in plot.series])
    if len(plot.series) > MOST_COLUMNS:
        head = (plot.label_title, *plot.labels)
        return _with_columns(head, [series.name for series in plot.series], [series.values for series in plot.series])
    head = (plot.label_title, *(series.name for series in plot.series))
    return _with_columns(head, plot.labels, list(zip(*(series.values for series in plot.series), strict=True)))


def _with_columns(
    head: tuple[str, ...], names: Sequence[str], values: Sequence[tuple[Decimal | None, ...]]
) -> PlotTable:
    rows = ((name, tuple(map(_cell, row))) for name, row in zip(names, values, strict=True))
    return PlotTable(head, tuple(rows))


def _cell(value: Decimal | None) -> str:
    return "–" if value is None else tal(value)
