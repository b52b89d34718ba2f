"""What buyers bought of an offer in each accounting year: tariff turnover and occupancy days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.offer import Offer, OfferSale
from db.models.organisation import Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.errors import Refused
from workflows.services.register.administering import administering, must_administer
from workflows.services.register.listing import alphabetical, found
from workflows.vocabulary import OrganisationKind

BUYER_KINDS = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})


@dataclass(frozen=True)
class SaleEntry:
    """What one buyer bought in one year. `turnover` in kroner."""

    buyer_id: UUID
    year: int
    turnover: Decimal
    occupancy_days: int
    contract_names_agreement: bool = False


@dataclass(frozen=True)
class BuyerLine:
    """What one buyer bought, by year."""

    buyer: Organisation
    of_year: dict[int, OfferSale]

    @property
    def names_agreement(self) -> bool:
        """Whether the contract of a buyer from another region names the agreement."""
        return any(sale.contract_names_agreement for sale in self.of_year.values())


@dataclass(frozen=True)
class SalesTable:
    """Buyers by name, years in order, and the turnover of each year."""

    years: list[int]
    lines: list[BuyerLine]
    turnover: dict[int, Decimal]


def sales_of_years(session: Session, offer_id: UUID, years: Collection[int]) -> list[OfferSale]:
    """The offer's sales in the years, each with its buyer; by buyer's name and year."""
    return list(
        session.scalars(
            select(OfferSale)
            .join(OfferSale.buyer)
            .where(OfferSale.offer_id == offer_id, OfferSale.year.in_(years))
            .options(joinedload(OfferSale.buyer))
            .order_by(alphabetical(Organisation.name), OfferSale.year)
        )
    )


def sales_in(offer_id: UUID, years: Collection[int]) -> list[OfferSale]:
    """As `sales_of_years`, for a page."""
    with reading() as session:
        return sales_of_years(session, offer_id, years)


def sales_table(offer_id: UUID) -> SalesTable:
    """All that is kept of the offer's sales, for a page."""
    with reading() as session:
        years = sorted(session.scalars(select(OfferSale.year).where(OfferSale.offer_id == offer_id).distinct()))
        sales = sales_of_years(session, offer_id, years)
    by_buyer: dict[UUID, dict[int, OfferSale]] = {}
    for sale in sales:
        by_buyer.setdefault(sale.buyer_id, {})[sale.year] = sale
    return SalesTable(
        years,
        [BuyerLine(next(iter(of_year.values())).buyer, of_year) for of_year in by_buyer.values()],
        {year: sum((sale.turnover for sale in sales if sale.year == year), Decimal(0)) for year in years},
    )


def save_sales(offer_id: UUID, years: Collection[int], entries: Sequence[SaleEntry], *, actor: Actor) -> None:
    """Put these entries in place of all that is kept for the years.

    An entry of no turnover and no days is left out. Whether the contract names the agreement is kept
    only for buyers from another region than the operator's. Raises Refused for a buyer that is named
    twice in a year, is neither municipality nor region or did not exist in the year, and for figures
    below zero.
    """
    must_administer(actor)
    with administering(actor) as session:
        offer = found(session, Offer, offer_id, "Tilbuddet")
        operator = found(session, Organisation, offer.operator_id, "Driftsherren")
        of_years = select(OfferSale).where(OfferSale.offer_id == offer_id, OfferSale.year.in_(years))
        kept = {(row.buyer_id, row.year): row for row in session.scalars(of_years)}
        seen: set[tuple[UUID, int]] = set()
        for entry in entries:
            buyer = _checked_buyer(session, entry, seen)
            if entry.turnover or entry.occupancy_days:
                outside = buyer.region_code != operator.region_code
                row = kept.pop((entry.buyer_id, entry.year), None)
                _keep(session, row or OfferSale(offer_id=offer_id, buyer_id=entry.buyer_id), entry, outside=outside)
        for row in kept.values():
            session.delete(row)


def _keep(session: Session, row: OfferSale, entry: SaleEntry, *, outside: bool) -> None:
    """Write an entry in its row; the row stays the same, so that its history tells what was changed."""
    row.year, row.turnover, row.occupancy_days = entry.year, entry.turnover, entry.occupancy_days
    row.contract_names_agreement = entry.contract_names_agreement and outside
    session.add(row)


def _checked_buyer(session: Session, entry: SaleEntry, seen: set[tuple[UUID, int]]) -> Organisation:
    buyer = found(session, Organisation, entry.buyer_id, "Køberen")
    if (entry.buyer_id, entry.year) in seen:
        raise Refused(f"{buyer.name} står to gange. Læg tallene sammen på én række.")
    seen.add((entry.buyer_id, entry.year))
    if buyer.kind not in BUYER_KINDS:
        raise Refused(f"{buyer.name} kan ikke købe pladser.")
    if buyer.valid_from.year > entry.year or (buyer.valid_to and buyer.valid_to.year < entry.year):
        raise Refused(f"{buyer.name} fandtes ikke i {entry.year}.")
    if entry.turnover < 0 or entry.occupancy_days < 0:
        raise Refused("Omsætning og døgn kan ikke være negative.")
    if entry.turnover != entry.turnover.quantize(Decimal("0.01")):
        raise Refused("Omsætningen kan højst have to decimaler.")
    return buyer
