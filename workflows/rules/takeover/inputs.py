"""What the share that follows a taken-over offer is computed from."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One unit of the economic unit, as in the approved accounts; a surplus is positive.

    All units are in the same measure: kroner, or thousands of kroner.
    """

    name: str
    budget: Decimal
    """The cost budget."""
    revenue: Decimal
    costs: Decimal
    year_result: Decimal
    carried_forward: Decimal
    accumulated: Decimal


@dataclass(frozen=True, kw_only=True)
class TakeoverShareInput:
    """The economic unit that an offer is taken over from; `taken_over` is the name of one of its units."""

    agreement: str
    taken_over: str
    units: tuple[Unit, ...]
    total_accumulated: Decimal
    """As the accounts give it, also when the units' own results add up to something else."""

    @property
    def total_budget(self) -> Fraction:
        return sum((Fraction(unit.budget) for unit in self.units), Fraction(0))

    @property
    def unit_taken_over(self) -> Unit:
        return next(unit for unit in self.units if unit.name == self.taken_over)
