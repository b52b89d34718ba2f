"""What a case waits for: who has it, by when and why that date, as far as an organisation may see."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.case import NO_DEADLINE, Case, Task, Timer
from db.models.person import Person
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.clock import COPENHAGEN, today
from workflows.services.casework.deadlines import DeadlineRow, deadline_row
from workflows.services.casework.set_dates import why_set
from workflows.services.running.stepping import label_of
from workflows.vocabulary import CaseStatus, Party, TaskStatus


@dataclass(frozen=True)
class Holder:
    """An organisation that has a task; `person` is the one whom it was given to, where that may be seen."""

    organisation: str
    person: str | None


@dataclass(frozen=True)
class DateShown:
    """A date that counts now: for what, and why that day."""

    label: str
    due_on: date
    explanation: str
    source: str = ""
    last_working_day: date | None = None
    passes: bool = False


@dataclass(frozen=True)
class TaskShown:
    """An open task on the case's page that one may see by name; `ours` when it waits for one's own organisation."""

    id: UUID
    element_id: str
    label: str
    holder: Holder
    ours: bool
    due: DateShown | None


@dataclass(frozen=True)
class Held:
    """The same thing waited for from one or many others: by how many, by whom where that may be seen, by when."""

    label: str
    lane: str
    number: int
    holders: list[Holder]
    due: DateShown | None


@dataclass(frozen=True)
class Waiting:
    """What a case waits for."""

    tasks: list[TaskShown] = field(default_factory=list)
    others: list[Held] = field(default_factory=list)
    next_date: DateShown | None = None


def waiting_in(
    session: Session, case: Case, actor: Actor, seen: Collection[Aspect], deadlines: Sequence[DeadlineRow]
) -> Waiting:
    """What a case waits for.

    Whoever may not see whom it waits for sees the part in the case; by name where the list of parties has one for it.
    """
    if case.status is not CaseStatus.RUNNING:
        return Waiting()
    rows = _open(session, case)
    named = [row for row in rows if Aspect.OPEN_TASKS in seen or row[0].organisation_id == actor.organisation_id]
    told = [row for row in rows if row in named or (row[0].engine_id and Aspect.DEADLINES in seen)]
    reasons = why_set(session, [(task, case) for task, _ in told])
    dates = [_due(task, reasons) for task, _ in told if task.engine_id]
    dates += [_date(one.label, one) for one in deadlines if one.counts]
    return Waiting(
        tasks=[_task(task, person, actor, seen, reasons) for task, person in named],
        others=_grouped(
            [row for row in told if row[0].organisation_id != actor.organisation_id],
            reasons,
            seen,
            _alone_in_their_part(case) if Aspect.PARTIES in seen else frozenset(),
        ),
        next_date=_next([one for one in dates if one]) or _timer(session, case, rows),
    )


def _next(dates: Sequence[DateShown]) -> DateShown | None:
    """The first date to be met; where there is none, the next day that passes by itself."""
    to_be_met = [one for one in dates if not one.passes]
    to_come = [one for one in dates if one.passes and one.due_on >= today()]
    return min(to_be_met or to_come, key=_when, default=None)


def _open(session: Session, case: Case) -> list[tuple[Task, str | None]]:
    found = (
        select(Task, Person.name)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(Task.case_id == case.id, Task.status == TaskStatus.OPEN)
        .options(joinedload(Task.organisation), joinedload(Task.deadline))
        .order_by(Task.due_on, Task.label, Task.lane, Task.id)
    )
    return [(task, person) for task, person in session.execute(found)]


def _task(
    task: Task, person: str | None, actor: Actor, seen: Collection[Aspect], reasons: Mapping[UUID, str]
) -> TaskShown:
    ours = task.organisation_id == actor.organisation_id
    named = person if ours or Aspect.HISTORY in seen else None
    holder = Holder(task.organisation.name, named)
    return TaskShown(task.id, task.element_id, task.label, holder, ours, _due(task, reasons))


def _grouped(
    rows: Iterable[tuple[Task, str | None]],
    reasons: Mapping[UUID, str],
    seen: Collection[Aspect],
    known: Collection[Party],
) -> list[Held]:
    found = []
    for _, alike in groupby(rows, key=lambda row: (row[0].due_on, row[0].label, row[0].lane)):
        together = list(alike)
        task = together[0][0]
        named = Aspect.OPEN_TASKS in seen or task.lane in known
        holders = [
            Holder(one.organisation.name, person if Aspect.HISTORY in seen else None) for one, person in together
        ]
        by_name = sorted(holders, key=lambda holder: holder.organisation)
        found.append(Held(task.label, task.lane.label, len(together), by_name if named else [], _due(task, reasons)))
    return found


def _alone_in_their_part(case: Case) -> frozenset[Party]:
    """The parts that one organisation alone has: of several it is not told which of them has not answered yet."""
    parts = Counter(row.party for row in case.parties)
    return frozenset(party for party, number in parts.items() if number == 1)


def _due(task: Task, reasons: Mapping[UUID, str]) -> DateShown | None:
    if task.due_on == NO_DEADLINE:
        return None
    if task.deadline is None:
        return DateShown(task.label, task.due_on, reasons[task.id])
    return _date(task.label, deadline_row(task.deadline))


def _date(label: str, row: DeadlineRow) -> DateShown:
    return DateShown(label, row.due_on, row.explanation, row.source, row.last_working_day, row.passes)


def _when(shown: DateShown) -> date:
    return shown.due_on


def _timer(session: Session, case: Case, rows: Sequence[tuple[Task, str | None]]) -> DateShown | None:
    """The moment at which the case goes on by itself, where it waits for nobody."""
    if any(task.engine_id for task, _ in rows):
        return None
    found = select(Timer).where(Timer.case_id == case.id).order_by(Timer.due_at).limit(1)
    timer = session.scalars(found).one_or_none()
    if timer is None:
        return None
    return DateShown(
        label_of(session, case, timer.element_id), timer.due_at.astimezone(COPENHAGEN).date(), "Sagen går selv videre."
    )
