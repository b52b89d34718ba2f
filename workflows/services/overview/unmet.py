"""Planned dates that no ordinary meeting comes in time for: by the meetings and agendas of those who must decide."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseDeadline, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, seeing
from workflows.processes.meeting_matters import MEETING_MATTERS
from workflows.processes.standing import STANDS
from workflows.rules.planning import DECIDED_BEFORE
from workflows.services.calendar.dates import deadline_date
from workflows.services.calendar.plans import PlanShown, plans_for
from workflows.services.calendar.types import CalendarDate, DateKind
from workflows.services.casework.case_filters import with_part
from workflows.services.casework.sight import has_part
from workflows.services.casework.task_scopes import is_open
from workflows.services.overview.scope import Asker, Scope, asker, seen_tasks, shown_title
from workflows.vocabulary import CaseStatus, Process

AHEAD = timedelta(days=425)
"""Later dates are not looked at: their meetings are seldom planned. In the autumn councils set the meetings of
the whole coming year, and at these is decided what is due by the New Year after it."""
MOST = 500
"""Dates of each kind that are looked at, the first to come."""


@dataclass(frozen=True)
class UnmetRow:
    """A date that can't be met in the ordinary way: by whom it is to be decided, and why it can't."""

    due_on: date
    label: str
    who: str
    warning: str
    case_id: UUID
    case_number: str
    case_title: str
    process: Process


def unmet_dates(actor: Actor, scope: Scope, today: date) -> list[UnmetRow]:
    """The dates of the coming year that the meetings planned now do not come in time for, by date."""
    with reading() as session:
        return unmet_in(session, actor, scope, today)


def unmet_in(session: Session, actor: Actor, scope: Scope, today: date) -> list[UnmetRow]:
    """The same within a transaction."""
    who = asker(session, actor, scope)
    tasks = _at_meetings(session, who, today)
    deadlines = _before_decisions(session, who, today)
    dates = {one.uid: (one, case) for one, case, _ in tasks} | {one.uid: (one, case) for one, case in deadlines}
    meets = {one.uid: organisation_id for one, _, organisation_id in tasks}
    plans = plans_for(session, [one for one, _ in dates.values()], meets, today)
    rows = [_row(*dates[uid], shown) for uid, found in plans.items() for shown in found if shown.plan.warning]
    return sorted(rows, key=lambda row: (row.due_on, row.case_number, row.label))


def _row(one: CalendarDate, case: Case, shown: PlanShown) -> UnmetRow:
    return UnmetRow(
        due_on=one.day,
        label=one.title,
        who=shown.who,
        warning=shown.plan.warning,
        case_id=case.id,
        case_number=case.number,
        case_title=shown_title(case.title, case.sealed),
        process=Process(case.process),
    )


def _at_meetings(session: Session, who: Asker, today: date) -> list[tuple[CalendarDate, Case, UUID]]:
    """The open tasks that are done at a meeting, with whose they are."""
    found = (
        select(Task, Case)
        .join(Case, Case.id == Task.case_id)
        .where(is_open(), Task.due_on.between(today, today + AHEAD), *who.scope.of_tasks)
        .where(Task.element_id.in_(MEETING_MATTERS), seen_tasks(who.actor), *who.by_case(Task.case_id))
        .order_by(Task.due_on, Task.id)
        .limit(MOST)
    )
    return [
        (CalendarDate(DateKind.TASK, str(task.id), task.due_on, task.label), case, task.organisation_id)
        for task, case in session.execute(found)
    ]


def _before_decisions(session: Session, who: Asker, today: date) -> list[tuple[CalendarDate, Case]]:
    """The deadlines that presuppose a decision."""
    found = (
        select(CaseDeadline, Case)
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(CaseDeadline.rule_id.in_(DECIDED_BEFORE), CaseDeadline.due_on.between(today, today + AHEAD))
        .where(Case.status == CaseStatus.RUNNING, STANDS, CaseDeadline.met_on.is_(None))
        .where(has_part(who.actor, seeing(Aspect.DEADLINES)), *who.scope.of_cases)
        .where(*with_part(who.actor, who.scope.organisation_id), *who.by_case(CaseDeadline.case_id))
        .order_by(CaseDeadline.due_on, CaseDeadline.id)
        .limit(MOST)
    )
    return [(deadline_date(row, case), case) for row, case in session.execute(found)]
