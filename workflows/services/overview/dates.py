"""What is late and what is near: open tasks and deadlines of running cases, by their day; no process is loaded."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, String, cast, func, literal, select, tuple_
from sqlalchemy.orm import Session

from db.models.case import Case, CaseDeadline, Task
from db.models.organisation import Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.errors import NotFound
from workflows.services.overview.due_counts import DueCounts, counts_in
from workflows.services.overview.due_rows import due_deadlines, due_tasks
from workflows.services.overview.scope import Asker, Scope, asker, shown_title
from workflows.vocabulary import AgreementId, Process

PAGE = 50
AT_ONCE = 500
"""Dates that are read together where all of them are."""
DEADLINE, TASK = "deadline", "task"


@dataclass(frozen=True)
class DueRow:
    """A date that is late or near: a task with whose it is, or a deadline of a case without an open task."""

    kind: str
    id: UUID
    due_on: date
    label: str
    organisation: str
    """Whose task it is; empty for a deadline, and where the same is to be done by several."""
    number: int
    """How many are to do the same in the case by that day."""
    case_id: UUID
    case_number: str
    case_title: str
    process: Process
    agreement: AgreementId

    def days_late(self, today: date) -> int:
        """How many days it is over its date; negative while there is time."""
        return (today - self.due_on).days


@dataclass(frozen=True)
class DuePage:
    """A page of what is late and near, the oldest date first; `cursor` leads to the next."""

    rows: list[DueRow]
    counts: DueCounts
    cursor: str | None


class _Found(NamedTuple):
    """One row of the list before it is told: of several alike the first."""

    due_on: date
    case_id: UUID
    label: str
    first: UUID
    whose: UUID | None
    number: int
    kind: str


class _Place(NamedTuple):
    """Where the list goes on: in a case on a day, after so many of its rows."""

    due_on: date
    case_id: UUID
    after: int

    def __str__(self) -> str:
        return f"{self.due_on}_{self.case_id}_{self.after}"


def show_due(actor: Actor, scope: Scope, today: date, *, cursor: str | None = None) -> DuePage:
    """What is late today, and what falls due within the days asked for. Raises NotFound for a cursor that is none."""
    place, last = _read(cursor) if cursor else None, today + timedelta(days=scope.horizon)
    with reading() as session:
        skipped = place.after if place else 0
        who = asker(session, actor, scope)
        found = _listed(session, who, last, place, PAGE + 1 + skipped)[skipped:]
        rows = list(_told(session, found[:PAGE]))
        counts = counts_in(session, who, today)
    return DuePage(rows, counts, str(_next(found[:PAGE], place)) if len(found) > PAGE else None)


def every_due(session: Session, actor: Actor, scope: Scope, today: date) -> list[Select[Any]]:
    """The tasks and the deadlines of `all_due`, to be counted."""
    who, last = asker(session, actor, scope), today + timedelta(days=scope.horizon)
    return [due_tasks(who, last, (Task.id,)), due_deadlines(who, last, (CaseDeadline.id,))]


def all_due(session: Session, actor: Actor, scope: Scope, today: date) -> Iterator[DueRow]:
    """Every date of `show_due` by itself, also where several are to do the same; read a little at a time."""
    last = today + timedelta(days=scope.horizon)
    alone = (Task.due_on, Task.case_id, Task.label, Task.id, Task.organisation_id)
    who = asker(session, actor, scope)
    tasks = due_tasks(who, last, alone).order_by(*alone[:4])
    deadlines = _deadlines(who, last)
    some = {"yield_per": AT_ONCE}
    streams = (
        map(_deadline, session.execute(deadlines, execution_options=some)),
        map(_alone, session.execute(tasks, execution_options=some)),
    )
    for together in _in_batches(merge(*streams, key=_order)):
        yield from _told(session, together)


def _listed(session: Session, who: Asker, last: date, place: _Place | None, most: int) -> list[_Found]:
    """Deadlines and tasks in one order; of each no more is read than can stand on the page."""
    tasks = _after(_tasks(who, last), Task, place).limit(most)
    deadlines = _after(_deadlines(who, last), CaseDeadline, place).limit(most)
    streams = map(_deadline, session.execute(deadlines)), map(_alike, session.execute(tasks))
    return list(merge(*streams, key=_order))[:most]


def _order(found: _Found) -> tuple[date, UUID, str]:
    return found.due_on, found.case_id, found.kind


def _tasks(who: Asker, last: date) -> Select[Any]:
    """One row where several are to do the same in a case by one day, as the members of a body that is heard.

    A UUID is compared as text, since PostgreSQL 17 has no smallest of them.
    """
    alike = (Task.due_on, Task.case_id, Task.label)
    first, whose = (func.min(cast(one, String)) for one in (Task.id, Task.organisation_id))
    found = due_tasks(who, last, (*alike, first, whose, func.count()))
    return found.group_by(*alike).order_by(*alike)


def _deadlines(who: Asker, last: date) -> Select[Any]:
    columns = (CaseDeadline.due_on, CaseDeadline.case_id, CaseDeadline.label, CaseDeadline.id)
    return due_deadlines(who, last, columns).order_by(columns[0], columns[1], columns[3])


def _after(found: Select[Any], of: Any, place: _Place | None) -> Select[Any]:
    """From the case and day of the place on; what has been shown of these is left out afterwards."""
    if place is None:
        return found
    here = tuple_(literal(place.due_on, of.due_on.type), literal(place.case_id, of.case_id.type))
    return found.where(tuple_(of.due_on, of.case_id) >= here)


def _alike(row: Any) -> _Found:
    due_on, case_id, label, first, whose, number = row
    return _Found(due_on, case_id, label, UUID(first), UUID(whose), number, TASK)


def _alone(row: Any) -> _Found:
    due_on, case_id, label, task_id, whose = row
    return _Found(due_on, case_id, label, task_id, whose, 1, TASK)


def _deadline(row: Any) -> _Found:
    due_on, case_id, label, deadline_id = row
    return _Found(due_on, case_id, label, deadline_id, None, 1, DEADLINE)


def _in_batches(found: Iterable[_Found]) -> Iterator[list[_Found]]:
    batch: list[_Found] = []
    for one in found:
        batch.append(one)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    yield batch


def _told(session: Session, found: Collection[_Found]) -> Iterator[DueRow]:
    """The rows with their cases and organisations, which are read for all of them at once."""
    cases = {one.id: one for one in session.scalars(select(Case).where(Case.id.in_({row.case_id for row in found})))}
    ids = {row.whose for row in found if row.whose and row.number == 1}
    names = dict(session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))).all())
    return (_row(one, cases[one.case_id], names.get(one.whose, "") if one.whose else "") for one in found)


def _row(found: _Found, case: Case, organisation: str) -> DueRow:
    return DueRow(
        kind=found.kind,
        id=found.first,
        due_on=found.due_on,
        label=found.label,
        organisation=organisation,
        number=found.number,
        case_id=case.id,
        case_number=case.number,
        case_title=shown_title(case.title, case.sealed),
        process=Process(case.process),
        agreement=AgreementId(case.agreement_id),
    )


def _next(shown: list[_Found], place: _Place | None) -> _Place:
    """After the last row shown; rows of the same case and day on an earlier page count, too."""
    last = shown[-1]
    here = sum((one.due_on, one.case_id) == (last.due_on, last.case_id) for one in shown)
    before = place.after if place and (place.due_on, place.case_id) == (last.due_on, last.case_id) else 0
    return _Place(last.due_on, last.case_id, before + here)


def _read(cursor: str) -> _Place:
    try:
        day, case_id, after = cursor.split("_")
        return _Place(date.fromisoformat(day), UUID(case_id), min(max(int(after), 0), 10 * PAGE))
    except ValueError as unreadable:
        raise NotFound("Listen kan ikke fortsætte herfra. Begynd forfra.") from unreadable
