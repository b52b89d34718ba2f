"""What a measure costs each municipality, as plots."""

from workflows.documents.formats import procent
from workflows.documents.measures import MeasureEffect
from workflows.documents.plots import Plot, Series

BEFORE, AFTER = "Før tiltaget", "Efter tiltaget"


def cost_plot(effect: MeasureEffect, caption: str) -> Plot:
    """What each municipality pays before and after, at the occupancy to be expected."""
    return Plot(
        caption=caption,
        label_title="Betaler",
        labels=tuple(change.label for change in effect.changes),
        series=(
            Series(BEFORE, tuple(change.before for change in effect.changes)),
            Series(AFTER, tuple(change.after for change in effect.changes)),
        ),
        unit="kr.",
        shape="bars",
    )


def scenario_plot(effect: MeasureEffect, caption: str) -> Plot:
    """What each municipality pays before and after, from an empty offer to a full one; a panel for each.

    A municipality that a scenario does not name has a gap there.
    """
    by_scenario = [{change.label: change for change in scenario.changes} for scenario in effect.scenarios]
    municipalities = dict.fromkeys(change.label for scenario in effect.scenarios for change in scenario.changes)
    series = []
    for name in municipalities:
        found = [changes.get(name) for changes in by_scenario]
        series.append(Series(BEFORE, tuple(one.before if one else None for one in found), name))
        series.append(Series(AFTER, tuple(one.after if one else None for one in found), name))
    labels = tuple(procent(scenario.occupancy) for scenario in effect.scenarios)
    return Plot(caption, "Belægning", labels, tuple(series), "kr.")
