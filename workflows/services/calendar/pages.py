"""The calendar's pages: a month, what is overdue, one deadline, and the plans of a case."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, CaseDeadline, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.errors import NotFound
from workflows.processes.meeting_matters import MEETING_MATTERS
from workflows.processes.standing import STANDS
from workflows.rules.calendar import end_of_month
from workflows.rules.holidays_dk import closed_days
from workflows.services.calendar.dates import Period, dates_in, deadline_date
from workflows.services.calendar.plans import PlanShown, agendas_of, plans_of
from workflows.services.calendar.types import CalendarDate, DateKind, TaskNamed
from workflows.services.casework.sight import see_case
from workflows.vocabulary import CaseStatus, Process, TaskStatus


@dataclass(frozen=True)
class MonthShown:
    """The dates of a month, and all that is overdue; `plans` and `agendas` are by the `uid` of a date."""

    first: date
    rows: list[CalendarDate]
    more: bool
    """Whether there are dates that were left out."""
    overdue: list[CalendarDate]
    more_overdue: bool
    plans: Mapping[str, list[PlanShown]]
    agendas: Mapping[str, str]
    holidays: Mapping[date, str]
    """The public closed days, by name."""
    next_day: date | None
    """Where the month has no dates, the next day that has one."""


def show_month(
    actor: Actor, first: date, *, process: Process | None, kinds: Collection[DateKind], today: date
) -> MonthShown:
    """The dates of the month that begins on `first`, as far as the actor's organisation may see them."""
    period, before = Period(first, end_of_month(first)), Period(None, today - timedelta(days=1))
    in_cases = {DateKind.DEADLINE, DateKind.TASK}.intersection(kinds)
    with reading() as session:
        found = dates_in(session, actor, period, process=process, kinds=kinds)
        late = dates_in(session, actor, before, process=process, kinds=in_cases, unmet=True)
        later = (
            dates_in(session, actor, Period(period.last, None), process=process, kinds=kinds)
            if not found.rows
            else None
        )
        return MonthShown(
            first=first,
            rows=found.rows,
            more=found.more,
            overdue=late.rows,
            more_overdue=late.more,
            plans=plans_of(session, found.rows, actor.organisation_id, today),
            agendas=agendas_of(session, found.rows),
            holidays={day: name for day, name in closed_days(first.year).items() if day.month == first.month},
            next_day=later.rows[0].day if later and later.rows else None,
        )


@dataclass(frozen=True)
class EarlierDate:
    """A date that a deadline had before, with the explanation it had then."""

    due_on: date
    explanation: str
    computed_at: datetime


@dataclass(frozen=True)
class DeadlinePage:
    """A deadline with all there is to say of it."""

    date: CalendarDate
    plans: list[PlanShown]
    earlier: list[EarlierDate]
    replaced_by: UUID | None
    """The deadline that counts in its place."""
    lapsed: bool
    running: bool
    """Whether the case is running: else nothing is overdue."""


def show_deadline(deadline_id: UUID, actor: Actor, today: date) -> DeadlinePage:
    """One deadline of a case. Raises NotFound when the organisation may not see the deadlines of the case."""
    with reading() as session:
        row = session.get(CaseDeadline, deadline_id)
        if row is None:
            raise NotFound("Fristen findes ikke.")
        case = see_case(session, row.case_id, actor, needs=Aspect.DEADLINES).case
        counts = row.replaced_by_id is None and not row.lapsed and case.status is CaseStatus.RUNNING
        shown = _with_tasks(session, deadline_date(row, case), actor)
        plans = plans_of(session, [shown], actor.organisation_id, today) if counts else {}
        return DeadlinePage(
            date=shown,
            plans=plans.get(shown.uid, []),
            earlier=_earlier(session, row),
            replaced_by=row.replaced_by_id,
            lapsed=row.lapsed,
            running=case.status is CaseStatus.RUNNING,
        )


def _with_tasks(session: Session, shown: CalendarDate, actor: Actor) -> CalendarDate:
    own = Task.organisation_id == actor.organisation_id, Task.status == TaskStatus.OPEN
    rows = session.scalars(select(Task).where(Task.deadline_id == shown.deadline_id, *own).order_by(Task.label))
    return shown.with_tasks(TaskNamed(row.id, row.label, row.element_id in MEETING_MATTERS) for row in rows)


def _earlier(session: Session, row: CaseDeadline) -> list[EarlierDate]:
    """The dates that this deadline has replaced, the latest first."""
    same = CaseDeadline.case_id == row.case_id, CaseDeadline.rule_id == row.rule_id
    found = select(CaseDeadline).where(*same, CaseDeadline.replaced_by_id.is_not(None), CaseDeadline.id != row.id)
    before = found.where(CaseDeadline.computed_at <= row.computed_at).order_by(CaseDeadline.computed_at.desc())
    return [EarlierDate(one.due_on, one.explanation, one.computed_at) for one in session.scalars(before)]


@dataclass(frozen=True)
class CasePlan:
    """A plan back from a date of a case; `label` says which date."""

    label: str
    shown: PlanShown


def case_plans(case_id: UUID, actor: Actor, today: date) -> list[CasePlan]:
    """The plans back from the dates of a running case, as far as the actor's organisation sees them, by date.

    Its deadlines with `Aspect.DEADLINES`; its open tasks when they are the organisation's own. Raises NotFound.
    """
    with reading() as session:
        sight = see_case(session, case_id, actor)
        if sight.case.status is not CaseStatus.RUNNING:
            return []
        dates = _own_meetings(session, sight.case, actor)
        if Aspect.DEADLINES in sight.aspects:
            rows = session.scalars(select(CaseDeadline).where(CaseDeadline.case_id == case_id, STANDS))
            dates += [deadline_date(row, sight.case) for row in rows]
        plans = plans_of(session, dates, actor.organisation_id, today)
    ordered = sorted((one for one in dates if one.uid in plans), key=lambda one: (one.day, one.title))
    return [CasePlan(one.title, shown) for one in ordered for shown in plans[one.uid]]


def _own_meetings(session: Session, case: Case, actor: Actor) -> list[CalendarDate]:
    waiting = select(Task).where(
        Task.case_id == case.id,
        Task.organisation_id == actor.organisation_id,
        Task.status == TaskStatus.OPEN,
        Task.element_id.in_(MEETING_MATTERS),
        Task.due_on < NO_DEADLINE,
    )
    return [
        CalendarDate(DateKind.TASK, str(row.id), row.due_on, row.label, tasks=(TaskNamed(row.id, row.label, True),))
        for row in session.scalars(waiting)
    ]
