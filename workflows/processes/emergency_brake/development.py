"""The offer's occupancy and economy over the years, as plots."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from workflows.documents.plots import Plot, over_years
from workflows.rules.emergency_brake.economy import YearRow


def occupancy_plot(rows: Sequence[YearRow]) -> Plot:
    """Occupancy in percent of the places, year by year."""
    return occupancy_over({row.year: row.occupancy for row in rows})


def accounts_plot(rows: Sequence[YearRow]) -> Plot:
    """The budget and the result in kroner, year by year."""
    return accounts_over({row.year: row.budget for row in rows}, {row.year: row.result for row in rows})


def occupancy_over(occupancy: Mapping[int, Decimal]) -> Plot:
    """Occupancy in percent of the places, by year."""
    return over_years("Udviklingen i belægningen", "%", {"Belægning": occupancy})


def accounts_over(budget: Mapping[int, Decimal], result: Mapping[int, Decimal]) -> Plot:
    """Budget and result in kroner, by year; a year that one of them lacks is a gap."""
    return over_years("Udviklingen i budget og resultat", "kr.", {"Budget": budget, "Resultat": result})
