"""What an emergency brake knows: the nomination, the mapping, the recommendation, the measures and their follow-up."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from workflows.vocabulary import FollowUpStatus


class EmergencyBrake(Base):
    """The facts of one case. What one step has told is kept together, in the words of its answers."""

    __tablename__ = "emergency_brake"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    offer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("offer.id"), index=True)
    listed_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("specialised_offer.id"))
    """The row of the list on which the case rests."""
    concern: Mapped[str]
    course: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Bodies by id, which steps there are, due dates set by hand and by whom."""
    nomination: Mapped[dict[str, Any]] = mapped_column(default=dict)
    assessment: Mapped[dict[str, Any]] = mapped_column(default=dict)
    pending_request: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the task force is about to ask for."""
    round: Mapped[int] = mapped_column(default=1)
    """Of the mapping; a committee that asks for more begins a new one."""
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The latest; `version` is that of its measures."""
    hearing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Whether buyers are heard on longer notice, and what came of it."""
    treatment: Mapped[dict[str, Any]] = mapped_column(default=dict)
    region_view: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decision: Mapped[dict[str, Any]] = mapped_column(default=dict)
    knowledge: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The agreement on how knowledge is kept, where the offer closes."""
    closing_case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))


class BrakeYear(Base):
    """The offer's economy in one year."""

    __tablename__ = "brake_year"
    __table_args__ = (UniqueConstraint("case_id", "year"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    year: Mapped[int]
    places: Mapped[int]
    occupancy: Mapped[Decimal]
    """Percent of the places, with at most two decimals."""
    budget: Mapped[Decimal]
    result: Mapped[Decimal]
    """A surplus is positive, a deficit negative."""


class BrakeFocusArea(Base):
    """Something the mapping must throw light on, and what it found."""

    __tablename__ = "brake_focus_area"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("(followed_at IS NULL) = (covered IS NULL)", name="followed_has_time"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    position: Mapped[int]
    round: Mapped[int]
    text: Mapped[str]
    finding: Mapped[str] = mapped_column(default="")
    covered: Mapped[bool | None]
    followed_at: Mapped[datetime | None]
    followed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))


class MappingTask(Base):
    """A piece of the mapping, given to a member of the task force or to the task force as a whole."""

    __tablename__ = "mapping_task"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    position: Mapped[int]
    round: Mapped[int]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]
    set_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    """Who set the due date."""
    finding: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))


class BrakeMeasure(Base):
    """A special measure as recommended in one version of the report; earlier versions stay as they were."""

    __tablename__ = "brake_measure"
    __table_args__ = (UniqueConstraint("case_id", "version", "position"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    version: Mapped[int]
    position: Mapped[int]
    tool: Mapped[str] = mapped_column(default="")
    """The toolbox's word, empty for another measure."""
    name: Mapped[str]
    description: Mapped[str]
    terms: Mapped[str] = mapped_column(default="")
    given: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The answers as given, so that the report can be written again."""
    request: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What went into the calculation of its effect; empty where it changes no payment."""
    effect: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the rule gave, with the trace."""


class BrakeFollowUp(Base):
    """A day on which a measure, a duty or the keeping of knowledge is followed up."""

    __tablename__ = "brake_follow_up"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    subject: Mapped[str]
    """`measure:<id>`, `duty:<key>`, `knowledge`, or empty for something else."""
    title: Mapped[str]
    due_on: Mapped[date]
    set_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    """Who set the date."""
    status: Mapped[FollowUpStatus | None]
    text: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime | None]
    reported_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    assessed_on: Mapped[date | None]
    """When the task force looked at it; what is not done then goes on as a new row."""
