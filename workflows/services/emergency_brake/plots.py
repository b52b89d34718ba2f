"""Plots for the screens: the picture as an address, what it shows in sentences, and the table beside it."""

import base64
from dataclasses import dataclass

from workflows.documents.alt_texts import alt_text
from workflows.documents.charts import svg
from workflows.documents.measure_plots import cost_plot, scenario_plot
from workflows.documents.measures import MeasureEffect
from workflows.documents.plots import Plot, PlotTable, Series, over_years, plot_table

__all__ = ["MeasureEffect", "Plot", "Series", "ShownPlot", "cost_plot", "over_years", "scenario_plot", "show_plot"]


@dataclass(frozen=True)
class ShownPlot:
    """`address` is a `data:` address of an SVG picture, for the `src` of an `<img>`."""

    caption: str
    unit: str
    address: str
    alt: str
    table: PlotTable


def show_plot(plot: Plot) -> ShownPlot:
    """A plot as a page shows it. The picture is drawn once and remembered while the program runs.

    Raises ValueError when a series has not one value for each label.
    """
    picture = base64.b64encode(svg(plot).encode()).decode()
    return ShownPlot(
        caption=plot.caption,
        unit=plot.unit,
        address=f"data:image/svg+xml;base64,{picture}",
        alt=alt_text(plot),
        table=plot_table(plot),
    )
