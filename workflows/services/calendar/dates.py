"""The dates of an organisation: deadlines of the cases it may see, its tasks, its meetings and its own closed days.

Four selects, however many cases there are; no process is loaded.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from db.models.case import NO_DEADLINE, Case, CaseDeadline, Task
from db.models.organisation import ClosedDay, Meeting, Organisation
from workflows.access.actor import Actor
from workflows.access.visibility import LISTED, Aspect, seeing
from workflows.processes.meeting_matters import MEETING_MATTERS
from workflows.processes.standing import STANDS
from workflows.services.calendar.types import PASSING, CalendarDate, CaseNamed, DateKind, TaskNamed
from workflows.services.casework.set_dates import why_set
from workflows.services.casework.sight import has_part
from workflows.services.meetings.sight import meets
from workflows.vocabulary import CaseStatus, OrganisationKind, Process, TaskStatus

MOST = 500
"""Deadlines, and tasks, in one answer; more are shown for one process at a time."""


@dataclass(frozen=True)
class Period:
    """The days asked for, both included; either end can be open."""

    first: date | None
    last: date | None

    def holds(self, day: InstrumentedAttribute[date]) -> list[ColumnElement[bool]]:
        """That a column's date lies in the period, as conditions of a select."""
        after = [day >= self.first] if self.first else []
        before = [day <= self.last] if self.last else []
        return [*after, *before]


@dataclass(frozen=True)
class Found:
    """Dates in order; `more` when there are others that were left out."""

    rows: list[CalendarDate]
    more: bool


def dates_in(
    session: Session,
    actor: Actor,
    period: Period,
    *,
    process: Process | None = None,
    kinds: Collection[DateKind] = tuple(DateKind),
    unmet: bool = False,
) -> Found:
    """The dates of the actor's organisation in a period; `process` leaves out the dates of other cases."""
    found: list[CalendarDate] = []
    more = False
    if DateKind.DEADLINE in kinds:
        found, more = _cut(_deadlines(session, actor, period, process, unmet))
    if DateKind.TASK in kinds:
        tasks, more_tasks = _cut(_tasks(session, actor, period, process))
        found, more = _joined(found, tasks), more or more_tasks
    if DateKind.MEETING in kinds:
        found += _meetings(session, actor, period)
    if DateKind.CLOSED in kinds:
        found += _closed_days(session, actor, period)
    order = list(DateKind)
    return Found(sorted(found, key=lambda one: (one.day, order.index(one.kind), one.title, one.uid)), more)


def _cut(rows: list[CalendarDate]) -> tuple[list[CalendarDate], bool]:
    return rows[:MOST], len(rows) > MOST


def _joined(deadlines: list[CalendarDate], tasks: list[CalendarDate]) -> list[CalendarDate]:
    """A task whose deadline is shown stands with it, not beside it."""
    shown = {one.deadline_id: one for one in deadlines}
    alone = []
    for task in tasks:
        deadline = shown.get(task.deadline_id) if task.deadline_id else None
        if deadline is None:
            alone.append(task)
        else:
            shown[deadline.deadline_id] = deadline.with_tasks(task.tasks)
    return [*shown.values(), *alone]


def _deadlines(
    session: Session, actor: Actor, period: Period, process: Process | None, unmet: bool
) -> list[CalendarDate]:
    found = (
        select(CaseDeadline, Case)
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(
            has_part(actor, seeing(Aspect.DEADLINES)),
            Case.status == CaseStatus.RUNNING,
            STANDS,
            *period.holds(CaseDeadline.due_on),
            *([CaseDeadline.met_on.is_(None), CaseDeadline.rule_id.not_in(PASSING)] if unmet else []),
            *_about(process),
        )
        .order_by(CaseDeadline.due_on, CaseDeadline.id)
    )
    return [deadline_date(row, case) for row, case in session.execute(found.limit(MOST + 1))]


def deadline_date(row: CaseDeadline, case: Case) -> CalendarDate:
    """A deadline of a case as a date of the calendar."""
    return CalendarDate(
        kind=DateKind.DEADLINE,
        uid=f"{case.id}-{row.rule_id}",
        day=row.due_on,
        title=row.label,
        explanation=row.explanation,
        source=row.source,
        case=_named(case, True),
        deadline_id=row.id,
        rule_id=row.rule_id,
        start=row.start,
        last_working_day=row.last_working_day,
        met_on=row.met_on,
    )


def _tasks(session: Session, actor: Actor, period: Period, process: Process | None) -> list[CalendarDate]:
    found = (
        select(Task, Case, has_part(actor, LISTED))
        .join(Case, Case.id == Task.case_id)
        .where(
            Task.organisation_id == actor.organisation_id,
            Task.status == TaskStatus.OPEN,
            Task.due_on < NO_DEADLINE,
            *period.holds(Task.due_on),
            *_about(process),
        )
        .options(joinedload(Task.deadline))
        .order_by(Task.due_on, Task.id)
    )
    rows = session.execute(found.limit(MOST + 1)).all()
    reasons = why_set(session, [(task, case) for task, case, _ in rows])
    return [_task_date(task, case, seen, reasons.get(task.id, "")) for task, case, seen in rows]


def _task_date(task: Task, case: Case, seen: bool, why: str) -> CalendarDate:
    deadline = task.deadline
    return CalendarDate(
        kind=DateKind.TASK,
        uid=str(task.id),
        day=task.due_on,
        title=task.label,
        explanation=deadline.explanation if deadline else why,
        source=deadline.source if deadline else "",
        case=_named(case, seen),
        tasks=(TaskNamed(task.id, task.label, task.element_id in MEETING_MATTERS),),
        deadline_id=task.deadline_id,
        start=deadline.start if deadline else None,
        last_working_day=deadline.last_working_day if deadline else None,
    )


def _about(process: Process | None) -> list[ColumnElement[bool]]:
    return [] if process is None else [Case.process == process.value]


def _named(case: Case, seen: bool) -> CaseNamed:
    return CaseNamed(case.id, case.number, case.title, Process(case.process), case.sealed, seen)


def _meetings(session: Session, actor: Actor, period: Period) -> list[CalendarDate]:
    found = (
        select(Meeting, Organisation)
        .join(Organisation, Organisation.id == Meeting.body_id)
        .where(*period.holds(Meeting.held_on), meets(actor))
        .order_by(Meeting.held_on, Meeting.id)
    )
    return [
        CalendarDate(
            kind=DateKind.MEETING,
            uid=str(meeting.id),
            day=meeting.held_on,
            title=f"Møde i {who_meets(organisation)}",
            place=meeting.place,
            meets_id=organisation.id,
        )
        for meeting, organisation in session.execute(found)
    ]


def who_meets(organisation: Organisation) -> str:
    """Who meets, in words: the council of a municipality or a region, or the body itself."""
    councils = {OrganisationKind.MUNICIPALITY: "kommunalbestyrelsen", OrganisationKind.REGION: "regionsrådet"}
    council = councils.get(organisation.kind)
    return f"{council} i {organisation.name}" if council else organisation.name


def _closed_days(session: Session, actor: Actor, period: Period) -> list[CalendarDate]:
    own = select(ClosedDay).where(ClosedDay.organisation_id == actor.organisation_id, *period.holds(ClosedDay.day))
    return [
        CalendarDate(
            kind=DateKind.CLOSED,
            uid=str(row.id),
            day=row.day,
            title=f"{actor.organisation_name} holder lukket",
            explanation=f"{row.reason}. Dagen tælles ikke med i frister, der regnes i arbejdsdage.",
        )
        for row in session.scalars(own)
    ]
