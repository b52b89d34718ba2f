"""A person's own views of the work list."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class SavedView(Base):
    """A filter and an order of the work list under a name of the person's own."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    asked: Mapped[dict[str, Any]]
    """What the address of the list asks for, by name."""
    opens_first: Mapped[bool] = mapped_column(default=False)
    """Whether the work list opens with it; at most one of a person's does."""
    position: Mapped[int] = mapped_column(default=0)
    """Where it stands among the person's views, from 0."""
    saved_at: Mapped[datetime]
