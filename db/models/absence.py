"""Who is away and when, who stands in, and what was changed about it."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.organisation import Organisation
from db.models.person import Person


class Absence(Base):
    """A period in which a person is away, and a colleague does what stands to them; never deleted, only ended."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="period_in_order"),
        CheckConstraint("stand_in_id <> person_id", name="another_stands_in"),
        Index("ix_absence_person", "person_id", "last_day"),
        Index("ix_absence_stand_in", "stand_in_id", "last_day"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    stand_in_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    """None where nobody can stand in, or is to: what stands to the person waits."""
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """Where it counts; in all of the person's organisations when empty."""
    first_day: Mapped[date]
    last_day: Mapped[date]
    """The last day away; moved when the person comes back before."""
    ended_at: Mapped[datetime | None]
    """When it was taken back before it began; it then counts on no day."""

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=person_id)
    stand_in: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=stand_in_id)
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")


class AbsenceChange(Base):
    """One thing that somebody entered or changed about an absence, in words."""

    __tablename__ = "absence_change"

    absence_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("absence.id"), index=True)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    """None where Rammesag has done it by itself, as when the one who stood in has left."""
    text: Mapped[str]
