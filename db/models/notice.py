"""What people are told: a notice to an organisation, the messages of those in it whom it concerns, and their mails."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Case, Task
from db.models.comment import Comment
from workflows.vocabulary import MailFrequency, MailStatus, NoticeKind


class Notice(Base):
    """Something told to an organisation, or to some of its people; written in the step that causes it.

    It is taken up afterwards, and a job makes a `Message` of it for each person.
    """

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("key", "organisation_id"), Index("ix_notice_waiting", "taken_up_at"))

    key: Mapped[str]
    """Names what is told, so that nobody is told twice."""
    kind: Mapped[NoticeKind]
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("task.id"))
    comment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Comment.id), index=True)
    """What has been written, where it tells of that."""
    about_person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whom it tells of, to those who administer people."""
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    roles: Mapped[list[Any] | None]
    """Only those who hold one of these roles in the organisation, where there are any; none: everybody in it."""
    person_ids: Mapped[list[Any] | None]
    """Only these people, as far as they have a role in the organisation."""
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    """Whose act it tells of: who is not told."""
    text: Mapped[str]
    """As the page shows it; a mail does not."""
    mailed: Mapped[bool] = mapped_column(default=True)
    """Whether it may go out by mail at all."""
    told_at: Mapped[datetime]
    taken_up_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """When someone put it aside for all."""
    seen_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")
    task: Mapped[Task | None] = relationship(lazy="raise_on_sql")


class Mail(Base):
    """A mail to one person, made once; `status` says how far it has come."""

    __tablename__ = "mail"

    key: Mapped[str] = mapped_column(unique=True)
    """Names what it tells and to whom, e.g. the digest of one day."""
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    frequency: Mapped[MailFrequency]
    status: Mapped[MailStatus] = mapped_column(default=MailStatus.WAITING)
    made_at: Mapped[datetime]
    handed_over_at: Mapped[datetime | None]
    """When the content began to go to the mail server: from then on it is never sent again without the server's no."""
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    reply: Mapped[str] = mapped_column(default="")
    """The code of the server's last answer."""


class Message(Base):
    """A notice as one person has it: read or not, and by which mail it goes out."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_message_all", "person_id", "happened_at", "id"),
        Index("ix_message_unread", "person_id", "read_at"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    """The organisation that the person acts for in this."""
    notice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("notice.id"), index=True)
    key: Mapped[str]
    """The notice's: who has several organisations is told once."""
    kind: Mapped[NoticeKind]
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("task.id"), index=True)
    happened_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    frequency: Mapped[MailFrequency]
    """As the person had chosen when it happened."""
    mail_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("mail.id"), index=True)

    notice: Mapped[Notice] = relationship(lazy="raise_on_sql")
    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")


class MailChoice(Base):
    """How often a person wants mail of one kind; a kind without a row has the usual frequency."""

    __tablename__ = "mail_choice"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[NoticeKind]
    frequency: Mapped[MailFrequency]


class MailRhythm(Base):
    """When a person's digests go out, and the next ones that have something to tell."""

    __tablename__ = "mail_rhythm"
    __table_args__ = (
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour_of_a_day"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="day_of_a_week"),
        Index("ix_mail_rhythm_daily", "next_daily_at"),
        Index("ix_mail_rhythm_weekly", "next_weekly_at"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    hour: Mapped[int]
    """In Danish time."""
    weekday: Mapped[int]
    """Of the weekly digest; Monday is 0."""
    paused_to: Mapped[date | None]
    """Until and including this day no mail goes out; what came meanwhile is in the next digest."""
    next_daily_at: Mapped[datetime | None]
    next_weekly_at: Mapped[datetime | None]
    last_daily_on: Mapped[date | None]
    last_weekly_on: Mapped[date | None]
