"""Files that organisations give with the answers of their tasks."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Task
from db.models.organisation import Organisation


class Attachment(Base):
    """One file as it was given, unchanged; others see it when its task has been done.

    With an answer that came outside Rammesag after the deadline, the task is one that fell away.
    """

    __tablename__ = "attachment"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    task_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("task.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]
    """The order in which the files of a task were added."""
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    """In bytes, as given."""
    sha256: Mapped[str]
    """Of the bytes as given."""
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    text: Mapped[str] = mapped_column(deferred=True, default="")
    """What the file says, for the search; empty in a case about a citizen, one sign where nothing can be read."""
    added_at: Mapped[datetime]
    from_outside: Mapped[bool] = mapped_column(default=False)
    """Whether it came outside Rammesag with an answer that who asked has registered; then others see it at once."""

    task: Mapped[Task] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
