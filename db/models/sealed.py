"""Citizens' data, sealed; the keys they are sealed with; and who has looked at them."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Case
from db.models.organisation import Organisation
from db.models.person import Person


class OrganisationKey(Base):
    """A key of one organisation, wrapped by the master key, which is never in the database."""

    __tablename__ = "organisation_key"
    __table_args__ = (Index("ix_organisation_key_in_use", "organisation_id", "retired_at"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """From then on nothing more is sealed with it; what was sealed before is still read by it."""


class Citizen(Base):
    """The citizen of one case. All but the ids is sealed with the key of the acting municipality."""

    __tablename__ = "citizen"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    """Whose key it is sealed with."""
    name: Mapped[bytes] = mapped_column(LargeBinary)
    cpr: Mapped[bytes] = mapped_column(LargeBinary)
    address: Mapped[bytes] = mapped_column(LargeBinary)
    phone: Mapped[bytes] = mapped_column(LargeBinary)
    email: Mapped[bytes] = mapped_column(LargeBinary)
    cpr_lookup: Mapped[str] = mapped_column(index=True)
    """A keyed HMAC of the number, so that cases can be found by it; it is personal data, too."""

    case: Mapped[Case] = relationship(lazy="raise_on_sql")


class Look(Base):
    """One look at personal data: who, when, on whose behalf, at what, and why."""

    __tablename__ = "look"
    __table_args__ = (
        Index("ix_look_case", "case_id", "looked_at"),
        Index("ix_look_organisation", "organisation_id", "looked_at"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    """None for a search that found nothing."""
    what: Mapped[str]
    """What was looked at, in words that tell nothing of the citizen."""
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    """In the person's own words, which may name the citizen: sealed with the key of the organisation that looked."""
    looked_at: Mapped[datetime]
    holds_until: Mapped[datetime | None]
    """Until when the person may see more of the case for the same reason; None where no reason was given anew."""

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")
