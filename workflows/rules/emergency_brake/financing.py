"""How an offer is paid for in a year, and what a measure changes in that."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from workflows.errors import InputError
from workflows.rules.emergency_brake.toolbox import Calculation
from workflows.rules.money import danish_amount

HUNDRED = Decimal(100)
MOST_OCCUPANCY = Decimal(150)
"""In percent; an offer can be over full, but not without end."""


@dataclass(frozen=True)
class User:
    """A municipality that uses the offer: its days in the year; the operator is one for its own citizens."""

    party: str
    days: int
    operator: bool = False


@dataclass(frozen=True)
class Financing:
    """How the offer's cost of a year is paid. Amounts in kroner, `occupancy` is the budgeted one in percent.

    `objective_percent` of the basis is shared by `key`; `guaranteed` are places that a party pays for when nobody
    uses them; `contributions` are amounts a year. What is not paid falls on the operator.
    """

    basis: Decimal
    places: int
    days_in_year: int
    occupancy: Decimal
    users: tuple[User, ...]
    objective_percent: Decimal = Decimal(0)
    key: Mapping[str, Decimal] = field(default_factory=dict)
    guaranteed: Mapping[str, Decimal] = field(default_factory=dict)
    contributions: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def capacity(self) -> int:
        """Days of all places in the year."""
        return self.places * self.days_in_year

    @property
    def days_used(self) -> int:
        """Days that all parties use."""
        return sum(user.days for user in self.users)

    @property
    def operator(self) -> str:
        """The party that runs the offer."""
        return next(user.party for user in self.users if user.operator)

    @property
    def parties(self) -> tuple[str, ...]:
        """All who use or pay, the operator first and the others by name."""
        named = {*(user.party for user in self.users), *self.key, *self.guaranteed, *self.contributions}
        return (self.operator, *sorted(named - {self.operator}))

    @property
    def tariff(self) -> Fraction:
        """Kroner a day and place, exact: the part of the basis that is paid by tariff, on the budgeted days."""
        by_tariff = Fraction(self.basis) * (1 - Fraction(self.objective_percent) / 100)
        return by_tariff / (self.capacity * Fraction(self.occupancy) / 100)


@dataclass(frozen=True)
class Terms:
    """The terms of one measure that changes what is paid; only those of its calculation are given."""

    calculation: Calculation
    occupancy: Decimal | None = None
    """The new budgeted occupancy in percent."""
    objective_percent: Decimal | None = None
    key_name: str = ""
    key: Mapping[str, Decimal] = field(default_factory=dict)
    places: Mapping[str, Decimal] = field(default_factory=dict)
    contributions: Mapping[str, Decimal] = field(default_factory=dict)


def check_financing(financing: Financing) -> None:
    """Raise InputError for figures that no tariff can be computed from; paths are those of `finance`."""
    errors = []
    if financing.basis <= 0:
        errors.append(("finance.tariff_basis", "Beregningsgrundlaget skal være over 0."))
    if financing.places <= 0:
        errors.append(("finance.places", "Antallet af pladser skal være over 0."))
    if not 0 < financing.occupancy <= MOST_OCCUPANCY:
        errors.append(("finance.occupancy", "Skriv den budgetterede belægning som en procent over 0 og højst 150."))
    if financing.days_in_year not in (365, 366):
        errors.append(("finance.days_in_year", "Et år har 365 eller 366 dage."))
    if financing.days_used <= 0:
        errors.append(("finance.usage", "Skriv, hvor mange døgn mindst én kommune bruger."))
    if any(user.days < 0 for user in financing.users):
        errors.append(("finance.usage", "Antallet af døgn kan ikke være negativt."))
    if errors:
        raise InputError(errors)


def changed_by(financing: Financing, terms: Terms, path: str = "measure") -> Financing:
    """The financing with one measure in force. Raises InputError below `path` for terms that cannot stand."""
    return _CHANGES[terms.calculation](financing, terms, path)


def _lower_occupancy(financing: Financing, terms: Terms, path: str) -> Financing:
    percent = terms.occupancy
    if percent is None or not 0 < percent < financing.occupancy:
        message = (
            f"Skriv en procent over 0 og under den budgetterede belægning på {danish_amount(financing.occupancy)} %."
        )
        raise InputError([(f"{path}.occupancy", message)])
    return replace(financing, occupancy=percent)


def _objective(financing: Financing, terms: Terms, path: str) -> Financing:
    percent = terms.objective_percent
    if percent is None or not 0 < percent <= HUNDRED:
        raise InputError([(f"{path}.objective_percent", "Skriv en procent over 0 og højst 100.")])
    if sum(terms.key.values()) <= 0 or any(weight < 0 for weight in terms.key.values()):
        raise InputError([(f"{path}.key", "Skriv nøglen: mindst én kommune med et tal over 0, og ingen under 0.")])
    return replace(financing, objective_percent=percent, key=terms.key)


def _purchase(financing: Financing, terms: Terms, path: str) -> Financing:
    if not terms.places or any(number <= 0 for number in terms.places.values()):
        raise InputError([(f"{path}.places", "Skriv, hvilke kommuner der garanterer, og hvor mange pladser.")])
    if sum(terms.places.values()) > financing.places:
        raise InputError([(f"{path}.places", f"Der kan højst garanteres tilbuddets {financing.places} pladser.")])
    return replace(financing, guaranteed=terms.places)


def _shared(financing: Financing, terms: Terms, path: str) -> Financing:
    if not terms.contributions or any(amount <= 0 for amount in terms.contributions.values()):
        raise InputError([(f"{path}.contributions", "Skriv, hvilke kommuner der bidrager, og hvor meget om året.")])
    return replace(financing, contributions=terms.contributions)


_CHANGES = {
    Calculation.LOWER_OCCUPANCY: _lower_occupancy,
    Calculation.OBJECTIVE_FINANCING: _objective,
    Calculation.PURCHASE_AGREEMENT: _purchase,
    Calculation.SHARED_FINANCING: _shared,
}
