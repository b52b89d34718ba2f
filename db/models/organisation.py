"""Organisations: municipalities, regions, bodies, secretariats; who sits in which body, and when it meets."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from workflows.vocabulary import OrganisationKind


class Organisation(Base):
    """One authority, body, secretariat or audit firm, for as long as it exists."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),
        UniqueConstraint("code", "valid_from"),
    )

    code: Mapped[str] = mapped_column(index=True)
    """The municipality's or region's number, or a word of ours for bodies, secretariats and firms."""
    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(index=True)
    region_code: Mapped[str | None] = mapped_column(index=True)
    """The region of today; where it changes with time, `RegionMembership` has the periods."""
    address: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date] = mapped_column(default=date(2007, 1, 1))
    valid_to: Mapped[date | None]

    def exists_on(self, day: date) -> bool:
        """Whether the organisation exists on `day`, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class RegionMembership(Base):
    """The region that an organisation lies in for a period; there are rows only for those that move."""

    __tablename__ = "region_membership"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),
        UniqueConstraint("organisation_id", "valid_from"),
    )

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    region_code: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class BodyMember(Base):
    """An organisation's seat in a body for a period."""

    __tablename__ = "body_member"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),
        UniqueConstraint("body_id", "organisation_id", "valid_from"),
    )

    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id], lazy="raise_on_sql")


class Meeting(Base):
    """A date on which a body meets."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("body_id", "held_on"),)

    body_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(default="")


class ClosedDay(Base):
    """A day on which an organisation is closed beside the public holidays."""

    __tablename__ = "closed_day"
    __table_args__ = (UniqueConstraint("organisation_id", "day"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    day: Mapped[date]
    reason: Mapped[str]
