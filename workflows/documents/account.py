"""A closing account as it is printed: the form's lines, the key, and the calculation with its trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class AccountLine:
    """One line of the form, in kroner. Revenue and costs are both written without a sign."""

    key: str
    label: str
    budget: Decimal
    account: Decimal
    group: Literal["revenue", "costs"] = "costs"


@dataclass(frozen=True)
class AccountTotals:
    """Sums of the lines; a result is revenue less costs, negative for a deficit."""

    revenue_budget: Decimal
    revenue_account: Decimal
    costs_budget: Decimal
    costs_account: Decimal
    result_budget: Decimal
    result_account: Decimal


@dataclass(frozen=True)
class LabelledAmount:
    label: str
    amount: Decimal


@dataclass(frozen=True)
class TurnoverRow:
    """One party's part of the key: kroner, or days where the key is occupancy; percent as `72.97`."""

    party: str
    operator: bool
    year_minus_2: Decimal
    year_minus_1: Decimal
    percent: Decimal


@dataclass(frozen=True)
class Turnover:
    """The key of the distribution; `years` are the two accounting years before the year of the decision.

    Percentages that were set for the case stand in `year_minus_1`.
    """

    measure: Literal["turnover", "occupancy_days", "percent"]
    years: tuple[int, int]
    rows: tuple[TurnoverRow, ...]


@dataclass(frozen=True)
class UnitOther:
    """Another offer of the same economic unit, with its tariff basis."""

    name: str
    basis: Decimal


@dataclass(frozen=True)
class Account:
    """A closing account.

    `scope` says whose lines they are: the offer, or the whole economic unit. `request` and `result` are
    what went into `calc closing-account` and what came out, unchanged; `unit_basis` is the basis of the
    whole unit where there is one; `explanation` says why the result is shared as it is.
    `carried_forward_parts` tell what stood at the offer and what was set aside centrally, when known.

    Rule: syddanmark-2025-2026, bilag 5, the template of example 1.
    """

    year: int
    months: int
    scope: str
    lines: tuple[AccountLine, ...]
    totals: AccountTotals
    carried_forward: Decimal
    request: Mapping[str, object]
    result: Mapping[str, object]
    turnover: Turnover | None = None
    carried_forward_parts: tuple[LabelledAmount, ...] = ()
    unit_others: tuple[UnitOther, ...] = ()
    unit_basis: Decimal | None = None
    explanation: str = ""


@dataclass(frozen=True)
class AmountChange:
    """An amount that has moved: `difference` is `after` less `before`."""

    label: str
    before: Decimal
    after: Decimal
    difference: Decimal
    explanation: str = ""


@dataclass(frozen=True)
class OwnShare:
    """One party's row of the distribution, as `calc closing-account` gives it."""

    party: str
    operator: bool
    percent: Decimal
    distributed: Decimal
    total: Decimal
