"""The history of what is administered: who changed what, for whom, when, and from what to what."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Case
from db.models.organisation import Organisation
from db.models.person import Person
from workflows.vocabulary import ChangeKind


class AdministrativeChange(Base):
    """One row that came, changed or went. Written by `db.recording` only, and never changed.

    The ids of the changes of one act follow each other, so that a list in order of moment and id keeps them together.
    """

    __tablename__ = "administrative_change"
    __table_args__ = (
        Index("ix_administrative_change_at", "changed_at", "id"),
        Index("ix_administrative_change_table", "about", "changed_at", "id"),
        Index("ix_administrative_change_person", "person_id", "changed_at", "id"),
    )

    changed_at: Mapped[datetime]
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """For whom the person acted."""
    origin: Mapped[str]
    """What acted where no person did, e.g. the command line; empty for a person."""
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"))
    """The case through which it came about."""
    kind: Mapped[ChangeKind]
    about: Mapped[str]
    """The table of the row."""
    row_id: Mapped[uuid.UUID]
    names: Mapped[list[Any]]
    """What the row was called then, e.g. a body and the organisation that has the seat."""
    fields: Mapped[list[Any]]
    """Column, value before and value after of each field; rows that are referred to by their name then."""
    reason: Mapped[str]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")


class ChangeSubject(Base):
    """Whose history a change stands in; one change can stand in several."""

    __tablename__ = "administrative_change_subject"
    __table_args__ = (
        Index("ix_administrative_change_subject_history", "subject", "changed_at", "change_id"),
        Index("ix_administrative_change_subject_change_id", "change_id"),
    )

    change_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("administrative_change.id"))
    subject: Mapped[str]
    """The id of an organisation, a person, an offer or a collaboration agreement, or a framework agreement's word."""
    changed_at: Mapped[datetime]
