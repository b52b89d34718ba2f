"""Working days and month arithmetic: pure functions on dates, no clock.

A working day is Monday to Friday, less the public holidays, 5 June, 24 and 31 December, and less the days
that an organisation closes itself, which are handed in with their reason. "Hverdag" is read alike: no source
defines it.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from workflows.rules.holidays_dk import closed_days

Day = date
"""The type under a name that a field called `date` does not hide."""
DAY = timedelta(days=1)
WEEKEND = {5: "Lørdag", 6: "Søndag"}
NO_EXTRA_CLOSED: Mapping[date, str] = MappingProxyType({})


@dataclass(frozen=True)
class Pause:
    """A time in which the clock stands still; the first and the last day are both part of it."""

    first_day: date
    last_day: date
    reason: str

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("a pause cannot end before it begins")


@dataclass(frozen=True)
class Skipped:
    """A day that was passed over in counting, and why."""

    date: Day
    why: str


def closure(day: date, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED) -> str | None:
    """Why a day is closed, in Danish, or None for a working day.

    A holiday on a weekend is named as the holiday. Raises OutsideCalendar outside 1900–2100.

    >>> closure(date(2026, 4, 2)), closure(date(2026, 4, 5)), closure(date(2026, 5, 15))
    ('Skærtorsdag', 'Påskedag', None)
    """
    names = [name for name in (closed_days(day.year).get(day), extra_closed.get(day)) if name]
    return " og ".join(names) or WEEKEND.get(day.weekday())


def is_working_day(day: date, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED) -> bool:
    """Whether the day is open."""
    return closure(day, extra_closed) is None


def last_working_day(day: date, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED) -> date:
    """The day itself, or the last working day before it.

    >>> last_working_day(date(2028, 1, 1))
    datetime.date(2027, 12, 30)
    """
    while not is_working_day(day, extra_closed):
        day -= DAY
    return day


def first_working_day(
    day: date, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED
) -> tuple[date, tuple[Skipped, ...]]:
    """The day itself or the first working day after it, with the closed days passed over on the way."""
    skipped = []
    while why := closure(day, extra_closed):
        skipped.append(Skipped(day, why))
        day += DAY
    return day, tuple(skipped)


def add_working_days(
    start: date,
    days: int,
    extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED,
    paused: Sequence[Pause] = (),
) -> tuple[date, tuple[Skipped, ...]]:
    """The `days`th working day after `start`, which is itself not counted, with the days passed over.

    The working days of a pause are not counted: they are added back as they were, with the pause's reason.
    """
    day, left, skipped = start, days, []
    while left:
        day += DAY
        if why := closure(day, extra_closed) or _pause_reason(day, paused):
            skipped.append(Skipped(day, why))
        else:
            left -= 1
    return day, tuple(skipped)


def _pause_reason(day: date, paused: Sequence[Pause]) -> str | None:
    reasons = [pause.reason for pause in paused if pause.first_day <= day <= pause.last_day]
    return f"Fristen stod stille: {' og '.join(dict.fromkeys(reasons))}" if reasons else None


def add_months(day: date, months: int) -> date:
    """The same day number `months` later, or earlier when negative; the month's last day if it lacks it.

    >>> add_months(date(2025, 11, 30), 3), add_months(date(2026, 5, 31), -3)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date, months: int = 0) -> date:
    """The last day of the running month ("løbende måned"), or of the one `months` later.

    >>> end_of_month(date(2026, 1, 14)), end_of_month(date(2026, 1, 14), 2)
    (datetime.date(2026, 1, 31), datetime.date(2026, 3, 31))
    """
    first = add_months(day.replace(day=1), months)
    return first.replace(day=monthrange(first.year, first.month)[1])
