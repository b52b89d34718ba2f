"""The lists of most specialised offers as dated data, their criteria, and who sits in the task forces."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Case
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.person import Person
from workflows.vocabulary import SpecialisedArea, TaskForceSeat


class SpecialisedOffer(Base):
    """An offer on an agreement's list for a period. A row is ended and never changed, so the rows are the history."""

    __tablename__ = "specialised_offer"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),
        Index("ix_specialised_offer_agreement", "agreement_id", "valid_from"),
    )

    agreement_id: Mapped[str]
    name: Mapped[str]
    """As the list has it."""
    target_group: Mapped[str] = mapped_column(default="")
    area: Mapped[SpecialisedArea | None]
    offer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("offer.id"), index=True)
    """The offer that the name stands for, once it has been registered."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    ended_reason: Mapped[str] = mapped_column(default="")
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    """The re-evaluation in which it came onto the list; none where the secretariat entered it."""
    entered_at: Mapped[datetime | None]
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    offer: Mapped[Offer | None] = relationship(lazy="raise_on_sql")
    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")


class ListCriterion(Base):
    """The wording of one criterion of an agreement's list, for a period."""

    __tablename__ = "list_criterion"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),
        UniqueConstraint("agreement_id", "number", "valid_from"),
    )

    agreement_id: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    entered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))


class TaskForceMember(Base):
    """A person in a task force for a period: from which organisation, for which area."""

    __tablename__ = "task_force_member"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),)

    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    """The municipality or region that the member comes from."""
    area: Mapped[SpecialisedArea]
    seat: Mapped[TaskForceSeat]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id], lazy="raise_on_sql")
