"""Plots for the screens: the address of the picture, what it shows in sentences, and the table beside it."""

import base64
from dataclasses import dataclass

from workflows.documents.alt_texts import alt_text
from workflows.documents.charts import size, svg
from workflows.documents.measure_plots import cost_plot, scenario_plot
from workflows.documents.measures import MeasureEffect
from workflows.documents.plots import Plot, PlotTable, Series, over_years, plot_table

__all__ = [
    "MeasureEffect",
    "Plot",
    "Series",
    "ShownPlot",
    "cost_plot",
    "over_years",
    "plot_at",
    "scenario_plot",
    "show_plot",
    "svg",
]


@dataclass(frozen=True)
class ShownPlot:
    """`address` is of an SVG picture, for the `src` of an `<img>`; its width and height are in pixels."""

    caption: str
    unit: str
    address: str
    width: int
    height: int
    alt: str
    table: PlotTable


def show_plot(plot: Plot) -> ShownPlot:
    """A plot with its picture in a `data:` address, drawn once and remembered while the program runs.

    Raises ValueError when a series has not one value for each label.
    """
    picture = base64.b64encode(svg(plot).encode()).decode()
    return plot_at(plot, f"data:image/svg+xml;base64,{picture}")


def plot_at(plot: Plot, address: str) -> ShownPlot:
    """A plot whose picture is had from an address of its own, so that the page need not wait for its drawing."""
    width, height = size(plot)
    return ShownPlot(plot.caption, plot.unit, address, width, height, alt_text(plot), plot_table(plot))
