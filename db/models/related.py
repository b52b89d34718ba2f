"""How cases hang together, and who follows them."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from workflows.vocabulary import CaseLinkKind


class CaseLink(Base):
    """A case that somebody has linked to another; a link that was taken away stays as a trace."""

    __tablename__ = "case_link"
    __table_args__ = (
        CheckConstraint("from_case_id <> to_case_id", name="of_two_cases"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_someone"),
        Index("ix_case_link_from", "from_case_id"),
        Index("ix_case_link_to", "to_case_id"),
    )

    from_case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    to_case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[CaseLinkKind]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))


class CaseFollower(Base):
    """A person who follows a case, for the organisation by which the person sees it."""

    __tablename__ = "case_follower"
    __table_args__ = (
        UniqueConstraint("case_id", "person_id", "organisation_id"),
        Index("ix_case_follower_person", "person_id", "organisation_id", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    since: Mapped[datetime]
