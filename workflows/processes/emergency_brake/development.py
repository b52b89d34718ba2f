"""The offer's occupancy and economy over the years, as plots."""

from collections.abc import Sequence

from db.models.emergency_brake import BrakeYear
from workflows.documents.plots import Plot, over_years


def occupancy_plot(rows: Sequence[BrakeYear]) -> Plot:
    """Occupancy in percent of the places, year by year."""
    return over_years("Udviklingen i belægningen", "%", {"Belægning": {row.year: row.occupancy for row in rows}})


def accounts_plot(rows: Sequence[BrakeYear]) -> Plot:
    """The budget and the result in kroner, year by year."""
    return over_years(
        "Udviklingen i budget og resultat",
        "kr.",
        {"Budget": {row.year: row.budget for row in rows}, "Resultat": {row.year: row.result for row in rows}},
    )
