"""Errands: what a party is asked to do in a case beside its process."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Task
from db.models.organisation import Organisation
from db.models.person import Person


class Errand(Base):
    """What belongs to a task that no diagram has opened; the row of the work list itself is an ordinary `Task`."""

    __tablename__ = "errand"

    task_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("task.id"), unique=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    """Who asks for it."""
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    """What is to be done, as the case keeps texts: sealed when it is about a citizen."""
    note: Mapped[str] = mapped_column(default="")
    """What came of it, or why it was called off; as the case keeps texts."""

    task: Mapped[Task] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
