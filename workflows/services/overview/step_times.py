"""How long the steps take, beside what the rules ask: for each user task, and for each deadline of an agreement.

The database counts how many took so many days, in Danish calendar days; middle and nine in ten are read off those
counts. Of all that was done in the period no more than the latest LOOKED_AT are counted, so that a long period of many
cases costs no more than a short one of few; the page says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, select, union_all
from sqlalchemy.orm import Session

from db.functions import danish_day, days_between
from db.models.case import NO_DEADLINE, Case, CaseDeadline, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, seeing
from workflows.processes.standing import STANDS
from workflows.rules.spread import Spread, in_time_percent, spread
from workflows.services.calendar.types import PASSING
from workflows.services.casework.case_filters import with_part
from workflows.services.casework.sight import has_part
from workflows.services.overview.scope import Asker, Scope, asker, seen_tasks
from workflows.services.overview.step_names import step_names
from workflows.vocabulary import AgreementId, CaseStatus, Process, TaskStatus

LOOKED_AT = 5000
"""So many steps, met deadlines and missed deadlines are counted, the latest of the period."""
OF_TASK = ("process", "agreement_id", "element_id", "label", "opened_at", "ended_at", "due_on")
OF_DEADLINE = ("rule_id", "label", "source", "start", "due_on", "met_on")
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
    more: bool = False
    """Whether there is more in the period than is counted."""


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
    who = asker(session, actor, scope)
    done = session.execute(_done(who)).all()
    kept = session.execute(_deadlines(who, today)).all()
    more = LOOKED_AT in (sum(row.number for row in done), sum(row.number for row in kept if row.took is not None))
    return TimesPage(_steps(done), _rules(kept), more)


def _steps(done: Iterable[Any]) -> list[StepTime]:
    counted: defaultdict[Key, _Counted] = defaultdict(_Counted)
    for process, agreement, element, label, sealed, days, number, dated, in_time in done:
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


def _done(who: Asker) -> Select[Any]:
    """The steps done in the period, counted by how many days they took; an errand is no step of a process."""
    latest = (
        select(*(getattr(Task, name) for name in OF_TASK), Case.sealed)
        .join(Case, Case.id == Task.case_id)
        .where(Task.engine_id.is_not(None), Task.status == TaskStatus.DONE, Task.ended_at.is_not(None))
        .where(seen_tasks(who.actor), *who.scope.of_tasks, *who.scope.of_done_tasks, *who.by_case(Task.case_id))
        .order_by(Task.ended_at.desc())
        .limit(LOOKED_AT)
    )
    one = latest.subquery().c
    done_on = danish_day(one.ended_at)
    days = days_between(danish_day(one.opened_at), done_on)
    dated = one.due_on < NO_DEADLINE
    return select(
        one.process,
        one.agreement_id,
        one.element_id,
        func.min(one.label),
        func.max(cast(one.sealed, Integer)),
        days,
        func.count().label("number"),
        _sum(dated),
        _sum(and_(dated, done_on <= one.due_on)),
    ).group_by(one.process, one.agreement_id, one.element_id, days)


def _rules(kept: Iterable[Any]) -> list[RuleTime]:
    counted: defaultdict[Key, _Counted] = defaultdict(_Counted)
    for process, agreement, rule, label, source, sealed, took, allowed, number, in_time in kept:
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


def _deadlines(who: Asker, today: date) -> Select[Any]:
    """The deadlines met in the period, and those of running cases whose day came in it and that are not met."""
    met = _latest(who, CaseDeadline.met_on, CaseDeadline.met_on.is_not(None))
    unmet = CaseDeadline.met_on.is_(None), Case.status == CaseStatus.RUNNING, CaseDeadline.due_on < today
    one = union_all(met, _latest(who, CaseDeadline.due_on, *unmet)).subquery().c
    took = days_between(one.start, one.met_on)
    allowed = days_between(one.start, one.due_on)
    return select(
        one.process,
        one.agreement_id,
        one.rule_id,
        func.min(one.label),
        func.min(one.source),
        func.max(cast(one.sealed, Integer)),
        took.label("took"),
        allowed,
        func.count().label("number"),
        _sum(one.met_on <= one.due_on),
    ).group_by(one.process, one.agreement_id, one.rule_id, took, allowed)


def _latest(who: Asker, day: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The latest deadlines of the period by one of their days, of those that one may see."""
    found = (
        select(Case.process, Case.agreement_id, Case.sealed, *(getattr(CaseDeadline, name) for name in OF_DEADLINE))
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(*conditions, *_within(day, who.scope), STANDS, CaseDeadline.rule_id.not_in(PASSING))
        .where(has_part(who.actor, seeing(Aspect.DEADLINES)), *who.scope.of_cases)
        .where(*with_part(who.actor, who.scope.organisation_id), *who.by_case(CaseDeadline.case_id))
        .order_by(day.desc())
        .limit(LOOKED_AT)
    )
    return select(found.subquery())


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
