"""What a referral to a communication centre knows. All that tells of the citizen is sealed, here or in `citizen`."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from workflows.vocabulary import Financing, InquirySource, Law, MissingFrom, Party, ReferralOutcome


class Referral(Base):
    """The facts of one referral: days, outcome and economy in the clear; the texts sealed."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_centre", "centre_id", "inquired_on"),
        Index("ix_referral_municipality", "municipality_id", "inquired_on"),
        Index("ix_referral_payer", "payer_id", "outcome"),
        CheckConstraint("(outcome IS NULL) = (decided_on IS NULL)", name="outcome_has_date"),
        CheckConstraint("expected_cost IS NULL OR expected_cost >= 0", name="cost_not_negative"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    """The acting municipality, which also stands for where the citizen lives."""
    payer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    source: Mapped[InquirySource]
    reference: Mapped[str | None] = mapped_column(unique=True)
    """What a citizen's receipt for an inquiry by the public form names; it tells nothing."""
    inquired_on: Mapped[date]
    collaboration_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("collaboration_agreement.id"), index=True)
    """The collaboration agreement that counts: first on the day of the inquiry, then on the day of the report."""
    evaluated_on: Mapped[date | None]
    started: Mapped[bool | None]
    """Whether an assessment was started; false also when an effort goes on without one."""
    last_assessed_on: Mapped[date | None]
    granted_before_on: Mapped[date | None]
    """The municipality's earlier grant, where the centre goes on with an effort."""
    contact: Mapped[dict[str, Any] | None]
    """The acting municipality's contact person, an employee: name, phone, email."""
    reported_on: Mapped[date | None]
    """The day on which the assessment report was sent."""
    received_on: Mapped[date | None]
    """The day from which the decision is counted: the acting municipality has received the report."""
    decider: Mapped[Party | None]
    decider_why: Mapped[str] = mapped_column(default="")
    law: Mapped[Law | None]
    """The law proposed in the report, then the one decided by."""
    clock_counts: Mapped[bool] = mapped_column(default=True)
    """Whether the 15 working days hold: not where a collaboration agreement delegates the decision without them."""
    warned_on: Mapped[date | None]
    """When the municipality was warned that ten days have run: once, whatever stands still after that."""
    escalated_on: Mapped[date | None]
    hearing_sent_on: Mapped[date | None]
    hearing_deadline: Mapped[date | None]
    hearing_closed_on: Mapped[date | None]
    exemption: Mapped[str | None]
    """Why the citizen was not heard: a word of `rules.referral.party_hearing`."""
    outcome: Mapped[ReferralOutcome | None]
    decided_on: Mapped[date | None]
    complaint_by: Mapped[date | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    financing: Mapped[Financing | None]
    expected_cost: Mapped[Decimal | None]
    next_follow_up_on: Mapped[date | None]
    effort_ended_on: Mapped[date | None]
    texts: Mapped[dict[str, Any]]
    """Inquiry, evaluation, report, hearing, decision and follow-ups, sealed as one."""


class ReferralPause(Base):
    """A time in which the clock of the decision stands still, because the case is not fully informed."""

    __tablename__ = "referral_pause"
    __table_args__ = (
        Index("ix_referral_pause_case", "case_id", "first_day"),
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="period_in_order"),
        CheckConstraint("(supplied IS NULL) = (last_day IS NULL)", name="ended_has_outcome"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    missing_from: Mapped[MissingFrom]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    """None while the clock stands still."""
    wanted_by: Mapped[date]
    supplied: Mapped[bool | None]
    """Whether what was missing came; false when the case goes on without it."""
    texts: Mapped[dict[str, Any]]
    """What is missing, and what came, sealed."""


class InquiryAttempt(Base):
    """How often the public form was sent from one place in one hour. The place is a keyed fingerprint, kept a day."""

    __tablename__ = "inquiry_attempt"
    __table_args__ = (UniqueConstraint("fingerprint", "hour"),)

    fingerprint: Mapped[str]
    hour: Mapped[datetime]
    attempts: Mapped[int]
