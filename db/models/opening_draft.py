"""What somebody has typed of a case that is not opened yet."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class OpeningDraft(Base):
    """One person's draft of the form that opens a kind of case, for one organisation."""

    __tablename__ = "opening_draft"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id", "process"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    process: Mapped[str]
    typed: Mapped[dict[str, Any]]
    """The fields by name; sealed where they tell of a citizen."""
    kept_at: Mapped[datetime] = mapped_column(index=True)
