"""Requests with a deadline: what several organisations were asked for, and what each has answered."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.document import Document
from db.models.organisation import Organisation


class Request(Base):
    """One request to some organisations, with a deadline; asked again, it is a new round of the same matter."""

    __tablename__ = "request"
    __table_args__ = (UniqueConstraint("case_id", "matter", "round"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    matter: Mapped[str]
    """The process's word for what is asked."""
    round: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    items: Mapped[list[Any]]
    """What is asked for, as the letter said it: one sentence each."""
    asked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    sent_on: Mapped[date]
    deadline: Mapped[date]
    closed_on: Mapped[date | None]
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"))
    summary_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"))
    """The latest version of the note of the answers."""

    answers: Mapped[list["RequestAnswer"]] = relationship(lazy="raise_on_sql")
    letter: Mapped[Document | None] = relationship(foreign_keys=[letter_id], lazy="raise_on_sql")
    asked_by: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class RequestAnswer(Base):
    """One organisation's answer; one that has not answered is silent so far."""

    __tablename__ = "request_answer"
    __table_args__ = (
        UniqueConstraint("request_id", "organisation_id"),
        CheckConstraint("(answered_by_id IS NULL) = (answered_at IS NULL)", name="answer_has_time"),
    )

    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("request.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    text: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    received_on: Mapped[date | None]
    """The day on which an answer came in that who asked has registered; none where the organisation answered itself."""
    reminded_at: Mapped[datetime | None]
    reminded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    """Who reminded it last; nobody when a timer did."""

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
