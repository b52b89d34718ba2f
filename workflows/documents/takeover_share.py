"""The share of the result that follows an offer, as it is printed: the unit's figures, the calculation, its trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from workflows.rules.money import format_percent

Standing = Literal["rule", "indicative", "agreed"]
"""What a calculation is: the rule's own, a comparison until the parties have agreed, or one beside what they agreed."""


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
    `calc takeover-share` and what came out, unchanged. `follows` and `carried_on` are what counts, in kroner: as
    agreed where the share is negotiated, else as computed; together always the unit's accumulated result.

    Rule: syddanmark-2025-2026, bilag 14.
    """

    economic_unit: str
    year: int
    units: tuple[UnitRow, ...]
    totals: UnitTotals
    request: Mapping[str, object]
    result: Mapping[str, object]
    follows: Decimal
    carried_on: Decimal
    standing: Standing = "rule"
    explanation: str = ""


def share_shown(
    request: Mapping[str, Any],
    result: Mapping[str, Any],
    *,
    economic_unit: str,
    year: int,
    negotiated: bool = False,
    agreed: Decimal | None = None,
    explanation: str = "",
) -> TakeoverShare:
    """The printed table of a calculation: its units as they were given, with sums and percentages of the budget.

    `negotiated` where the agreement prints no formula; `agreed` is then the share in kroner, once there is one.
    """
    units = tuple(_row(unit, str(request["taken_over"])) for unit in request["units"])
    follows = Decimal(result["follows"]) if agreed is None else agreed
    indicative: Standing = "indicative" if negotiated else "rule"
    return TakeoverShare(
        economic_unit=economic_unit,
        year=year,
        units=units,
        totals=_totals(units, Decimal(request["total_accumulated"]), Decimal(result["percent_of_budget"])),
        request=request,
        result=result,
        follows=follows,
        carried_on=Decimal(request["total_accumulated"]) - follows,
        standing=indicative if agreed is None else "agreed",
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
