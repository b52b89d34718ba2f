"""Agreements between one municipality and one or more centres, with dates; subscriptions; discussions of a frame."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.organisation import Organisation
from workflows.vocabulary import Competence, Law, TargetGroup


class CollaborationAgreement(Base):
    """What replaces the common referral agreement between a municipality and its centres, for a period."""

    __tablename__ = "collaboration_agreement"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),
        CheckConstraint("frame_amount IS NULL OR frame_amount >= 0", name="frame_not_negative"),
        CheckConstraint("growth_percent IS NULL OR growth_percent >= 0", name="percent_not_negative"),
        CheckConstraint("base_inquiries IS NULL OR base_inquiries > 0", name="base_above_zero"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    frame_amount: Mapped[Decimal | None]
    """Kroner a year within which the centres decide; none where the agreement sets no frame."""
    growth_percent: Mapped[Decimal | None]
    """The rise in inquiries, in percent, above which the frame is discussed."""
    base_inquiries: Mapped[int | None]
    """The number of inquiries a year that the frame was set by."""
    keeps_deadline: Mapped[bool] = mapped_column(default=True)
    """Whether the 15 working days of the common rules hold for what the centre decides, too."""
    note: Mapped[str] = mapped_column(default="")

    municipality: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    centres: Mapped[list["CollaborationCentre"]] = relationship(lazy="raise_on_sql")
    competences: Mapped[list["DelegatedCompetence"]] = relationship(
        lazy="raise_on_sql", order_by=lambda: DelegatedCompetence.position, cascade="all, delete-orphan"
    )


class CollaborationCentre(Base):
    """A centre that takes part in a collaboration agreement."""

    __tablename__ = "collaboration_centre"
    __table_args__ = (UniqueConstraint("agreement_id", "centre_id"),)

    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("collaboration_agreement.id"))
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)

    centre: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class DelegatedCompetence(Base):
    """What the centres may do in the municipality's place, for one target group by one law."""

    __tablename__ = "delegated_competence"
    __table_args__ = (UniqueConstraint("agreement_id", "competence", "target_group", "law"),)

    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("collaboration_agreement.id"))
    position: Mapped[int]
    competence: Mapped[Competence]
    target_group: Mapped[TargetGroup]
    law: Mapped[Law]
    legal_ground: Mapped[str] = mapped_column(default="")
    """The particular ground for delegating decisions by serviceloven, which as a rule can't be delegated."""


class FrameDiscussion(Base):
    """A discussion of a frame, opened because inquiries have risen: once for each year of an agreement."""

    __tablename__ = "frame_discussion"
    __table_args__ = (UniqueConstraint("agreement_id", "year_from"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("collaboration_agreement.id"))
    year_from: Mapped[date]
    """The first day of the agreement's year."""
    inquiries: Mapped[int]
    base_inquiries: Mapped[int]
    discussed_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(default="")
    frame_amount: Mapped[Decimal | None]
    """The frame after the discussion, where it was changed."""

    agreement: Mapped[CollaborationAgreement] = relationship(lazy="raise_on_sql")


class CentreSubscription(Base):
    """A municipality's subscription with a centre, for a period."""

    __tablename__ = "centre_subscription"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),
        UniqueConstraint("centre_id", "municipality_id", "valid_from"),
    )

    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    """Where it is known from, e.g. `midtjylland-2017, 7`."""

    municipality: Mapped[Organisation] = relationship(foreign_keys=[municipality_id], lazy="raise_on_sql")
