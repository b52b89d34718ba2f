"""What an emergency brake knows: the nomination, the mapping, the recommendation, the measures and their follow-up."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.person import Person
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
    years: Mapped[list[Any]] = mapped_column(default=list)
    """The offer's economy year by year; amounts and percents as text."""
    focus_areas: Mapped[list[Any]] = mapped_column(default=list)
    """What the mapping must throw light on, with what it found, of all rounds."""
    round: Mapped[int] = mapped_column(default=1)
    """Of the mapping; a committee that asks for more begins a new one."""
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The latest; earlier ones stand in the documents as they were issued."""
    measures: Mapped[list[Any]] = mapped_column(default=list)
    """Those of the latest report, with what each costs every municipality and the trace."""
    hearing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Whether buyers are heard on longer notice, and what came of it."""
    missing: Mapped[list[Any]] = mapped_column(default=list)
    """What the committee has asked to have mapped further."""
    region_view: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decision: Mapped[dict[str, Any]] = mapped_column(default=dict)
    knowledge: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The agreement on how knowledge is kept, where the offer closes."""
    closing_case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))


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

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")
    set_by: Mapped[Person] = relationship(foreign_keys=[set_by_id], lazy="raise_on_sql")
    done_by: Mapped[Person | None] = relationship(foreign_keys=[done_by_id], lazy="raise_on_sql")


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

    set_by: Mapped[Person] = relationship(foreign_keys=[set_by_id], lazy="raise_on_sql")
