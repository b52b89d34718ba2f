"""What a yearly re-evaluation knows: what the municipalities answered, and how each offer was evaluated."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.document import Document
from db.models.organisation import Organisation
from workflows.vocabulary import OfferStanding, SpecialisedArea


class Reevaluation(Base):
    """The facts of one year's re-evaluation of an agreement's list."""

    __tablename__ = "reevaluation"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    year: Mapped[int]
    ask_demand: Mapped[bool]
    demand_reason: Mapped[str] = mapped_column(default="")
    """Why demand is not examined in a year in which it should be."""
    deadline: Mapped[date]
    """The last day to answer the questionnaire, set by the secretariat."""
    task_force_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    adopting_body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    criteria: Mapped[list[Any]]
    """Number and wording as they were when the case was opened."""
    summary: Mapped[str] = mapped_column(default="")
    sent_back: Mapped[str] = mapped_column(default="")
    """Why the body sent the proposed list back."""
    adopted_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    remarks: Mapped[str] = mapped_column(default="")
    questionnaire_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"))
    """The questionnaire as it was sent."""
    summary_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"))
    """The latest version of the note of the answers."""

    questionnaire: Mapped[Document | None] = relationship(foreign_keys=[questionnaire_id], lazy="raise_on_sql")


class QuestionnaireAnswer(Base):
    """One municipality's answer; one without a time has been silent so far."""

    __tablename__ = "questionnaire_answer"
    __table_args__ = (
        UniqueConstraint("case_id", "organisation_id"),
        CheckConstraint("(answered_by_id IS NULL) = (answered_at IS NULL)", name="answer_has_time"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    offers: Mapped[list[Any]] = mapped_column(default=list)
    """Per listed offer: citizens there now, citizens expected, and what else there is to say."""
    proposals: Mapped[list[Any]] = mapped_column(default=list)
    """New or other offers that should be evaluated."""
    text: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    received_on: Mapped[date | None]
    """The day on which an answer came in that who asked has registered; none where the municipality answered itself."""
    reminded_at: Mapped[datetime | None]
    reminded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    """Who reminded it last; nobody when a timer did."""

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class OfferEvaluation(Base):
    """One offer, evaluated against the criteria; what is proposed, and why."""

    __tablename__ = "offer_evaluation"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("(evaluated_at IS NULL) = (meets IS NULL)", name="evaluated_has_time"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    position: Mapped[int]
    standing: Mapped[OfferStanding]
    listed_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("specialised_offer.id"))
    offer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("offer.id"))
    name: Mapped[str]
    operator: Mapped[str] = mapped_column(default="")
    target_group: Mapped[str] = mapped_column(default="")
    area: Mapped[SpecialisedArea | None]
    criteria: Mapped[list[Any]] = mapped_column(default=list)
    """Per criterion: its number, whether it is met, and why."""
    meets: Mapped[bool | None]
    conclusion: Mapped[str] = mapped_column(default="")
    duties: Mapped[str] = mapped_column(default="")
    """How the offer lives up to what is asked of listed offers."""
    evaluated_at: Mapped[datetime | None]
    evaluated_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    proposed: Mapped[bool | None]
    """Whether the offer shall stand on the list."""
    reason: Mapped[str] = mapped_column(default="")
