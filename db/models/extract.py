"""Lists drawn to Excel for one person, where they are too long to be drawn while one waits."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from workflows.vocabulary import ListExtracted


class ListExtract(Base):
    """A list that somebody has asked for in one of their organisations, and how far it has come; kept for a time."""

    __tablename__ = "list_extract"
    __table_args__ = (
        CheckConstraint("(drawn_at IS NULL) = (content IS NULL)", name="drawn_has_content"),
        Index("ix_list_extract_own", "person_id", "organisation_id", "ordered_at"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    which: Mapped[ListExtracted]
    asked: Mapped[dict[str, Any]]
    """The filter of the list."""
    ordered_at: Mapped[datetime]
    rows: Mapped[int | None]
    """How many rows it has; none until they have been counted."""
    rows_drawn: Mapped[int] = mapped_column(default=0)
    drawn_at: Mapped[datetime | None]
    size: Mapped[int | None]
    """In bytes."""
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
