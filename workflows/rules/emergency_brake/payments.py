"""What each party pays in a year, at a given occupancy; the parts always add up to the offer's cost."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflows.rules.emergency_brake.financing import Financing
from workflows.rules.money import whole_kroner


@dataclass(frozen=True)
class Payment:
    """One party's payment, in exact parts; `rounded` is what it pays in whole kroner.

    The operator's `rest` is what nobody else pays, its own days apart; it takes the rounding remainders.
    """

    party: str
    days: Fraction
    by_tariff: Fraction
    objective: Fraction
    unused_places: Fraction
    guarantee: Fraction
    contribution: Fraction

    @property
    def exact(self) -> Fraction:
        """All parts together."""
        return self.by_tariff + self.objective + self.guarantee + self.contribution

    @property
    def rounded(self) -> Decimal:
        """In whole kroner, half up."""
        return whole_kroner(self.exact)


def days_at(financing: Financing, occupancy: Fraction | None) -> dict[str, Fraction]:
    """Each party's days when so large a part of all places is in use (1 is full), as they share them today.

    Without an occupancy: the days as they are.
    """
    if occupancy is None:
        return {user.party: Fraction(user.days) for user in financing.users}
    of_all = occupancy * financing.capacity / financing.days_used
    return {user.party: user.days * of_all for user in financing.users}


def payments_at(financing: Financing, occupancy: Fraction | None) -> list[Payment]:
    """What each party pays, the operator apart from its rest.

    Tariff × days, the part of the objectively financed share of the basis by the key, the tariff of guaranteed
    places that no one uses, and the agreed contribution.
    """
    days = days_at(financing, occupancy)
    unused = _unused_places(financing, days)
    tariff, whole_key = financing.tariff, Fraction(sum(financing.key.values()))
    share = Fraction(financing.basis) * Fraction(financing.objective_percent) / 100
    return [
        Payment(
            party=party,
            days=days.get(party, Fraction(0)),
            by_tariff=tariff * days.get(party, Fraction(0)),
            objective=share * Fraction(financing.key[party]) / whole_key if party in financing.key else Fraction(0),
            unused_places=unused.get(party, Fraction(0)),
            guarantee=tariff * financing.days_in_year * unused.get(party, Fraction(0)),
            contribution=Fraction(financing.contributions.get(party, Decimal(0))),
        )
        for party in financing.parties
    ]


def _unused_places(financing: Financing, days: dict[str, Fraction]) -> dict[str, Fraction]:
    """The guaranteed places that a party pays for: neither used by itself nor by others.

    Where fewer places are empty than the parties have guaranteed beyond their own use, the empty ones are shared
    in proportion to that.
    """
    own: dict[str, Fraction] = {
        party: max(Fraction(places) - days.get(party, Fraction(0)) / financing.days_in_year, Fraction(0))
        for party, places in financing.guaranteed.items()
    }
    in_use = sum(days.values(), Fraction(0)) / financing.days_in_year
    empty = max(financing.places - in_use, Fraction(0))
    beyond = sum(own.values(), Fraction(0))
    if beyond <= empty:
        return own
    return {party: places * empty / beyond for party, places in own.items()}


def paid(financing: Financing, occupancy: Fraction | None) -> dict[str, Decimal]:
    """Whole kroner of each party. The operator bears what the others do not pay, and the rounding remainder."""
    payments = payments_at(financing, occupancy)
    amounts = {one.party: one.rounded for one in payments if one.party != financing.operator}
    return {financing.operator: financing.basis - sum(amounts.values(), Decimal(0)), **amounts}
