"""Plots that several tests draw. The figures are invented."""

from decimal import Decimal

from workflows.documents.account import AmountChange
from workflows.documents.measure_plots import cost_plot, scenario_plot
from workflows.documents.measures import MeasureEffect, Scenario
from workflows.documents.plots import Plot, Series, over_years

MUNICIPALITIES = tuple(f"{name} Kommune" for name in ("Albertslund", "Høje-Taastrup", "København"))

OCCUPANCY = over_years(
    "Belægning",
    "%",
    {
        "Døgnpladser": {2021: Decimal("98.2"), 2022: Decimal(91), 2024: Decimal("71.5")},
        "Dagpladser": {2022: Decimal(80), 2023: Decimal(80)},
    },
)
ACCOUNTS = Plot(
    "Økonomi",
    "År",
    ("2023", "2024", "2025"),
    (
        Series("Indtægter", (Decimal(41200000), Decimal(38900000), Decimal(35100000))),
        Series("Resultat", (Decimal(300000), Decimal(-1900000), Decimal(-4700000))),
    ),
    "kr.",
)
ONE_YEAR = Plot("Belægning", "År", ("2025",), (Series("Belægning", (Decimal(71),)),), "%")


def changes(occupancy: int = 90) -> tuple[AmountChange, ...]:
    """What three municipalities pay before and after, the more the fuller the offer."""
    paid = [Decimal(occupancy * 1000 * (place + 1)) for place in range(len(MUNICIPALITIES))]
    return tuple(
        AmountChange(name, before, before + 20000, Decimal(20000))
        for name, before in zip(MUNICIPALITIES, paid, strict=True)
    )


EFFECT = MeasureEffect(
    assumptions=("Belægningen sænkes fra 95 % til 85 %.",),
    changes=changes(),
    scenarios=tuple(Scenario(Decimal(occupancy), changes(occupancy)) for occupancy in (0, 50, 100)),
)
COSTS = cost_plot(EFFECT, "Kommunernes betaling pr. år")
SCENARIOS = scenario_plot(EFFECT, "Kommunernes betaling ved forskellig belægning")
