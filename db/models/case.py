"""A case: its process, its parties, its work list, its timers, its history."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.models.organisation import Organisation
from workflows.vocabulary import CaseStatus, EventKind, Party, Priority, TaskStatus


class DiagramVersion(Base):
    """The diagrams of one process as they were at one time, kept by the hash of their content."""

    __tablename__ = "diagram_version"

    process: Mapped[str]
    content_hash: Mapped[str] = mapped_column(unique=True)
    files: Mapped[dict[str, Any]]
    """File name to XML text."""
    adopted_at: Mapped[datetime]


class NumberSeries(Base):
    """The last number used in a series, e.g. the cases of one year."""

    __tablename__ = "number_series"

    name: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int]


class Case(Base):
    """One running of a process; the engine's state is kept in the same row."""

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint("(status = 'running') = (ended_on IS NULL)", name="ended_has_date"),
        Index("ix_case_opened", "opened_at", "id"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    process: Mapped[str]
    agreement_id: Mapped[str]
    """The rule set of the case. For a closing: in force in the year of the decision."""
    title: Mapped[str]
    kle: Mapped[str] = mapped_column(default="")
    """KLE number with facet, e.g. `27.69.40 G01`."""
    sealed: Mapped[bool] = mapped_column(default=False)
    """Whether the case is about a citizen: then drafts, documents, attachments and kept answers are sealed."""
    standing: Mapped[str] = mapped_column(default="")
    """Where the case stands, in words; written at each step so that a list need not load the process."""
    status: Mapped[CaseStatus] = mapped_column(default=CaseStatus.RUNNING)
    opened_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)
    diagram_hash: Mapped[str]
    process_state: Mapped[str] = mapped_column(deferred=True)
    documents_issued: Mapped[int] = mapped_column(default=0)
    entries_made: Mapped[int] = mapped_column(default=0)

    parties: Mapped[list["CaseParty"]] = relationship(lazy="raise_on_sql", back_populates="case")


class CaseParty(Base):
    """An organisation's part in a case; a case keeps the parties it was opened with."""

    __tablename__ = "case_party"
    __table_args__ = (
        UniqueConstraint("case_id", "party", "organisation_id"),
        Index("ix_case_party_organisation", "organisation_id", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    party: Mapped[Party]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))

    case: Mapped[Case] = relationship(lazy="raise_on_sql", back_populates="parties")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


def _of_open(name: str, *columns: str) -> Index:
    """An index of the open tasks alone, so that the lists of them cost nothing for all those that are done."""
    which = text("status = 'open'")
    return Index(name, *columns, sqlite_where=which, postgresql_where=which)


KIND = ("process", "agreement_id", "lane", "priority", "due_on", "id")
"""What a work list can be asked for, by which tasks of a kind are counted; what else it asks for stands behind it."""
BESIDE = ("municipality_id", "assignee_id", "element_id")


