"""What a takeover knows: the round and its offers, the region's figures and terms, the checklist of the transfer."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.offer import Offer
from workflows.vocabulary import Party, TakeoverFigures, TakeoverOutcome


class Takeover(Base):
    """One round in which a municipality takes over regional offers: the facts of a takeover case."""

    __tablename__ = "takeover"
    __table_args__ = (
        CheckConstraint("agreed_on IS NULL OR declared_on IS NOT NULL", name="agreed_is_declared"),
        CheckConstraint("taken_over_on IS NULL OR agreed_on IS NOT NULL", name="taken_over_is_agreed"),
        Index("ix_takeover_round", "municipality_id", "term_start"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    region_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    term_start: Mapped[date]
    """The first day of the election term whose round is used."""
    takeover_on: Mapped[date]
    """The day of the takeover, as planned and later as agreed."""
    reasons: Mapped[str] = mapped_column(default="")
    agreement_note: Mapped[str] = mapped_column(default="")
    """Said where the case rests on an agreement that is not in force on its day."""
    checks: Mapped[list[Any]] = mapped_column(default=list)
    """What was checked at the registration, as it was told."""
    departures: Mapped[list[Any]] = mapped_column(default=list)
    """Where the course departs from what the agreement has: text and source."""
    recommendation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The texts of the paper to the municipal council."""
    council_meeting_on: Mapped[date | None]
    """The meeting at which the council is to decide."""
    discussed_on: Mapped[date | None]
    """The body's meeting at which it treated the takeover before the decision."""
    discussion: Mapped[str] = mapped_column(default="")
    council_on: Mapped[date | None]
    """The municipal council's meeting at which it decided to take over."""
    declared_on: Mapped[date | None]
    declared_before: Mapped[bool] = mapped_column(default=False)
    """The regional council was told before the case was opened."""
    reminded: Mapped[list[Any]] = mapped_column(default=list)
    """The reminders that have been given, so that none is given twice."""
    transfer_missed: Mapped[bool] = mapped_column(default=False)
    """The last day for the takeover has passed, or the agreed day lies after it."""
    agreed_on: Mapped[date | None]
    """Both councils have approved; until then the municipality may withdraw."""
    employees_notified_on: Mapped[date | None]
    employees_notice: Mapped[str] = mapped_column(default="")
    taken_over_on: Mapped[date | None]
    agreement_updated_on: Mapped[date | None]
    agreement_update: Mapped[str] = mapped_column(default="")
    outcome: Mapped[TakeoverOutcome | None]


class TakeoverOffer(Base):
    """An offer in a round; `new_offer_id` is the offer as the municipality runs it after the takeover."""

    __tablename__ = "takeover_offer"
    __table_args__ = (UniqueConstraint("case_id", "offer_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    offer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offer.id"), index=True)
    position: Mapped[int]
    new_offer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("offer.id"))

    offer: Mapped[Offer] = relationship(foreign_keys=[offer_id], lazy="raise_on_sql")


class TakeoverAccount(Base):
    """Figures that the region has stated: data for the decision, a version of its terms, or the settlement.

    Amounts stand as decimal strings in kroner, as they were typed; a share also with what `calc takeover-share` gave.
    """

    __tablename__ = "takeover_account"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "version"),
        CheckConstraint("(answer = '') = (answered_on IS NULL)", name="answer_has_day"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[TakeoverFigures]
    version: Mapped[int]
    shares: Mapped[list[Any]]
    """For each offer the units of its economic unit, the request and the result of the calculation, what is agreed."""
    transfer: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Holdings, property value, staff, pensions, users, contracts."""
    terms: Mapped[list[Any]] = mapped_column(default=list)
    """Heading and text of each of the terms."""
    takeover_on: Mapped[date | None]
    availability: Mapped[str] = mapped_column(default="")
    supply_duty: Mapped[str] = mapped_column(default="")
    answer_by: Mapped[date | None]
    document: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How the document that tells the figures is named by others."""
    accounts_approved_on: Mapped[date | None]
    remarks: Mapped[str] = mapped_column(default="")
    """What is new since the version before, or what is to be said beside the figures."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(default="")
    """What the municipality answered, in a word; empty until it has."""
    answer_text: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]


class TakeoverItem(Base):
    """A point of the checklist of the transfer; done on a day, or not relevant for the reason in its note."""

    __tablename__ = "takeover_item"
    __table_args__ = (CheckConstraint("NOT skipped OR done_on IS NULL", name="skipped_is_not_done"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]
    owner: Mapped[Party]
    due_on: Mapped[date]
    source: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    skipped: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    ticked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
