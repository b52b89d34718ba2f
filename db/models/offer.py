"""Offers: what is run, by whom, at what tariff, and who buys it."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.organisation import Organisation
from workflows.vocabulary import OfferCategory, OfferStructure


class EconomicUnit(Base):
    """Several offers of one operator with one joint economy."""

    __tablename__ = "economic_unit"

    operator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]


class Offer(Base):
    """A social or special-education service at a place, with capacity and tariff."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("places >= 0", name="places_not_negative"),
        CheckConstraint("tariff_basis >= 0", name="tariff_basis_not_negative"),
        CheckConstraint("structure <> 'part_of_unit' OR unit_id IS NOT NULL", name="part_has_unit"),
    )

    operator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    located_in_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    legal_basis: Mapped[str]
    """Paragraphs, e.g. `serviceloven §§ 107, 108`."""
    places: Mapped[int]
    tariff: Mapped[Decimal]
    """Kroner a day and place."""
    tariff_basis: Mapped[Decimal]
    """The year's cost budget that the tariff is computed from."""
    structure: Mapped[OfferStructure]
    clearly_reported: Mapped[bool] = mapped_column(default=True)
    """Whether the tariff report shows clearly that the offer is standalone."""
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("economic_unit.id"))
    category: Mapped[OfferCategory | None]
    """Only agreements that sort offers in categories ask for it."""
    longer_notice_months: Mapped[int | None]
    """Months of notice agreed for this offer, where longer than the agreement's own."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    operator: Mapped[Organisation] = relationship(foreign_keys=[operator_id], lazy="raise_on_sql")
    unit: Mapped[EconomicUnit | None] = relationship(lazy="raise_on_sql")
    sales: Mapped[list["OfferSale"]] = relationship(
        lazy="raise_on_sql", order_by=lambda: (OfferSale.year, OfferSale.buyer_id)
    )


class OfferSale(Base):
    """What one buyer bought of an offer in one accounting year; the operator buys for its own citizens."""

    __tablename__ = "offer_sale"
    __table_args__ = (
        UniqueConstraint("offer_id", "buyer_id", "year"),
        CheckConstraint("turnover >= 0 AND occupancy_days >= 0", name="not_negative"),
    )

    offer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offer.id"), index=True)
    buyer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    year: Mapped[int]
    turnover: Mapped[Decimal]
    """Tariff turnover of the year in kroner."""
    occupancy_days: Mapped[int] = mapped_column(default=0)
    contract_names_agreement: Mapped[bool] = mapped_column(default=False)
    """Whether the contract of a buyer from another region names the agreement's principles."""

    buyer: Mapped[Organisation] = relationship(lazy="raise_on_sql")
