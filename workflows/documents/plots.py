"""Figures to be shown as a plot and as a table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from workflows.documents.formats import procent, tal

MOST_COLUMNS = 6
MOST_YEARS = 5
MOST_YEARS_OF_SHORT_FIGURES = 10
PANEL_TITLE = "Betaler"

Shape = Literal["lines", "bars"]


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

    `unit` is `%`, `kr.` or what is counted, such as `borgere`. Percentages are written as such, `97.5`.
    `caption` stands over picture and table.
    """

    caption: str
    label_title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    shape: Shape = "lines"


@dataclass(frozen=True)
class PlotTable:
    """The same figures as text: a head, and rows of a name and its cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def over_years(caption: str, unit: str, series: Mapping[str, Mapping[int, Decimal]]) -> Plot:
    """A plot of lines over all the years from the first to the last; a year that a series lacks is a gap."""
    known = {year for values in series.values() for year in values}
    years = range(min(known), max(known) + 1) if known else range(0)
    lines = tuple(Series(name, tuple(map(values.get, years))) for name, values in series.items())
    return Plot(caption, "År", tuple(map(str, years)), lines, unit)


def plot_table(plot: Plot) -> PlotTable:
    """The plot's figures for the table beside it, dashes for gaps: few years go across, many go down."""
    if any(series.panel for series in plot.series):
        names = [f"{series.panel}, {series.name[:1].lower()}{series.name[1:]}" for series in plot.series]
        return _table(plot, (PANEL_TITLE, *plot.labels), names, [series.values for series in plot.series])
    if len(plot.series) > MOST_COLUMNS or (plot.shape == "lines" and len(plot.labels) <= _most_years(plot.unit)):
        names = [series.name for series in plot.series]
        return _table(plot, (plot.label_title, *plot.labels), names, [series.values for series in plot.series])
    head = (plot.label_title, *(series.name for series in plot.series))
    return _table(plot, head, plot.labels, list(zip(*(series.values for series in plot.series), strict=True)))


def _most_years(unit: str) -> int:
    return MOST_YEARS if unit == "kr." else MOST_YEARS_OF_SHORT_FIGURES


def _table(
    plot: Plot, head: tuple[str, ...], names: Sequence[str], values: Sequence[tuple[Decimal | None, ...]]
) -> PlotTable:
    rows = ((name, tuple(_cell(value, plot.unit) for value in row)) for name, row in zip(names, values, strict=True))
    return PlotTable(head, tuple(rows))


def _cell(value: Decimal | None, unit: str) -> str:
    if value is None:
        return "–"
    return procent(value).removesuffix(" %") if unit == "%" else tal(value)
