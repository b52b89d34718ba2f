"""When people were on the front page of the organisations that they work in."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class FrontPageVisit(Base):
    """A person's visits to the front page of one organisation: the one that is going on, and when the last one ended.

    A visit is one login: however often the page is shown in it, what came since the login before stays new.
    """

    __tablename__ = "front_page_visit"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    session_id: Mapped[uuid.UUID]
    """The login of the visit that is going on; the row of a login may be gone."""
    seen_at: Mapped[datetime]
    """When the page was shown last, to the minute."""
    before: Mapped[datetime | None]
    """When the page was shown last in the visit before; none at the first."""
