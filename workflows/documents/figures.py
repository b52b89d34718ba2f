"""Plots in a document's template: filters from kept data, and the address by which the press gets the picture.

The address holds the figures themselves. So a document can show no other picture than one that is drawn here.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from workflows.documents.alt_texts import alt_text
from workflows.documents.charts import svg
from workflows.documents.measure_plots import cost_plot, scenario_plot
from workflows.documents.measures import MeasureEffect
from workflows.documents.plots import Plot, PlotTable, plot_table

Read = TypeVar("Read")
SCHEME = "rammesag:plot,"


def plotadresse(plot: Mapping[str, Any] | Plot) -> str:
    """The address of a plot's picture."""
    figures = json.dumps(asdict(_plot(plot)), default=str, sort_keys=True)
    return SCHEME + base64.urlsafe_b64encode(figures.encode()).decode()


def picture(address: str) -> bytes:
    """The SVG behind an address. Raises ValueError for one that `plotadresse` has not made."""
    figures = json.loads(base64.urlsafe_b64decode(address.removeprefix(SCHEME)))
    return svg(_plot(figures)).encode()


def alttekst(plot: Mapping[str, Any] | Plot) -> str:
    """What the picture shows, in sentences."""
    return alt_text(_plot(plot))


def plottabel(plot: Mapping[str, Any] | Plot) -> PlotTable:
    """The table beside the picture."""
    return plot_table(_plot(plot))


def betalingsplot(effect: Mapping[str, Any], caption: str) -> Plot:
    """What each municipality pays before and after a measure. `effect` is a kept `MeasureEffect`."""
    return cost_plot(_read(MeasureEffect, effect), caption)


def scenarieplot(effect: Mapping[str, Any], caption: str) -> Plot:
    """The same for each occupancy from empty to full."""
    return scenario_plot(_read(MeasureEffect, effect), caption)


def _plot(plot: Mapping[str, Any] | Plot) -> Plot:
    return plot if isinstance(plot, Plot) else _read(Plot, plot)


def _read(shape: type[Read], kept: Mapping[str, Any]) -> Read:
    from pydantic import TypeAdapter

    return TypeAdapter(shape).validate_python(kept)
