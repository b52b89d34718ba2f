"""Documents as they were issued, their sending to receivers, and the journal."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Case
from db.models.organisation import Organisation
from workflows.vocabulary import Direction


class Document(Base):
    """A formal document: its data are kept from the step that issued it, its bytes from the rendering."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("number", "version"),
        Index("ix_document_case", "case_id", "issued_at"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]
    number: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"))
    title: Mapped[str]
    issued_at: Mapped[datetime]
    issuer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    data: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    data_hash: Mapped[str]
    rendered_at: Mapped[datetime | None]
    renderer: Mapped[dict[str, Any] | None]
    """Versions of library, fonts and templates that made the bytes."""
    sha256: Mapped[str | None]
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    text: Mapped[str] = mapped_column(deferred=True, default="")
    """What the document says, for the search; empty in a case about a citizen."""

    case: Mapped[Case] = relationship(lazy="raise_on_sql")
    deliveries: Mapped[list["Delivery"]] = relationship(lazy="raise_on_sql", back_populates="document")


class Delivery(Base):
    """One document on its way to one receiver: the row of the outbox, and the receipt."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("document_id", "organisation_id"),
        Index("ix_delivery_receiver", "organisation_id", "delivered_at"),
    )

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    sent_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    """When the bytes were there for the receiver to open."""
    opened_at: Mapped[datetime | None]
    opened_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    document: Mapped[Document] = relationship(lazy="raise_on_sql", back_populates="deliveries")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class JournalEntry(Base):
    """An entry in the journal of a case (offentlighedsloven § 15)."""

    __tablename__ = "journal_entry"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    position: Mapped[int]
    entered_on: Mapped[date]
    direction: Mapped[Direction]
    theme: Mapped[str]
    parties: Mapped[str]
    document_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("document.id"))

    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
