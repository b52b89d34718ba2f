"""What a date of the calendar is: whose case, what is to be done by it, and why that day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from workflows.vocabulary import Labelled, Process

PASSING = frozenset({"closing.notice", "complaint", "takeover.steps"})
"""The rules whose day passes by itself, and is not there to be met: a notice or the time for a complaint runs out."""


class DateKind(Labelled):
    """What a date in the calendar is."""

    DEADLINE = "deadline", "Frist"
    TASK = "task", "Opgave"
    MEETING = "meeting", "Møde"
    CLOSED = "closed", "Lukkedag"


@dataclass(frozen=True)
class CaseNamed:
    """The case that a date belongs to."""

    id: UUID
    number: str
    title: str
    process: Process
    sealed: bool
    seen: bool
    """Whether the organisation may open the page of the case; an auditor may not."""


@dataclass(frozen=True)
class TaskNamed:
    """What the organisation is to do by the date."""

    id: UUID
    label: str
    at_meeting: bool


@dataclass(frozen=True)
class CalendarDate:
    """One date with its explanation. `uid` names it for good, also when the date moves."""

    kind: DateKind
    uid: str
    day: date
    title: str
    explanation: str = ""
    source: str = ""
    place: str = ""
    case: CaseNamed | None = None
    tasks: tuple[TaskNamed, ...] = ()
    deadline_id: UUID | None = None
    rule_id: str = ""
    start: date | None = None
    last_working_day: date | None = None
    met_on: date | None = None
    meets_id: UUID | None = None
    """Whose meeting it is."""

    def with_tasks(self, tasks: Iterable[TaskNamed]) -> "CalendarDate":
        """The same date, with what the organisation is to do by it."""
        return replace(self, tasks=(*self.tasks, *tasks))

    def is_overdue(self, today: date) -> bool:
        """Whether it is too late; what was met is not, and not what passes by itself."""
        in_a_case = self.kind in (DateKind.DEADLINE, DateKind.TASK)
        return in_a_case and not self.passes and self.met_on is None and self.day < today

    @property
    def passes(self) -> bool:
        """Whether its day passes by itself."""
        return self.rule_id in PASSING
