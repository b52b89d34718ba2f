"""How long the steps take, beside what the rules ask: for each user task, and for each deadline of an agreement.

The database counts how many took so many days, in Danish calendar days; middle and nine in ten are read off those
counts. So nothing is read that grows with the number of cases but the longest time that one of them took.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from db.functions import danish_day, days_between
from db.models.case import NO_DEADLINE, Case, CaseDeadline, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, seeing
from workflows.processes.step import STANDS
from workflows.rules.spread import Spread, in_time_percent, spread
from workflows.services.calendar.types import PASSING
from workflows.services.casework.case_filters import with_part
from workflows.services.casework.sight import has_part
from workflows.services.overview.scope import Scope, seen_tasks
from workflows.services.overview.step_names import step_names
from workflows.vocabulary import AgreementId, CaseStatus, Process, TaskStatus

Key = tuple[str, str, str]
"""Process, agreement, and the step or the rule."""


@dataclass(frozen=True)
class StepTime:
    """How long one step took in the cases of a process and an agreement: in days from when it opened until it was done.

    `dated` are those with a date to be done by, and `in_time` how many in a hundred of these were done by it. A figure
    is none when it rests on none, or on too few citizens.
    """

    process: Process
    agreement: AgreementId
    label: str
    days: Spread
    dated: int
    in_time: int | None


@dataclass(frozen=True)
class RuleTime:
    """How a deadline of an agreement was kept: in days from when it began to run to when it was met.

    `allowed` is the middle of the days that it gave; `open_late` are those whose day has passed, and that are not met:
    they are not in time.
    """

    process: Process
    agreement: AgreementId
    label: str
    source: str
    days: Spread
    allowed: Decimal | None
    open_late: int
    in_time: int | None


@dataclass(frozen=True)
class TimesPage:
    """The steps in the order of the processes, the most frequent first, and the deadlines of their agreements."""

    steps: list[StepTime]
    rules: list[RuleTime]


@dataclass
class _Counted:
    """What the database counted of one step or rule."""

    days: Counter[int] = field(default_factory=Counter)
    allowed: Counter[int] = field(default_factory=Counter)
    dated: int = 0
    in_time: int = 0
    late: int = 0
    of_citizens: bool = False
    label: str = ""
    source: str = ""


def show_times(actor: Actor, scope: Scope, today: date) -> TimesPage:
    """What was done, met or missed in the period of the scope."""
    with reading() as session:
        return times_in(session, actor, scope, today)


def times_in(session: Session, actor: Actor, scope: Scope, today: date) -> TimesPage:
    """The same within a transaction."""
    return TimesPage(_steps(session, actor, scope), _rules(session, actor, scope, today))


def _steps(session: Session, actor: Actor, scope: Scope) -> list[StepTime]:
    counted: defaultdict[Key, _Counted] = defaultdict(_Counted)
    for process, agreement, element, label, sealed, days, number, dated, in_time in session.execute(
        _done(actor, scope)
    ):
        one = counted[process, agreement, element]
        one.label, one.of_citizens = label, one.of_citizens or bool(sealed)
        one.days[days] += number
        one.dated += dated
        one.in_time += in_time
    names = step_names({Process(process) for process, _, _ in counted})
    return [
        StepTime(
            process=process,
            agreement=agreement,
            label=names.get((process, element), one.label),
            days=spread(one.days, of_citizens=one.of_citizens),
            dated=one.dated,
            in_time=in_time_percent(one.in_time, one.dated, of_citizens=one.of_citizens),
        )
        for process, agreement, element, one in _in_order(counted)
    ]


def _done(actor: Actor, scope: Scope) -> Select[Any]:
    """The steps done in the period, counted by how many days they took; an errand is no step of a process."""
    done_on = danish_day(Task.ended_at)
    days = days_between(danish_day(Task.opened_at), done_on)
    dated = Task.due_on < NO_DEADLINE
    whose = [Task.organisation_id == scope.organisation_id] if scope.organisation_id else []
    return (
        select(
            Case.process,
            Case.agreement_id,
            Task.element_id,
            func.min(Task.label),
            func.max(cast(Case.sealed, Integer)),
            days,
            func.count(),
            _sum(dated),
            _sum(and_(dated, done_on <= Task.due_on)),
        )
        .join(Case, Case.id == Task.case_id)
        .where(
            Task.engine_id.is_not(None),
            Task.status == TaskStatus.DONE,
            seen_tasks(actor),
            *scope.of_cases,
            *scope.of_done_tasks,
            *whose,
        )
        .group_by(Case.process, Case.agreement_id, Task.element_id, days)
    )


def _rules(session: Session, actor: Actor, scope: Scope, today: date) -> list[RuleTime]:
    counted: defaultdict[Key, _Counted] = defaultdict(_Counted)
    for process, agreement, rule, label, source, sealed, took, allowed, number, in_time in session.execute(
        _deadlines(actor, scope, today)
    ):
        one = counted[process, agreement, rule]
        one.label, one.source, one.of_citizens = label, source, one.of_citizens or bool(sealed)
        one.allowed[allowed] += number
        if took is None:
            one.late += number
        else:
            one.days[took] += number
            one.in_time += in_time
    return [
        RuleTime(
            process=process,
            agreement=agreement,
            label=one.label,
            source=one.source,
            days=spread(one.days, of_citizens=one.of_citizens),
            allowed=spread(one.allowed).median,
            open_late=one.late,
            in_time=in_time_percent(one.in_time, one.days.total() + one.late, of_citizens=one.of_citizens),
        )
        for process, agreement, _, one in _in_order(counted)
    ]


def _deadlines(actor: Actor, scope: Scope, today: date) -> Select[Any]:
    """The deadlines met in the period, and those of running cases whose day came in it and that are not met."""
    met = and_(CaseDeadline.met_on.is_not(None), *_within(CaseDeadline.met_on, scope))
    missed = and_(
        CaseDeadline.met_on.is_(None),
        Case.status == CaseStatus.RUNNING,
        CaseDeadline.due_on < today,
        *_within(CaseDeadline.due_on, scope),
    )
    took = days_between(CaseDeadline.start, CaseDeadline.met_on)
    allowed = days_between(CaseDeadline.start, CaseDeadline.due_on)
    return (
        select(
            Case.process,
            Case.agreement_id,
            CaseDeadline.rule_id,
            func.min(CaseDeadline.label),
            func.min(CaseDeadline.source),
            func.max(cast(Case.sealed, Integer)),
            took,
            allowed,
            func.count(),
            _sum(CaseDeadline.met_on <= CaseDeadline.due_on),
        )
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(STANDS, CaseDeadline.rule_id.not_in(PASSING), or_(met, missed))
        .where(has_part(actor, seeing(Aspect.DEADLINES)), *scope.of_cases, *with_part(actor, scope.organisation_id))
        .group_by(Case.process, Case.agreement_id, CaseDeadline.rule_id, took, allowed)
    )


def _within(day: Any, scope: Scope) -> list[ColumnElement[bool]]:
    after = [day >= scope.first] if scope.first else []
    before = [day <= scope.last] if scope.last else []
    return [*after, *before]


def _sum(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _in_order(counted: Mapping[Key, _Counted]) -> Iterable[tuple[Process, AgreementId, str, _Counted]]:
    order = list(Process)

    def place(item: tuple[Key, _Counted]) -> tuple[int, str, int, str]:
        (process, agreement, name), one = item
        return order.index(Process(process)), agreement, -one.days.total(), name

    for (process, agreement, name), one in sorted(counted.items(), key=place):
        yield Process(process), AgreementId(agreement), name, one
