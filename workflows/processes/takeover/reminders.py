"""Reminders of the deadlines of a takeover, a month and a week ahead; each is given once."""

from collections.abc import Iterable

from db.models.case import CaseDeadline
from db.models.organisation import Organisation
from workflows.clock import COPENHAGEN
from workflows.processes.operations import Data, operation
from workflows.processes.step import Step
from workflows.processes.takeover.facts import (
    declaration_deadline,
    municipality_of,
    regime_of,
    region_of,
    request_deadline,
    takeover_of,
    transfer_deadline,
)
from workflows.rules.dates_text import date_in_words
from workflows.rules.takeover.departures import request_departure
from workflows.vocabulary import EventKind, NoticeKind, Party

FIRST_DAYS, LAST_DAYS = 30, 7


@operation("takeover.remind_municipality")
def remind_municipality(step: Step, _data: Data) -> None:
    """Remind the municipality of the deadlines for telling the regional council."""
    for row in (request_deadline(step), declaration_deadline(step)):
        if row is not None:
            _remind(step, row, [municipality_of(step)])


@operation("takeover.remind_of_transfer")
def remind_of_transfer(step: Step, _data: Data) -> None:
    """Remind both parties of the last day for the takeover."""
    _remind(step, transfer_deadline(step), [municipality_of(step), region_of(step)])


@operation("takeover.note_late_request")
def note_late_request(step: Step, _data: Data) -> None:
    """Tell that the day for the request has passed: a departure from the agreement, and the case goes on.

    Rule: hovedstaden-2019-2020, 4.10.
    """
    row, rules = request_deadline(step), regime_of(step)
    if row is None or row.met_on is not None or step.today <= row.due_on:
        return
    text = request_departure(rules, told_on=step.today, due=row.due_on)
    told = {one.id: one for one in (municipality_of(step), *step.organisations(Party.SECRETARIAT))}
    step.tell(
        told.values(),
        f"Sag {step.case.number}: {text}",
        key=f"takeover:request:{row.id}",
        kind=NoticeKind.DEADLINE_PASSED,
    )
    step.note(EventKind.ESCALATED, text, source=row.source)


def _remind(step: Step, row: CaseDeadline, told: Iterable[Organisation]) -> None:
    days = (row.last_working_day - step.today).days
    if row.met_on is not None or not 0 <= days <= FIRST_DAYS or _opened_today(step):
        return
    key = f"{'last' if days <= LAST_DAYS else 'first'}:{row.id}"
    takeover = takeover_of(step)
    if key in takeover.reminded:
        return
    takeover.reminded = [*takeover.reminded, key]
    left = "I dag er sidste arbejdsdag." if days == 0 else f"Der er {days} {_days(days)} til sidste arbejdsdag."
    text = f"{row.label} i sag {step.case.number}: fristen er den {date_in_words(row.due_on)}. {left}"
    step.tell(told, text, key=f"takeover:{key}", kind=NoticeKind.DEADLINE_NEAR)
    step.note(EventKind.REMINDED, text, source=row.source)


def _opened_today(step: Step) -> bool:
    """Whoever opened the case today has just seen its deadlines."""
    return step.case.opened_at.astimezone(COPENHAGEN).date() == step.today


def _days(days: int) -> str:
    return "dag" if days == 1 else "dage"
