"""What a closing knows: the facts of it, the hearing, the treatments in bodies, the accounts."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.document import Document
from db.models.organisation import Organisation
from workflows.vocabulary import AccountKind, AccountRowKind, HearingPosition, OfferCategory, OfferStructure


class Closing(Base):
    """The facts of one closing case."""

    __tablename__ = "closing"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    offer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offer.id"), index=True)
    structure: Mapped[OfferStructure]
    structure_reason: Mapped[str] = mapped_column(default="")
    category: Mapped[OfferCategory | None]
    closed_by_authority: Mapped[bool] = mapped_column(default=False)
    authority: Mapped[str] = mapped_column(default="")
    reasons: Mapped[str]
    expected_decision_on: Mapped[date]
    hearing_deadline: Mapped[date]
    """The last day to answer the hearing, where the agreement has one."""
    consequences_of_continuing: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    last_day: Mapped[date | None]
    """The last day on which the offer is in operation."""
    consequences_for_others: Mapped[bool | None]
    consequences_reason: Mapped[str] = mapped_column(default="")
    change_reason: Mapped[str] = mapped_column(default="")
    """The latest significant change, as the operator told it."""
    change_expected: Mapped[Decimal | None]
    transition_plan: Mapped[str] = mapped_column(default="")
    manual_rate: Mapped[str | None]
    """Own share in percent, set by the secretariat where the agreement's rule is not at hand."""
    manual_key: Mapped[str | None]
    manual_reason: Mapped[str] = mapped_column(default="")


class Hearing(Base):
    """One question to all members of a body, with a deadline."""

    __tablename__ = "hearing"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    sent_on: Mapped[date]
    deadline: Mapped[date]
    closed_on: Mapped[date | None]
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"))
    """The letter by which the members were asked."""
    summary_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"))
    """The latest version of the note of the answers."""

    answers: Mapped[list["HearingAnswer"]] = relationship(lazy="raise_on_sql")
    letter: Mapped[Document | None] = relationship(foreign_keys=[letter_id], lazy="raise_on_sql")
    summary: Mapped[Document | None] = relationship(foreign_keys=[summary_id], lazy="raise_on_sql")


class HearingAnswer(Base):
    """One member's answer; a member without a position has been silent so far."""

    __tablename__ = "hearing_answer"
    __table_args__ = (
        UniqueConstraint("hearing_id", "organisation_id"),
        CheckConstraint("(position IS NULL) = (answered_at IS NULL)", name="answer_has_time"),
    )

    hearing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("hearing.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[HearingPosition | None]
    text: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    received_on: Mapped[date | None]
    """The day on which an answer came in that the body's secretary has registered; none where the member did it."""
    reminded_at: Mapped[datetime | None]
    reminded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    """Who reminded it last; nobody when a timer did."""

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class Treatment(Base):
    """A body's treatment of a matter at a meeting, with its conclusion."""

    __tablename__ = "treatment"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    matter: Mapped[str]
    """The element of the diagram at which the body was asked, or the word of a decision."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("closing_account.id"))
    meeting_on: Mapped[date]
    conclusion: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str | None]
    """Of a decision: approved, changes or refused."""
    round: Mapped[int | None]
    """Of a decision: the round of its matter, numbered when all have decided."""

    body: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class ClosingAccount(Base):
    """One version of the provisional or final account of a closing; a sent one is never changed."""

    __tablename__ = "closing_account"
    __table_args__ = (UniqueConstraint("case_id", "kind", "version"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[AccountKind]
    version: Mapped[int]
    year: Mapped[int]
    """The accounting year of the closing."""
    months_in_operation: Mapped[int]
    carried_forward_offer: Mapped[Decimal]
    carried_forward_central: Mapped[Decimal]
    own_basis: Mapped[Decimal | None]
    """The closed offer's own tariff basis, where the lines are those of its economic unit."""
    closing_year_turnover: Mapped[Decimal | None]
    waived: Mapped[bool] = mapped_column(default=False)
    """The operator does not pass the deficit on, although it may."""
    note: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, Any]]
    """What the rule gave: amounts as decimal strings, with the trace."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    endorsed_on: Mapped[date | None]
    endorsed_by: Mapped[str] = mapped_column(default="")
    endorsement: Mapped[str] = mapped_column(default="")
    treated_on: Mapped[date | None]
    sent_on: Mapped[date | None]

    rows: Mapped[list["AccountRow"]] = relationship(
        lazy="raise_on_sql", order_by=lambda: (AccountRow.kind, AccountRow.position)
    )


class AccountRow(Base):
    """A row of an account; its kind says which of the columns it fills.

    A line of the template has the whole-year budget and the account of the closing year; a party of the key what it
    bought in the two years, in kroner or days of occupancy; another offer that takes part its basis; and a share what
    one party bears or receives.
    """

    __tablename__ = "account_row"
    __table_args__ = (
        UniqueConstraint("account_id", "kind", "position"),
        UniqueConstraint("account_id", "line"),
        UniqueConstraint("account_id", "organisation_id", "kind"),
        CheckConstraint(
            "(kind = 'line') = (line IS NOT NULL AND budget IS NOT NULL AND account IS NOT NULL)", name="line_whole"
        ),
        CheckConstraint("(kind = 'key') = (year_minus_2 IS NOT NULL AND year_minus_1 IS NOT NULL)", name="key_whole"),
        CheckConstraint(
            "(kind = 'unit_other' OR kind = 'region_other') = (name IS NOT NULL AND basis IS NOT NULL)",
            name="other_whole",
        ),
        CheckConstraint(
            "(kind = 'share') = (percent IS NOT NULL AND distributed IS NOT NULL AND total IS NOT NULL)",
            name="share_whole",
        ),
        CheckConstraint("(kind = 'key' OR kind = 'share') = (organisation_id IS NOT NULL)", name="party_known"),
    )

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("closing_account.id"))
    kind: Mapped[AccountRowKind]
    position: Mapped[int]
    line: Mapped[str | None]
    budget: Mapped[Decimal | None]
    account: Mapped[Decimal | None]
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    year_minus_2: Mapped[Decimal | None]
    year_minus_1: Mapped[Decimal | None]
    name: Mapped[str | None]
    basis: Mapped[Decimal | None]
    accumulated: Mapped[Decimal | None]
    percent: Mapped[str | None]
    distributed: Mapped[Decimal | None]
    total: Mapped[Decimal | None]
