"""What the parties of a case write to each other: comments, questions and their answers."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Case
from db.models.organisation import Organisation
from db.models.person import Person
from workflows.vocabulary import CommentKind


class Comment(Base):
    """Something written in a case to chosen parties; it is never deleted."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("(kind = 'question') = (asked_id IS NOT NULL)", name="question_asks_someone"),
        CheckConstraint("(kind = 'answer') = (question_id IS NOT NULL)", name="answer_has_question"),
        CheckConstraint("answered_at IS NULL OR kind = 'question'", name="only_questions_are_answered"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by_someone"),
        Index("ix_comment_case", "case_id", "written_at"),
        Index("ix_comment_asked", "asked_id", "answered_at", "written_at"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[CommentKind]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    """As the case keeps texts: sealed when it is about a citizen."""
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    question_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("comment.id"), index=True)
    """What an answer answers."""
    asked_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """Which organisation a question is put to."""
    asked_person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    """When a question was answered first; none while it is open."""

    case: Mapped[Case] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id, lazy="raise_on_sql")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    asked: Mapped[Organisation | None] = relationship(foreign_keys=asked_id, lazy="raise_on_sql")
    asked_person: Mapped[Person | None] = relationship(foreign_keys=asked_person_id, lazy="raise_on_sql")
    readers: Mapped[list["CommentReader"]] = relationship(lazy="raise_on_sql")
    versions: Mapped[list["CommentVersion"]] = relationship(lazy="raise_on_sql", order_by="CommentVersion.replaced_at")


class CommentReader(Base):
    """An organisation that may read a comment: those it is addressed to, and the writer's own."""

    __tablename__ = "comment_reader"
    __table_args__ = (UniqueConstraint("comment_id", "organisation_id"),)

    comment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("comment.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class CommentVersion(Base):
    """What a comment said before it was edited."""

    __tablename__ = "comment_version"

    comment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("comment.id"), index=True)
    text: Mapped[str]
    """As the case keeps texts."""
    replaced_at: Mapped[datetime]
