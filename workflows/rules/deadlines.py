"""The one deadline engine: every date that a framework agreement or the law sets, with how it came about.

Pure: the rules are data (`deadlines.toml`), the starting day and the closed days are arguments. A deadline
that is a plain date or a number of months is not moved when it falls on a closed day; the last working day
stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from workflows.errors import InputError
from workflows.rules.calendar import NO_EXTRA_CLOSED, Day, Pause, Skipped, closure, last_working_day
from workflows.rules.dates_text import long_date
from workflows.rules.deadlines_arithmetic import Circumstances, Counted
from workflows.rules.deadlines_table import Rule, Table, read_table
from workflows.rules.holidays_dk import FIRST_YEAR, LAST_YEAR, OutsideCalendar, closed_days

FIRST_TERM = 2014
"""The first election term in which a takeover was possible once a term (serviceloven §§ 186–187)."""
YEARS_OF_TERM = 4
NOT_A_TERM = "Valgperioder begynder den 1. januar 2014, 2018, 2022 og så videre hvert 4. år. Angiv en af dem."


@dataclass(frozen=True)
class Deadline:
    """A computed date and its explanation in Danish."""

    rule_id: str
    agreement: str
    label: str
    start: Day
    date: Day
    last_working_day: Day
    """The date itself, or the last working day before it; reminders go by this."""
    explanation: str
    skipped: tuple[Skipped, ...]
    source: str
    dates: tuple[Day, ...] = ()
    """All dates of the rule, where it gives more than one."""


@cache
def deadline_rules() -> Table:
    """The rules of `deadlines.toml`."""
    return read_table(Path(__file__).with_name("deadlines.toml"), field="rule", noun="Reglen")


def deadline(
    *,
    agreement: str,
    rule: str,
    start: date,
    extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED,
    paused: Sequence[Pause] = (),
) -> Deadline:
    """The deadline of a rule, counted from the event on `start`.

    `extra_closed` are days that the organisation closes itself, with the reason; `paused` are the times in
    which the clock of a rule in working days stood still. Raises InputError when the agreement has no such
    rule, when the rule states no date that can be computed, or when the answer lies outside 1900–2100;
    ValueError when a rule that does not count working days is paused.

    >>> deadline(agreement="hovedstaden-2019-2020", rule="referral.decision", start=date(2026, 3, 30)).date
    datetime.date(2026, 4, 23)
    """
    found = deadline_rules().find(agreement, rule)
    if paused and not found.counts_working_days:
        raise ValueError(f"{rule} does not count working days and cannot be paused")
    if found.counts_from_term:
        raise InputError([("from", f"Reglen »{rule}« regnes fra valgperiodens begyndelse. Angiv »term_start«.")])
    return compute(deadline_rules(), found, agreement, start, Circumstances(extra_closed, paused), field="from")


def term_deadline(
    *, agreement: str, rule: str, term_start: date, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED
) -> Deadline:
    """The deadline of a rule that is counted from the beginning of an election term.

    Raises InputError when `term_start` is not 1 January of 2014, 2018, 2022 …, and as `deadline` does.
    """
    found = deadline_rules().find(agreement, rule)
    if not found.counts_from_term:
        raise InputError([("term_start", f"Reglen »{rule}« regnes ikke fra en valgperiode. Angiv »from«.")])
    if not _begins_term(term_start):
        raise InputError([("term_start", NOT_A_TERM)])
    return compute(deadline_rules(), found, agreement, term_start, Circumstances(extra_closed), field="term_start")


def _begins_term(day: date) -> bool:
    years = day.year - FIRST_TERM
    return (day.month, day.day) == (1, 1) and years >= 0 and years % YEARS_OF_TERM == 0


def reminder_date(deadline_date: date, days_before: int, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED) -> date:
    """The day to remind: `days_before` days before the last working day on or before the deadline.

    >>> reminder_date(date(2026, 2, 28), 7)
    datetime.date(2026, 2, 20)
    """
    return last_working_day(deadline_date, extra_closed) - timedelta(days=days_before)


def compute(table: Table, rule: Rule, agreement: str, start: date, given: Circumstances, *, field: str) -> Deadline:
    """Count by one rule of a table and explain it; `field` is the input that held the starting day."""
    try:
        closed_days(start.year)
        counted = rule.count(start, given)
        working = last_working_day(counted.date, given.extra_closed)
    except OutsideCalendar as outside:
        message = f"Datoen eller resultatet ligger uden for årene {FIRST_YEAR}–{LAST_YEAR}. Angiv en anden dato."
        raise InputError([(field, message)]) from outside
    return Deadline(
        rule_id=rule.id,
        agreement=agreement,
        label=rule.label,
        start=start,
        date=counted.date,
        last_working_day=working,
        explanation=" ".join(_sentences(table, rule, agreement, start, counted, given)),
        skipped=counted.skipped,
        source=rule.sources[agreement],
        dates=counted.dates,
    )


def _sentences(
    table: Table, rule: Rule, agreement: str, start: date, counted: Counted, given: Circumstances
) -> list[str]:
    sentences = [
        f"{rule.text} ({rule.sources[agreement]}).",
        rule.event.format(start=long_date(start), year=start.year),
        *counted.steps,
        rule.result.format(date=long_date(counted.date)),
        _beside(counted.date, given.extra_closed),
        rule.note,
        table.notes.get(agreement, ""),
    ]
    return [sentence for sentence in sentences if sentence]


def _beside(day: date, extra_closed: Mapping[date, str]) -> str:
    why = closure(day, extra_closed)
    if why is None:
        return "Det er en arbejdsdag."
    working = long_date(last_working_day(day, extra_closed))
    return f"Dagen er lukket ({why}), men datoen flyttes ikke. Sidste arbejdsdag på eller før den er {working}."
