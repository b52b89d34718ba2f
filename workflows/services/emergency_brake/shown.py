"""An offer's economy and what measures cost, as pages show them: pictures, tables, and the steps of a calculation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workflows.clock import today
from workflows.documents.measures import Measure, MeasureEffect
from workflows.documents.steps import StepGroup, grouped
from workflows.processes.emergency_brake.development import accounts_over, occupancy_over
from workflows.rules.emergency_brake.economy import FIRST_YEAR
from workflows.services.papers.plots import ShownPlot, cost_plot, scenario_plot, show_plot

Years = Mapping[int, Decimal]


@dataclass(frozen=True)
class ShownEffect:
    """What a measure, or several together, cost each municipality in a year. Amounts are kroner."""

    name: str
    effect: MeasureEffect
    cost: ShownPlot
    scenarios: ShownPlot
    steps: list[StepGroup]


@dataclass(frozen=True)
class ShownMeasure:
    """A measure of the recommendation; `shown` is none where it changes no payment."""

    measure: Measure
    shown: ShownEffect | None


def economy_plots(*, occupancy: Years, budget: Years, result: Years) -> list[ShownPlot]:
    """The pictures of an economy as far as it is typed; years that can't be are left out."""
    plots = []
    if known := _known(occupancy):
        plots.append(occupancy_over(known))
    if _known(budget) or _known(result):
        plots.append(accounts_over(_known(budget), _known(result)))
    return [show_plot(plot) for plot in plots]


def _known(figures: Years) -> Years:
    return {year: value for year, value in figures.items() if FIRST_YEAR <= year <= today().year}


def show_effect(name: str, effect: MeasureEffect) -> ShownEffect:
    """An effect with its pictures and how it is computed."""
    return ShownEffect(
        name=name,
        effect=effect,
        cost=show_plot(cost_plot(effect, f"Betaling pr. år før og efter: {name}")),
        scenarios=show_plot(scenario_plot(effect, f"Betaling pr. år ved anden belægning: {name}")),
        steps=grouped(effect.result["trace"]),  # type: ignore[arg-type]
    )


def show_measures(measures: Sequence[Measure]) -> list[ShownMeasure]:
    """The measures of a recommendation, each with its effect."""
    return [ShownMeasure(one, show_effect(one.name, one.effect) if one.effect else None) for one in measures]
