"""What a closing account is computed from."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflows.rules.agreement_types import DistributionKey
from workflows.vocabulary import OfferStructure, OrganisationKind

LISTS = (DistributionKey.TURNOVER, DistributionKey.OCCUPANCY_DAYS)


@dataclass(frozen=True, kw_only=True)
class KeyPart:
    """What one party bought in the two accounting years before the decision: kroner, or days."""

    party: str
    year_minus_2: Decimal
    year_minus_1: Decimal
    operator: bool = False
    borne_by_operator: bool = False
    """The operator pays this buyer's part of a deficit: a buyer from another region, without the
    agreement's principles in its contract (`OutsideBuyer.OPERATOR_UNLESS_CONTRACT`)."""

    @property
    def both_years(self) -> Fraction:
        return Fraction(self.year_minus_2) + Fraction(self.year_minus_1)


@dataclass(frozen=True, kw_only=True)
class OtherOffer:
    """Another offer of the unit or of the region, with its tariff basis in kroner."""

    name: str
    basis: Decimal
    accumulated: Decimal | None = None
    """Its own accumulated result before the closing, where it is known."""


@dataclass(frozen=True, kw_only=True)
class ClosingAccountInput:
    """The figures of one closed offer, in kroner; a surplus is positive.

    `basis` is the closed offer's own; with `part_of_unit` the result is the whole unit's.
    """

    agreement: str
    operator_kind: OrganisationKind
    structure: OfferStructure
    basis: Decimal
    revenue: Decimal
    costs: Decimal
    carried_forward: Decimal
    closed_by_authority: bool = False
    waived: bool = False
    """The operator lets post-regulation of a deficit be, where the agreement says that it may."""
    turnover: tuple[KeyPart, ...] | None = None
    occupancy_days: tuple[KeyPart, ...] | None = None
    unit_others: tuple[OtherOffer, ...] | None = None
    """The rest of the economic unit; empty when the whole unit closes, none when it is not known."""
    region_others: tuple[OtherOffer, ...] = ()
    closing_year_turnover: Decimal | None = None
    """The whole unit's tariff turnover in the closing year."""

    @property
    def year_result(self) -> Fraction:
        return Fraction(self.revenue) - Fraction(self.costs)

    @property
    def accumulated(self) -> Fraction:
        return self.year_result + Fraction(self.carried_forward)

    @property
    def remaining_offers(self) -> tuple[OtherOffer, ...]:
        """The offers of the unit that go on; none for a standalone offer."""
        return (self.unit_others or ()) if self.structure is OfferStructure.PART_OF_UNIT else ()

    @property
    def unit_basis(self) -> Fraction:
        """The tariff basis of the closed offer and of those that go on in its unit."""
        return Fraction(self.basis) + sum(Fraction(other.basis) for other in self.remaining_offers)

    def key_of(self, key: DistributionKey) -> tuple[KeyPart, ...] | None:
        """The list that holds a key; none when it was not given."""
        if key is DistributionKey.NONE:
            return None
        return self.occupancy_days if key is DistributionKey.OCCUPANCY_DAYS else self.turnover

    def listed_key(self, key: DistributionKey) -> DistributionKey | None:
        """The key whose parties the account lists: the rule's own, else any that was given."""
        given = (known for known in (key, *LISTS) if self.key_of(known))
        return next(given, None)

    def parts(self, key: DistributionKey) -> tuple[KeyPart, ...]:
        """The parties that the account lists; none when no key was given."""
        listed = self.listed_key(key)
        return (self.key_of(listed) or ()) if listed else ()