class Task(Base):
    """A row of the work list: one thing for one organisation to do in a case.

    Its process has opened it, but for an errand, which stands beside the process and never touches it.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("case_id", "engine_id"),
        CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="ended_has_time"),
        CheckConstraint("(engine_id IS NULL) = (element_id = 'task_errand')", name="only_errands_without_engine"),
        Index("ix_task_inbox", "organisation_id", "status", "due_on", "id"),
        Index("ix_task_ended", "ended_at"),
        Index("ix_task_untold", "told_at"),
        _of_open("ix_task_ours_priority", "organisation_id", "priority", "due_on", "id"),
        _of_open("ix_task_ours_opened", "organisation_id", "opened_at", "id"),
        _of_open("ix_task_ours_case", "organisation_id", "case_number", "id"),
        _of_open("ix_task_ours_process", "organisation_id", "process", "due_on", "id"),
        _of_open("ix_task_ours_agreement", "organisation_id", "agreement_id", "due_on", "id"),
        _of_open("ix_task_ours_municipality", "organisation_id", "municipality_id", "due_on", "id"),
        _of_open("ix_task_ours_lane", "organisation_id", "lane", "due_on", "id"),
        _of_open("ix_task_ours_holder", "organisation_id", "assignee_id", "element_id", "id"),
        _of_open("ix_task_all_due", "due_on", "id"),
        _of_open("ix_task_all_priority", "priority", "due_on", "id"),
        _of_open("ix_task_all_opened", "opened_at", "id"),
        _of_open("ix_task_all_case", "case_number", "id"),
        _of_open("ix_task_all_process", "process", "due_on", "id"),
        _of_open("ix_task_all_agreement", "agreement_id", "due_on", "id"),
        _of_open("ix_task_all_lane", "lane", "due_on", "id"),
        _of_open("ix_task_municipality", "municipality_id", "due_on", "id"),
        _of_open("ix_task_alike", "due_on", "case_id", "label"),
        _of_open("ix_task_alike_ours", "organisation_id", "due_on", "case_id", "label"),
        _of_open("ix_task_alike_process", "process", "due_on", "case_id", "label"),
        _of_open("ix_task_assignee", "assignee_id", "due_on", "id"),
        _of_open("ix_task_ours_kind", "organisation_id", *KIND, *BESIDE),
        _of_open("ix_task_all_kind", *KIND, *BESIDE),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    engine_id: Mapped[str | None]
    """The task in the engine; none for an errand."""
    element_id: Mapped[str]
    matter: Mapped[str | None]
    """What it is about, where one task of a diagram serves many matters, e.g. what is to be decided."""
    item: Mapped[str | None]
    """The entry of the list, where the diagram opens a task for each."""
    label: Mapped[str]
    lane: Mapped[Party]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    assignee_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    process: Mapped[str]
    """Of its case, as are the next three: the work list filters and sorts by them on the row itself."""
    agreement_id: Mapped[str]
    case_number: Mapped[str]
    municipality_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    """The municipality or region whose case it is: the operator, the one that takes over, the one that decides."""
    due_on: Mapped[date]
    """The deadline; a far date for a task without one, so that the work list sorts by one column."""
    deadline_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case_deadline.id"))
    status: Mapped[TaskStatus] = mapped_column(default=TaskStatus.OPEN)
    revision: Mapped[int] = mapped_column(default=1)
    draft: Mapped[dict[str, Any] | None]
    """What someone has typed and not yet sent."""
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    """Whose step opened it; nobody's when a timer did."""
    told_at: Mapped[datetime | None]
    """When those whom it concerns were told that it is open, or their messages of it settled when it ended."""
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    case: Mapped[Case] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql", foreign_keys=organisation_id)
    deadline: Mapped["CaseDeadline | None"] = relationship(lazy="raise_on_sql")

    @property
    def in_engine(self) -> str:
        """Its id in the engine. Raises LookupError for an errand, which is none of the process's."""
        if self.engine_id is None:
            raise LookupError(f"The task {self.id} is an errand.")
        return self.engine_id


NO_DEADLINE = date(9999, 12, 31)


MET = text("met_on IS NOT NULL")
UNMET = text("met_on IS NULL AND replaced_by_id IS NULL")
"""The deadlines that may still count: only they are looked through for what is late."""


class CaseDeadline(Base):
    """A deadline of a case with its explanation, as computed at the time; a later one replaces it."""

    __tablename__ = "case_deadline"
    __table_args__ = (
        CheckConstraint("NOT lapsed OR replaced_by_id IS NULL", name="lapsed_or_replaced"),
        Index("ix_case_deadline_due", "due_on"),
        Index("ix_case_deadline_met", "met_on", sqlite_where=MET, postgresql_where=MET),
        Index("ix_case_deadline_unmet", "due_on", "case_id", "id", sqlite_where=UNMET, postgresql_where=UNMET),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    rule_id: Mapped[str]
    label: Mapped[str]
    start: Mapped[date]
    due_on: Mapped[date]
    last_working_day: Mapped[date]
    explanation: Mapped[str]
    source: Mapped[str]
    computed_at: Mapped[datetime]
    met_on: Mapped[date | None]
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case_deadline.id"))
    lapsed: Mapped[bool] = mapped_column(default=False)
    """It counts no more, and none has come in its place: the agreement of a corrected date sets no such deadline,
    or its clock stands still."""


class Timer(Base):
    """A timer of a running process that waits for a moment."""

    __tablename__ = "timer"
    __table_args__ = (UniqueConstraint("case_id", "engine_id"), Index("ix_timer_due", "due_at"))

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    engine_id: Mapped[str]
    element_id: Mapped[str]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)


class CaseEvent(Base):
    """One thing that happened in a case: who, when, for whom, what changed, by which paragraph."""

    __tablename__ = "case_event"
    __table_args__ = (Index("ix_case_event_case", "case_id", "happened_at"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[EventKind]
    happened_at: Mapped[datetime]
    position: Mapped[int]
    """The order of events within one moment."""
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    element_id: Mapped[str | None]
    text: Mapped[str]
    source: Mapped[str | None]
    """The paragraph, e.g. `syddanmark-2025-2026, bilag 5`."""
