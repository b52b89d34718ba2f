"""The form of a closing account: its lines, its sums, and what must hold before it is computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from workflows.rules.money import danish_amount

MONTHS_OF_YEAR = 12
ROUNDED_TO = Decimal(1000)
"""The source's own example rounds its figures to whole thousands of kroner."""


class LineGroup(StrEnum):
    REVENUE = "revenue"
    COSTS = "costs"


@dataclass(frozen=True)
class FormLine:
    """A line of the form; `by_months` is one that counts only for the months in operation."""

    key: str
    label: str
    group: LineGroup
    by_months: bool = False
    signed: bool = False


LINES: tuple[FormLine, ...] = (
    FormLine("revenue", "Indtægter på ydelser", LineGroup.REVENUE),
    FormLine("inventory_sale", "Salg af afskrevet inventar", LineGroup.REVENUE),
    FormLine("staff", "Personaleomkostninger", LineGroup.COSTS),
    FormLine("citizens", "Borgerrelaterede omkostninger", LineGroup.COSTS),
    FormLine("administration", "Administrationsomkostninger", LineGroup.COSTS),
    FormLine("competence", "Kompetenceudvikling", LineGroup.COSTS),
    FormLine("property", "Ejendomsomkostninger", LineGroup.COSTS),
    FormLine("depreciation", "Afskrivninger", LineGroup.COSTS, by_months=True),
    FormLine("interest", "Finansieringsudgifter/-indtægter", LineGroup.COSTS, by_months=True, signed=True),
)
"""The template of syddanmark-2025-2026, bilag 5, example 1, and a line for what its text adds: sold inventory."""

PERIOD_RULE = "syddanmark-2025-2026, bilag 5"


@dataclass(frozen=True)
class LineAmounts:
    """Whole-year budget and the closing year's account of one line, in kroner."""

    budget: Decimal
    account: Decimal


@dataclass(frozen=True)
class Remark:
    """Something about a field: an error stops the account, a warning asks for a second look."""

    path: str
    message: str
    stops: bool


def total(lines: Mapping[str, LineAmounts], group: LineGroup, column: str) -> Decimal:
    """The sum of a group's lines in one column (`budget` or `account`), in kroner."""
    keys = [line.key for line in LINES if line.group is group]
    return sum((getattr(lines[key], column) for key in keys if key in lines), Decimal(0))


def year_remark(year: int, last_day: date) -> list[Remark]:
    """A second look where the accounting year is not the year of the offer's last day in operation."""
    if year == last_day.year:
        return []
    message = f"Tilbuddets sidste dag i drift ligger i {last_day.year}, men regnskabet er for {year}."
    return [Remark("year", message, stops=False)]


def period_limit(budget: Decimal, months: int) -> Decimal:
    """What interest or depreciation may be at most: the part of the year's budget for the months in operation.

    Rounded up to whole thousands of kroner, as the source's example is.

    >>> period_limit(Decimal(457000), 10)
    Decimal('381000')
    """
    exact = budget * months / MONTHS_OF_YEAR
    return (exact / ROUNDED_TO).to_integral_value(ROUND_CEILING) * ROUNDED_TO


def remarks(lines: Mapping[str, LineAmounts], *, months: int, expected_basis: Decimal | None) -> list[Remark]:
    """What is wrong or odd in the lines.

    `expected_basis` is the tariff basis that is registered for what the lines cover: the offer or the unit.
    Rule: syddanmark-2025-2026, bilag 5 (interest and depreciation only for the months in operation).
    """
    return [*_signs(lines), *_periods(lines, months), *_sums(lines, expected_basis)]


def _signs(lines: Mapping[str, LineAmounts]) -> list[Remark]:
    found = []
    for line in LINES:
        for column in ("budget", "account"):
            if line.key in lines and not line.signed and getattr(lines[line.key], column) < 0:
                message = "Beløbet kan ikke være negativt. Skriv indtægter og omkostninger uden fortegn."
                found.append(Remark(f"lines.{line.key}.{column}", message, stops=True))
    return found


def _periods(lines: Mapping[str, LineAmounts], months: int) -> list[Remark]:
    found = []
    for line in LINES:
        if not line.by_months or line.key not in lines:
            continue
        limit = period_limit(lines[line.key].budget, months)
        if lines[line.key].account > max(limit, Decimal(0)):
            message = (
                f"{line.label} kan kun regnes med for de {months} måneder, tilbuddet har været i drift: "
                f"højst {danish_amount(limit)} kr. ({PERIOD_RULE})."
            )
            found.append(Remark(f"lines.{line.key}.account", message, stops=True))
    return found


def _sums(lines: Mapping[str, LineAmounts], expected_basis: Decimal | None) -> list[Remark]:
    basis = total(lines, LineGroup.COSTS, "budget")
    revenue = total(lines, LineGroup.REVENUE, "budget")
    found = []
    if basis <= 0:
        found.append(Remark("lines", "Budgettets omkostninger skal være større end nul.", stops=True))
    elif expected_basis is not None and basis != expected_basis:
        found.append(
            Remark(
                "lines",
                f"Budgettets omkostninger er {danish_amount(basis)} kr., men det registrerede "
                f"beregningsgrundlag er {danish_amount(expected_basis)} kr.",
                stops=False,
            )
        )
    if revenue != basis:
        message = (
            f"Budgettets indtægter ({danish_amount(revenue)} kr.) og omkostninger ({danish_amount(basis)} kr.) "
            "er forskellige."
        )
        found.append(Remark("lines.revenue.budget", message, stops=False))
    return found
