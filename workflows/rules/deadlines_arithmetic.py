"""The few ways in which the agreements count to a date. Each takes the starting day and says what it did.

A rule in `deadlines.toml` or `notice.toml` names one of them (`count.by`) and gives its parameters.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.errors import InputError
from workflows.rules.calendar import (
    DAY,
    Day,
    Pause,
    Skipped,
    add_months,
    add_working_days,
    end_of_month,
    first_working_day,
)
from workflows.rules.dates_text import long_date, month_name
from workflows.rules.deadlines_text import amount, listed


@dataclass(frozen=True)
class Circumstances:
    """What beside the starting day decides a date: days closed by the organisation, and pauses."""

    extra_closed: Mapping[date, str]
    paused: Sequence[Pause] = ()


@dataclass(frozen=True)
class Counted:
    """A date with the sentences that say how it was reached."""

    date: Day
    steps: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()
    dates: tuple[Day, ...] = ()
    """All dates of the rule, where it gives more than one."""


def same_day(start: date, _: Circumstances) -> Counted:
    """The starting day itself."""
    return Counted(start, ("Dagen er selv den sidste.",))


def days_after(start: date, _: Circumstances, *, days: int) -> Counted:
    """So many days on; every day counts."""
    return Counted(start + timedelta(days=days), (f"Der regnes {amount(days, 'dag')} frem.",))


def days_before(start: date, _: Circumstances, *, days: int) -> Counted:
    """So many days back; every day counts."""
    return Counted(start - timedelta(days=days), (f"Der regnes {amount(days, 'dag')} tilbage.",))


def months_after(start: date, _: Circumstances, *, months: int) -> Counted:
    """The same day number so many months on."""
    day = add_months(start, months)
    return Counted(day, (f"Der regnes {amount(months, 'måned')} frem.", *_shortened(start, day)))


def months_before(start: date, _: Circumstances, *, months: int) -> Counted:
    """The same day number so many months back."""
    day = add_months(start, -months)
    return Counted(day, (f"Der regnes {amount(months, 'måned')} tilbage.", *_shortened(start, day)))


def _shortened(start: date, day: date) -> tuple[str, ...]:
    if day.day == start.day:
        return ()
    return (f"{month_name(day)} har ingen {start.day}. dag; derfor gælder månedens sidste dag.",)


def running_month(start: date, _: Circumstances, *, months: int) -> Counted:
    """The end of the running month, then so many months, to the end of that month."""
    ends = f"Den løbende måned slutter {long_date(end_of_month(start))}"
    steps = f"{ends}; dertil lægges {amount(months, 'måned')}, til månedens udgang." if months else f"{ends}."
    return Counted(end_of_month(start, months), (steps,))


def running_month_plus_days(start: date, _: Circumstances, *, days: int) -> Counted:
    """The end of the running month, then so many days."""
    ends = end_of_month(start)
    steps = f"Den løbende måned slutter {long_date(ends)}; dertil lægges {amount(days, 'dag')}."
    return Counted(ends + timedelta(days=days), (steps,))


def working_days(start: date, given: Circumstances, *, days: int) -> Counted:
    """So many working days; the starting day is not counted, pauses are added back."""
    day, skipped = add_working_days(start, days, given.extra_closed, given.paused)
    counting = f"Dagen selv tælles ikke med; der tælles {amount(days, 'arbejdsdag')} fra {long_date(start + DAY)}."
    return Counted(day, (counting, *passed_over(skipped)), skipped)


def weeks_to_working_day(start: date, given: Circumstances, *, weeks: int) -> Counted:
    """So many weeks; if that day is closed, the next working day."""
    ends = start + timedelta(weeks=weeks)
    day, skipped = first_working_day(ends, given.extra_closed)
    counting = f"{amount(weeks, 'uge')} efter er {long_date(ends)}."
    moved = ("Det er en lukkedag, og fristen løber til den næste arbejdsdag.",) if skipped else ()
    return Counted(day, (counting, *moved, *passed_over(skipped)), skipped)


def passed_over(skipped: Sequence[Skipped]) -> tuple[str, ...]:
    """The sentence that names the days passed over, if there are any."""
    if not skipped:
        return ()
    named = listed([f"{long_date(each.date)} ({each.why})" for each in skipped])
    return (f"{amount(len(skipped), 'dag').capitalize()} springes over: {named}.",)


def date_in_years(start: date, _: Circumstances, *, month: int, day: int, years: Sequence[int]) -> Counted:
    """One fixed date, so many years from the year of the starting day (negative: before it)."""
    dates = tuple(date(start.year + offset, month, day) for offset in years)
    steps = tuple(_year_step(start.year, offset) for offset in years)
    return Counted(dates[0], steps, dates=dates if len(dates) > 1 else ())


def _year_step(year: int, offset: int) -> str:
    relation = {-1: "Året før", 1: "Året efter"}.get(offset, f"{offset} år efter")
    return f"{relation} {year} er {year + offset}."


def dates_of_year(start: date, _: Circumstances, *, dates: Sequence[Sequence[int]]) -> Counted:
    """Dates that return every year; the first on or after the starting day."""
    last_month, last_day = dates[-1]
    year = start.year if start <= date(start.year, last_month, last_day) else start.year + 1
    all_dates = tuple(date(year, month, day) for month, day in dates)
    first = next(day for day in all_dates if day >= start)
    return Counted(first, (_all_dates(all_dates),), dates=all_dates)


def day_of_month(start: date, _: Circumstances, *, day: int) -> Counted:
    """The same day of every month; the first on or after the starting day."""
    this_month = start.replace(day=day)
    found = this_month if this_month >= start else add_months(this_month, 1)
    return Counted(found, (f"Den første {day}. i en måned på eller efter den dag gælder.",))


def fixed_dates(start: date, _: Circumstances, *, dates: Sequence[date]) -> Counted:
    """Dates that the agreement prints; the first on or after the starting day."""
    coming = [day for day in dates if day >= start]
    if not coming:
        raise InputError(
            [
                (
                    "from",
                    f"Reglens sidste dato var {long_date(dates[-1])}. Angiv en dag, der ikke ligger senere.",
                )
            ]
        )
    return Counted(coming[0], (_all_dates(dates),), dates=tuple(dates))


def _all_dates(dates: Sequence[date]) -> str:
    return f"Datoerne er {listed([long_date(day) for day in dates])}; den første på eller efter dagen gælder."


def year_of_term(start: date, _: Circumstances, *, year: int) -> Counted:
    """1 January of the given year (1 to 4) of the election term that begins on the starting day."""
    day = date(start.year + year - 1, 1, 1)
    return Counted(day, (f"Valgperiodens {year}. år er {day.year}.",))


ARITHMETIC: Mapping[str, Callable[..., Counted]] = {
    function.__name__: function
    for function in (
        same_day,
        days_after,
        days_before,
        months_after,
        months_before,
        running_month,
        running_month_plus_days,
        working_days,
        weeks_to_working_day,
        date_in_years,
        dates_of_year,
        day_of_month,
        fixed_dates,
        year_of_term,
    )
}
