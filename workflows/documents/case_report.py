"""The report of a whole case: parties, course, deadlines, decisions, documents."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from workflows.documents.envelope import Day, Envelope

DeadlineStatus = Literal["running", "met", "exceeded", "lapsed", "set_aside"]
"""`lapsed` with the case; `set_aside` while it runs, as when a clock stood still and another date came after."""


@dataclass(frozen=True)
class CaseParty:
    """`part` is the label of `Party`."""

    part: str
    organisation: str
    contact: str = ""


@dataclass(frozen=True)
class CourseEntry:
    """One entry of the case's history; `kind` is the label of `EventKind`."""

    on: date
    kind: str
    text: str
    who: str = ""


@dataclass(frozen=True)
class DeadlineOutcome:
    """`date` is none for a deadline that the agreement sets without one."""

    label: str
    date: Day | None
    last_working_day: Day | None
    status: DeadlineStatus
    source: str
    done_on: Day | None = None


@dataclass(frozen=True)
class DecisionTaken:
    on: date
    body: str
    text: str


@dataclass(frozen=True)
class DocumentIssued:
    number: str
    version: int
    title: str
    issued: date
    receivers: str


@dataclass(frozen=True)
class CaseReport:
    """`subject` is what the case is about, such as the offer; `status` the label of `CaseStatus`."""

    kind: ClassVar[str] = "case_report"
    envelope: Envelope
    process: str
    subject: str
    status: str
    opened: date
    parties: tuple[CaseParty, ...]
    course: tuple[CourseEntry, ...]
    deadlines: tuple[DeadlineOutcome, ...]
    decisions: tuple[DecisionTaken, ...]
    documents: tuple[DocumentIssued, ...]
    closed: date | None = None
