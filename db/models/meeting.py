"""What is treated at a meeting: its points in order, the papers of each, and the agendas and minutes as published."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.attachment import Attachment
from db.models.case import Case, Task
from db.models.document import Document
from db.models.organisation import Meeting
from workflows.vocabulary import MeetingPaper, PointOutcome

STANDS = text("postponed_to_id IS NULL AND (outcome IS NULL OR outcome <> 'withdrawn')")
"""Whether a point still holds its case's task."""


class AgendaItem(Base):
    """A point of an agenda: an open task of the body in a case, or something of its own without one."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "task_id"),
        # A task stands on one agenda at a time: the one to which it was last postponed, until it is withdrawn.
        Index("uq_agenda_item_standing", "task_id", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),
        CheckConstraint("(task_id IS NULL) = (case_id IS NULL)", name="task_has_case"),
        CheckConstraint("speaking_minutes > 0", name="some_time"),
    )

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("task.id"))
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    position: Mapped[int]
    title: Mapped[str]
    closed: Mapped[bool] = mapped_column(default=False)
    """Whether the point is treated behind closed doors."""
    speaking_minutes: Mapped[int | None]
    text: Mapped[str] = mapped_column(default="")
    """What the body's secretary adds to what the case's papers say."""
    outcome: Mapped[PointOutcome | None]
    """Of a point without a case; that of a case stands with its treatment, unless it is withdrawn from the meeting."""
    conclusion: Mapped[str] = mapped_column(default="")
    """The words of the outcome: what was concluded, or why it was withdrawn."""
    postponed_to_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("meeting.id"))
    postponed_reason: Mapped[str] = mapped_column(default="")
    postponed_from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agenda_item.id"))
    """The point of another meeting whose place it takes."""
    dissents: Mapped[list[Any]] = mapped_column(default=list)
    """What members had against the conclusion: who, how, and in what words."""
    added_at: Mapped[datetime]
    added_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))

    task: Mapped[Task | None] = relationship(lazy="raise_on_sql")
    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")
    postponed_to: Mapped[Meeting | None] = relationship(foreign_keys=[postponed_to_id], lazy="raise_on_sql")
    papers: Mapped[list["ItemPaper"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ItemPaper.position"
    )
    files: Mapped[list["ItemFile"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="ItemFile.position"
    )


class ItemPaper(Base):
    """A document that goes with a point; one that the body may see."""

    __tablename__ = "item_paper"
    __table_args__ = (UniqueConstraint("item_id", "document_id"),)

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"))
    position: Mapped[int]

    document: Mapped[Document] = relationship(lazy="raise_on_sql")


class MeetingFile(Base):
    """A file that the body's secretary has added to a meeting's points: kept as given, also when no point has it."""

    __tablename__ = "meeting_file"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    """In bytes."""
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))


class ItemFile(Base):
    """A file that goes with a point, after its papers: one added by the secretary, or one given in the case."""

    __tablename__ = "item_file"
    __table_args__ = (
        UniqueConstraint("item_id", "file_id"),
        UniqueConstraint("item_id", "attachment_id"),
        CheckConstraint("(file_id IS NULL) <> (attachment_id IS NULL)", name="of_one_kind"),
    )

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("meeting_file.id"))
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    position: Mapped[int]

    file: Mapped[MeetingFile | None] = relationship(lazy="raise_on_sql")
    attachment: Mapped[Attachment | None] = relationship(lazy="raise_on_sql")

    @property
    def given(self) -> MeetingFile | Attachment:
        """The file itself, of whichever kind."""
        found = self.file or self.attachment
        assert found is not None
        return found


class MeetingDocument(Base):
    """An agenda or minutes as published: its data from then, its bytes from the job that made them; never changed."""

    __tablename__ = "meeting_document"
    __table_args__ = (UniqueConstraint("meeting_id", "kind", "version"),)

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    kind: Mapped[MeetingPaper]
    version: Mapped[int]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    data: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    data_hash: Mapped[str]
    parts: Mapped[int]
    """What there is to make: the agenda or the minutes, and each paper to be bundled."""
    parts_made: Mapped[int] = mapped_column(default=0)
    """How far the job has come."""
    rendered_at: Mapped[datetime | None]
    renderer: Mapped[dict[str, Any] | None]
    sha256: Mapped[str | None]
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    bundle_sha256: Mapped[str | None]
    bundle_pages: Mapped[int | None]
    bundle: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The agenda with its papers in one file."""
