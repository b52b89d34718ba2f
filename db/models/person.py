"""People, their work in organisations, and how they log in."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.organisation import Organisation
from workflows.vocabulary import Role


class Person(Base):
    """Someone who works with cases."""

    __tablename__ = "person"

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    """Lower case; also the name to log in by."""
    password_hash: Mapped[str | None]
    """Argon2; empty until the first one-time link has been used."""
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)
    mail_refused_at: Mapped[datetime | None]
    """Since when the mail server refuses mail to the address; none when it takes it."""
    mail_reply: Mapped[str] = mapped_column(default="", server_default="")
    """The code by which it refused."""

    posts: Mapped[list["Post"]] = relationship(back_populates="person", lazy="raise_on_sql")


class Post(Base):
    """A person's role in an organisation for a period; one person may hold several."""

    __tablename__ = "post"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="posts", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class LoginSession(Base):
    """One login on one device; ended by the person, the secretariat or the clock."""

    __tablename__ = "login_session"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the token in the browser's cookie."""
    acting_for_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """The organisation that the person acts for right now."""
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(default="")


class OneTimeLink(Base):
    """A link by which a person sets a first or a new password, once."""

    __tablename__ = "one_time_link"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
