"""A month as a table: weeks of seven days, each with its dates."""

import re
from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.errors import NotFound
from workflows.rules.calendar import add_months
from workflows.rules.holidays_dk import FIRST_YEAR, LAST_YEAR
from workflows.services.calendar.types import CalendarDate

SHOWN = 4
"""The dates that stand in the table for one day; the others are in the list."""
MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class DayShown:
    """One day of the table; `inside` when it is of the month shown."""

    day: date
    inside: bool
    holiday: str
    dates: Sequence[CalendarDate]
    others: int
    """How many dates of the day there is no room for."""


@dataclass(frozen=True)
class WeekShown:
    """A row of the table."""

    number: int
    days: list[DayShown]


def month_from(text: str | None, today: date) -> date:
    """The first day of the month in an address, e.g. `2026-03`; without one, this month.

    Raises NotFound for what is no month, or lies outside the years whose holidays are known.
    """
    if not text:
        return today.replace(day=1)
    found = MONTH.fullmatch(text)
    if found is None or not FIRST_YEAR < int(found[1]) < LAST_YEAR:
        raise NotFound("Måneden findes ikke i kalenderen.")
    return date(int(found[1]), int(found[2]), 1)


def neighbours(first: date) -> tuple[date, date]:
    """The first days of the month before and the month after."""
    return add_months(first, -1), add_months(first, 1)


def weeks_of(first: date, rows: Sequence[CalendarDate], holidays: Mapping[date, str]) -> list[WeekShown]:
    """The weeks of a month, from Monday, each day with its dates."""
    by_day: dict[date, list[CalendarDate]] = {}
    for row in rows:
        by_day.setdefault(row.day, []).append(row)
    return [
        WeekShown(week[0].isocalendar().week, [_day(day, first, by_day.get(day, []), holidays) for day in week])
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def _day(day: date, first: date, dates: Sequence[CalendarDate], holidays: Mapping[date, str]) -> DayShown:
    shown = SHOWN if len(dates) > SHOWN + 1 else len(dates)
    return DayShown(day, day.month == first.month, holidays.get(day, ""), dates[:shown], len(dates) - shown)
