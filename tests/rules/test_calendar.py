"""The calendar: which days are closed, and how days and months are counted."""

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules import calendar, holidays_dk
from workflows.rules.calendar import (
    Pause,
    add_months,
    add_working_days,
    closure,
    end_of_month,
    first_working_day,
    is_working_day,
    last_working_day,
)
from workflows.rules.holidays_dk import OutsideCalendar, closed_days

DAYS = st.dates(date(2006, 1, 1), date(2099, 1, 1))
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 1, 1), "Nytårsdag"),
        (date(2026, 4, 2), "Skærtorsdag"),
        (date(2026, 4, 3), "Langfredag"),
        (date(2026, 4, 6), "2. påskedag"),
        (date(2023, 5, 5), "Store bededag"),
        (date(2026, 5, 14), "Kristi himmelfartsdag"),
        (date(2026, 5, 25), "2. pinsedag"),
        (date(2026, 6, 5), "Grundlovsdag"),
        (date(2026, 12, 24), "Juleaftensdag"),
        (date(2026, 12, 25), "1. juledag"),
        (date(2026, 12, 26), "2. juledag"),
        (date(2026, 12, 31), "Nytårsaftensdag"),
        (date(2026, 3, 28), "Lørdag"),
        (date(2026, 3, 29), "Søndag"),
    ],
)
def test_a_closed_day_is_named(day, why):
    assert closure(day) == why
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [date(2024, 4, 26), date(2026, 5, 1), date(2026, 5, 15)],
    ids=["Store bededag after 2023", "1 May", "the Friday after Ascension Day"],
)
def test_a_day_that_only_some_take_off_is_a_working_day(day):
    assert closure(day) is None


def test_a_holiday_on_a_weekend_is_named_as_the_holiday():
    assert closure(date(2026, 4, 5)) == "Påskedag"
    assert closure(date(2028, 1, 1)) == "Nytårsdag"


def test_a_day_closed_for_two_reasons_is_one_day():
    _, skipped = add_working_days(date(2028, 6, 2), 1)

    assert [(each.date.day, each.why) for each in skipped] == [
        (3, "Lørdag"),
        (4, "Pinsedag"),
        (5, "2. pinsedag og Grundlovsdag"),
    ]


def test_an_organisation_closes_days_of_its_own():
    between = {date(2026, 5, 15): "Fredag efter Kristi himmelfartsdag"}

    assert closure(date(2026, 5, 15), between) == "Fredag efter Kristi himmelfartsdag"
    assert add_working_days(date(2026, 5, 13), 1, between)[0] == date(2026, 5, 18)


def test_the_names_are_danish_whatever_language_the_machine_speaks(monkeypatch):
    closed_days.cache_clear()
    monkeypatch.setenv("LANGUAGE", "en_US")
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    assert closed_days(2026)[date(2026, 4, 2)] == "Skærtorsdag"


@pytest.mark.parametrize("year", [2006, 2100])
def test_easter_is_known_from_2006_to_2100(year):
    names = set(closed_days(year).values())

    assert {"Skærtorsdag", "Langfredag", "2. påskedag", "Kristi himmelfartsdag"} <= names


@pytest.mark.parametrize("year", [1, 1899, 2101, 9999])
def test_a_year_whose_holidays_are_not_known_is_refused(year):
    with pytest.raises(OutsideCalendar):
        closure(date(year, 6, 1))


def test_the_worked_examples_in_the_words_of_the_rules_hold():
    for module in (calendar, holidays_dk):
        assert doctest.testmod(module).failed == 0


@given(start=DAYS, days=st.integers(1, 60))
def test_n_working_days_end_on_a_working_day_after_exactly_n(start, days):
    end, skipped = add_working_days(start, days)
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]

    assert is_working_day(end)
    assert sum(is_working_day(day) for day in passed) == days
    assert [each.date for each in skipped] == [day for day in passed if not is_working_day(day)]


@given(start=DAYS, days=st.integers(1, 20), pause_after=st.integers(0, 5), length=st.integers(0, 20))
def test_a_pause_adds_back_exactly_its_working_days(start, days, pause_after, length):
    first = start + timedelta(days=1 + pause_after)
    pause = Pause(first, first + timedelta(days=length), "afventer oplysninger")
    plain, _ = add_working_days(start, days)

    paused, skipped = add_working_days(start, days, paused=[pause])

    stopped = [each.date for each in skipped if "afventer oplysninger" in each.why]
    assert all(pause.first_day <= day <= pause.last_day and is_working_day(day) for day in stopped)
    if pause.first_day > plain:
        assert paused == plain
    else:
        assert paused == (add_working_days(plain, len(stopped))[0] if stopped else plain)


def test_two_pauses_on_the_same_days_are_added_back_once():
    pauses = [
        Pause(date(2026, 3, 3), date(2026, 3, 4), "afventer borgeren"),
        Pause(date(2026, 3, 4), date(2026, 3, 5), "afventer centret"),
    ]

    end, skipped = add_working_days(date(2026, 3, 2), 1, paused=pauses)

    assert end == date(2026, 3, 6)
    assert [each.why for each in skipped] == [
        "Fristen stod stille: afventer borgeren",
        "Fristen stod stille: afventer borgeren og afventer centret",
        "Fristen stod stille: afventer centret",
    ]


def test_a_pause_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Pause(date(2026, 3, 4), date(2026, 3, 3), "afventer borgeren")


@given(day=DAYS)
def test_the_last_working_day_is_the_day_itself_or_the_nearest_before_it(day):
    last = last_working_day(day)
    between = [last + timedelta(days=n) for n in range(1, (day - last).days + 1)]

    assert is_working_day(last)
    assert not any(is_working_day(each) for each in between)


@given(day=DAYS)
def test_the_first_working_day_passes_over_closed_days_only(day):
    first, skipped = first_working_day(day)

    assert is_working_day(first)
    assert [each.date for each in skipped] == [day + timedelta(days=n) for n in range((first - day).days)]


@given(day=DAYS, months=st.integers(-60, 60))
def test_months_never_leave_the_month_they_aim_at(day, months):
    found = add_months(day, months)

    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day == day.day or (found + ONE_DAY).day == 1 < day.day - found.day + 1


@given(day=DAYS, months=st.integers(0, 24))
def test_a_running_month_ends_on_the_last_day_of_a_month(day, months):
    end = end_of_month(day, months)

    assert (end + ONE_DAY).day == 1
    assert end.year * 12 + end.month == day.year * 12 + day.month + months
