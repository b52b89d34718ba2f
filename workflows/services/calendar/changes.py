"""What a change of an organisation's closed days does to running deadlines: seen before it is made, then followed.

A deadline that moves is replaced by a new row with its own explanation; the work list and the timers of its case
follow. Dates that were met, or told in a notice or a decision, stay.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select, update
from sqlalchemy.orm import Session

from db.models.case import Case, CaseDeadline, CaseParty, Task
from db.models.organisation import ClosedDay
from db.session import lock_row, reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, seeing
from workflows.documents.formats import dato
from workflows.processes.deadlines import counted_deadline, moves, recount_deadline
from workflows.processes.recounting import RECOUNTS, TOLD
from workflows.processes.standing import CALENDAR, STANDS
from workflows.processes.step import Step
from workflows.rules.calendar import Pause
from workflows.rules.deadlines import Deadline
from workflows.services.casework.sight import has_part
from workflows.services.running.stepping import begin, load, lock_case, save
from workflows.vocabulary import CaseStatus, EventKind, TaskStatus

ClosedDays = Mapping[date, str]


@dataclass(frozen=True)
class Days:
    """Days that an organisation closes, with the reason, and days on which it opens again."""

    organisation_id: UUID
    closed: ClosedDays
    opened: Collection[date] = ()


@dataclass(frozen=True)
class MovedDeadline:
    """A running deadline that moves; where only the last working day before it does, `before` and `after` are alike."""

    case_id: UUID
    case_number: str
    case_title: str
    label: str
    before: date
    after: date
    working_day_before: date
    working_day_after: date
    explanation: str


@dataclass(frozen=True)
class Effect:
    """What a change of closed days moves."""

    moved: list[MovedDeadline]
    elsewhere: int
    """How many more move in cases that the actor may not see."""
    seen: str
    """Names what moves, so that one adopts what one has seen."""

    @property
    def number(self) -> int:
        """How many deadlines move."""
        return len(self.moved) + self.elsewhere


@dataclass(frozen=True)
class _Move:
    case: Case
    row: CaseDeadline
    found: Deadline


def effect_of(days: Days, actor: Actor) -> Effect:
    """The running deadlines that a change would move, by case and date; nothing is kept."""
    with reading() as session:
        moved = _moves(session, days)
        visible = select(Case.id).where(has_part(actor, seeing(Aspect.DEADLINES)), _calendar_is(days.organisation_id))
        seen = set(session.scalars(visible)) if moved else set()
    shown = [_shown(one) for one in moved if one.case.id in seen]
    digest = hashlib.sha256()
    for one in moved:
        digest.update(f"{one.row.id} {one.found.date} {one.found.last_working_day}\n".encode())
    return Effect(shown, len(moved) - len(shown), digest.hexdigest()[:16] if moved else "")


def hold_cases(session: Session, organisation_id: UUID) -> None:
    """Hold all running cases that count an organisation's closed days until the transaction ends.

    A step that reads the closed days holds its case too, so that no date is counted by days that are just changing.
    """
    session.scalars(lock_row(_running(organisation_id).order_by(Case.id))).all()


def follow(session: Session, days: Days, *, change: str, actor: Actor, moment: datetime) -> int:
    """Let the running deadlines follow closed days that have been changed; gives how many have moved.

    `change` tells the change in the history of each case. The cases are held before (`hold_cases`).
    """
    session.flush()
    moved = _moves(session, days)
    for case_id, moves_in_case in groupby(moved, key=lambda one: one.case.id):
        step = begin(session, lock_case(session, case_id), moment, actor)
        _follow_in(step, [one.row for one in moves_in_case], change)
    session.flush()
    return len(moved)


def _follow_in(step: Step, rows: Sequence[CaseDeadline], change: str) -> None:
    process, told = load(step), []
    data: dict[str, object] = {}
    for row in rows:
        recount = RECOUNTS.get(row.rule_id)
        pauses = recount.pauses(step.session, [step.case.id]).get(step.case.id, ()) if recount else ()
        moved = recount_deadline(step, row.rule_id, pauses)
        assert moved is not None
        due = update(Task).where(Task.deadline_id == row.id, Task.status == TaskStatus.OPEN)
        step.session.execute(due.values(deadline_id=moved.id, due_on=moved.due_on))
        data |= recount.data(step) if recount else {}
        told.append(_sentence(row, moved))
    process.set_data(data)
    save(step, process)
    step.note(EventKind.CORRECTED, f"{change} {' '.join(told)}")


def _sentence(before: CaseDeadline, after: CaseDeadline) -> str:
    if before.due_on != after.due_on:
        return f"Fristen »{after.label}« er flyttet fra {dato(before.due_on)} til {dato(after.due_on)}."
    return (
        f"Den sidste arbejdsdag på eller før fristen »{after.label}« er flyttet fra {dato(before.last_working_day)} "
        f"til {dato(after.last_working_day)}."
    )


def _moves(session: Session, days: Days) -> list[_Move]:
    """The deadlines that fall on other days by the closed days of the database with those given, by case and date."""
    counts = _running(days.organisation_id).with_only_columns(Case, CaseDeadline)
    unmet = CaseDeadline.met_on.is_(None), CaseDeadline.rule_id.not_in(TOLD)
    found = counts.join(CaseDeadline, CaseDeadline.case_id == Case.id).where(STANDS, *unmet)
    rows = session.execute(found.order_by(Case.number, CaseDeadline.due_on, CaseDeadline.id)).all()
    closed = _closed_days(session, days)
    pauses = _pauses(session, [row for _, row in rows])
    moved = []
    for case, row in rows:
        counted = counted_deadline(
            case.agreement_id, row.rule_id, row.start, closed[case.id], pauses.get((case.id, row.rule_id), ())
        )
        if counted is not None and moves(row, counted):
            moved.append(_Move(case, row, counted))
    return moved


def _closed_days(session: Session, days: Days) -> dict[UUID, ClosedDays]:
    """The closed days that count in each running case of the organisation, after the change."""
    cases = _running(days.organisation_id).with_only_columns(Case.id)
    bound = select(CaseParty.case_id, CaseParty.organisation_id).where(CaseParty.party.in_(CALENDAR))
    calendars: dict[UUID, set[UUID]] = {}
    for case_id, organisation_id in session.execute(bound.where(CaseParty.case_id.in_(cases))):
        calendars.setdefault(case_id, set()).add(organisation_id)
    everyone = set().union(*calendars.values(), {days.organisation_id})
    closed: dict[UUID, dict[date, str]] = {one: {} for one in everyone}
    for row in session.scalars(select(ClosedDay).where(ClosedDay.organisation_id.in_(everyone))):
        closed[row.organisation_id][row.day] = row.reason
    own = closed[days.organisation_id]
    closed[days.organisation_id] = {
        **{day: why for day, why in own.items() if day not in days.opened},
        **{day: why for day, why in days.closed.items() if day not in own},
    }
    return {case_id: _together(closed, whose) for case_id, whose in calendars.items()}


def _together(closed: Mapping[UUID, ClosedDays], whose: Collection[UUID]) -> ClosedDays:
    if len(whose) == 1:
        return closed[next(iter(whose))]
    return {day: why for one in whose for day, why in closed[one].items()}


def _pauses(session: Session, rows: Sequence[CaseDeadline]) -> dict[tuple[UUID, str], Sequence[Pause]]:
    pauses: dict[tuple[UUID, str], Sequence[Pause]] = {}
    for rule, recount in RECOUNTS.items():
        if cases := [row.case_id for row in rows if row.rule_id == rule]:
            pauses |= {(case_id, rule): found for case_id, found in recount.pauses(session, cases).items()}
    return pauses


def _running(organisation_id: UUID) -> Select[Case]:
    return select(Case).where(Case.status == CaseStatus.RUNNING, _calendar_is(organisation_id))


def _calendar_is(organisation_id: UUID) -> ColumnElement[bool]:
    """Whether a case counts the organisation's closed days."""
    return exists().where(
        CaseParty.case_id == Case.id,
        CaseParty.organisation_id == organisation_id,
        CaseParty.party.in_(CALENDAR),
    )


def _shown(one: _Move) -> MovedDeadline:
    return MovedDeadline(
        case_id=one.case.id,
        case_number=one.case.number,
        case_title=one.case.title,
        label=one.found.label,
        before=one.row.due_on,
        after=one.found.date,
        working_day_before=one.row.last_working_day,
        working_day_after=one.found.last_working_day,
        explanation=one.found.explanation,
    )
