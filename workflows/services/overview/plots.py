"""The overview's figures as plots: bars that are told apart by their hatching, also in print."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from workflows.access.actor import Actor
from workflows.services.overview.due_counts import DueCount, count_due
from workflows.services.overview.load import Load, show_load
from workflows.services.overview.scope import HORIZONS, Scope
from workflows.services.overview.step_times import RuleTime, StepTime, show_times
from workflows.services.papers.plots import Plot, Series

MOST_BARS = 12
"""More can't be read; the table holds all."""


def due_plot(counts: Sequence[DueCount], horizon: int) -> Plot:
    """What is late and what is near in the cases of each process."""
    at = HORIZONS.index(horizon)
    return Plot(
        caption=f"Overskredne datoer, og datoer inden for {horizon} dage",
        label_title="Slags sag",
        labels=tuple(one.process.label for one in counts),
        series=(
            Series("Overskredet", tuple(Decimal(one.late) for one in counts)),
            Series(f"Inden for {horizon} dage", tuple(Decimal(one.within[at]) for one in counts)),
        ),
        unit="datoer",
        shape="bars",
    )


def load_plot(loads: Sequence[Load]) -> Plot:
    """The open tasks of those who have the most late, and the most."""
    most = loads[:MOST_BARS]
    caption = "Åbne og overskredne opgaver"
    return Plot(
        caption=f"{caption} hos de {MOST_BARS} med flest overskredne" if len(loads) > MOST_BARS else caption,
        label_title="Organisation",
        labels=tuple(one.name for one in most),
        series=(
            Series("Åbne", tuple(Decimal(one.open) for one in most)),
            Series("Heraf overskredne", tuple(Decimal(one.late) for one in most)),
        ),
        unit="opgaver",
        shape="bars",
    )


def times_plot(steps: Sequence[StepTime]) -> Plot:
    """How long the steps that take longest took: of those whose figures can be told."""
    told = [one for one in steps if one.days.median is not None and one.days.percentile_90]
    longest = sorted(told, key=lambda one: (-(one.days.percentile_90 or 0), -(one.days.median or 0)))[:MOST_BARS]
    caption = "Dage fra en opgave åbner, til den er udført"
    return Plot(
        caption=f"{caption}: de {MOST_BARS} længste" if len(told) > MOST_BARS else caption,
        label_title="Trin",
        labels=tuple(one.label for one in longest),
        series=(
            Series("Halvdelen tog højst", tuple(one.days.median for one in longest)),
            Series("Ni ud af ti tog højst", tuple(Decimal(one.days.percentile_90 or 0) for one in longest)),
        ),
        unit="dage",
        shape="bars",
    )


def rules_plot(rules: Sequence[RuleTime]) -> Plot:
    """What the agreements' deadlines give, and what was used of them: of those whose figures can be told."""
    told = [one for one in rules if one.allowed is not None and one.days.percentile_90 is not None][:MOST_BARS]
    return Plot(
        caption="Dage, som aftalernes frister giver, og dage, det tog",
        label_title="Frist",
        labels=tuple(one.label for one in told),
        series=(
            Series("Fristen giver", tuple(one.allowed for one in told)),
            Series("Ni ud af ti tog højst", tuple(Decimal(one.days.percentile_90 or 0) for one in told)),
        ),
        unit="dage",
        shape="bars",
    )


def rules_drawn(actor: Actor, scope: Scope, today: date) -> Plot:
    """The plot of the agreements' deadlines, with its figures."""
    return rules_plot(show_times(actor, scope, today).rules)


def due_drawn(actor: Actor, scope: Scope, today: date) -> Plot:
    """The plot of what is late and near, with its figures."""
    return due_plot(count_due(actor, scope, today).by_process, scope.horizon)


def load_drawn(actor: Actor, scope: Scope, today: date) -> Plot:
    """The plot of the load, with its figures."""
    return load_plot(show_load(actor, scope, today).organisations)


def times_drawn(actor: Actor, scope: Scope, today: date) -> Plot:
    """The plot of the steps, with its figures."""
    return times_plot(show_times(actor, scope, today).steps)
