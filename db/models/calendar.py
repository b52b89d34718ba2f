"""Calendars: private addresses at which one's dates can be followed, and when an agenda closes before a meeting."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class CalendarAddress(Base):
    """The address at which a person's calendar program gets the dates of one organisation, without logging in."""

    __tablename__ = "calendar_address"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the secret part of the address; a renewed address has another, and the old one leads nowhere."""
    made_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class AgendaClosing(Base):
    """How long before its meetings the agenda of a council or a body closes."""

    __tablename__ = "agenda_closing"
    __table_args__ = (CheckConstraint("days_before >= 0", name="not_after_the_meeting"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    days_before: Mapped[int]
    """Every day counts."""
