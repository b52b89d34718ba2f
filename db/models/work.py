"""Work behind the screens: jobs, and the incidents a person must look at."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.case import Case
from workflows.vocabulary import JobStatus


class Job(Base):
    """Something to do after the step that ordered it, once."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_ready", "status", "run_after"),)

    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    """Names the effect, so that it is ordered once."""
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    payload: Mapped[dict[str, Any]]
    status: Mapped[JobStatus] = mapped_column(default=JobStatus.WAITING)
    run_after: Mapped[datetime]
    """Not before this moment; while running, the end of the lease."""
    attempts: Mapped[int] = mapped_column(default=0)
    """Since it was ordered, or since a person let it be tried anew."""
    leases: Mapped[int] = mapped_column(default=0)
    """The fence: a worker whose lease is no longer the last may not finish the job."""
    error: Mapped[str] = mapped_column(default="")


_OPEN_OUTAGE = text("outage IS NOT NULL AND resolved_at IS NULL")


class Incident(Base):
    """An operation that failed; the case stands as it did before, and a person can try again."""

    __tablename__ = "incident"
    __table_args__ = (
        Index("ix_incident_open", "resolved_at", "happened_at"),
        Index("ix_incident_outage", "outage", unique=True, sqlite_where=_OPEN_OUTAGE, postgresql_where=_OPEN_OUTAGE),
    )

    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("task.id"))
    timer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("timer.id", ondelete="SET NULL"))
    job_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("job.id"))
    outage: Mapped[str | None]
    """The kind of jobs that all wait for the same thing outside: one incident for as long as it is out."""
    what: Mapped[str]
    """What was being done, in words."""
    error: Mapped[str]
    """The technical error, for the one who runs the system."""
    answers: Mapped[dict[str, Any] | None]
    """What the person had answered, so that nothing typed is lost."""
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    happened_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")
