"""The share of the result that follows an offer, as it is printed: the unit's figures, the calculation, its trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workflows.rules.money import format_percent


@dataclass(frozen=True)
class UnitRow:
    """One unit of the economic unit, in kroner, as the approved accounts give it; a surplus is positive."""

    name: str
    taken_over: bool
    budget: Decimal
    revenue: Decimal
    costs: Decimal
    year_result: Decimal
    carried_forward: Decimal
    accumulated: Decimal
    percent_of_budget: Decimal


@dataclass(frozen=True)
class UnitTotals:
    """Sums of the units; `accumulated` is the total that the accounts give, also when the sum is another."""

    budget: Decimal
    revenue: Decimal
    costs: Decimal
    year_result: Decimal
    carried_forward: Decimal
    accumulated: Decimal
    percent_of_budget: Decimal


@dataclass(frozen=True)
class TakeoverShare:
    """What follows one offer out of its economic unit.

    `economic_unit` is the unit's name and `year` the accounting year; `request` and `result` are what went into
    `calc takeover-share` and what came out, unchanged.

    Rule: syddanmark-2025-2026, bilag 14.
    """

    economic_unit: str
    year: int
    units: tuple[UnitRow, ...]
    totals: UnitTotals
    request: Mapping[str, object]
    result: Mapping[str, object]
    explanation: str = ""


def share_shown(
    request: Mapping[str, Any], result: Mapping[str, Any], *, economic_unit: str, year: int, explanation: str = ""
) -> TakeoverShare:
    """The printed table of a calculation: its units as they were given, with sums and percentages of the budget."""
    units = tuple(_row(unit, str(request["taken_over"])) for unit in request["units"])
    return TakeoverShare(
        economic_unit=economic_unit,
        year=year,
        units=units,
        totals=_totals(units, Decimal(request["total_accumulated"]), Decimal(result["percent_of_budget"])),
        request=request,
        result=result,
        explanation=explanation,
    )


def _row(unit: Mapping[str, str], taken_over: str) -> UnitRow:
    budget, accumulated = Decimal(unit["budget"]), Decimal(unit["accumulated"])
    return UnitRow(
        name=unit["name"],
        taken_over=unit["name"] == taken_over,
        budget=budget,
        revenue=Decimal(unit["revenue"]),
        costs=Decimal(unit["costs"]),
        year_result=Decimal(unit["year_result"]),
        carried_forward=Decimal(unit["carried_forward"]),
        accumulated=accumulated,
        percent_of_budget=Decimal(format_percent(accumulated, budget)),
    )


def _totals(units: tuple[UnitRow, ...], accumulated: Decimal, percent: Decimal) -> UnitTotals:
    return UnitTotals(
        budget=sum((unit.budget for unit in units), Decimal(0)),
        revenue=sum((unit.revenue for unit in units), Decimal(0)),
        costs=sum((unit.costs for unit in units), Decimal(0)),
        year_result=sum((unit.year_result for unit in units), Decimal(0)),
        carried_forward=sum((unit.carried_forward for unit in units), Decimal(0)),
        accumulated=accumulated,
        percent_of_budget=percent,
    )
