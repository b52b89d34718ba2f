"""The clock of a referral's decision: 15 working days, pauses added back as they were, every day explained."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import InputError
from workflows.rules.calendar import is_working_day
from workflows.rules.referral.clock import ClockPause, clock, decision_deadline, warning_day

HOVEDSTADEN = "hovedstaden-2019-2020"
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
FROM_CITIZEN = "oplysninger mangler fra borgeren"


def pause(first: date, last: date | None, reason: str = FROM_CITIZEN) -> ClockPause:
    return ClockPause(first, last, reason)


def due(received: date, *pauses: ClockPause, closed=None) -> date:
    return decision_deadline(HOVEDSTADEN, received, pauses, closed or {}).date


def working_days(after: date, last: date) -> int:
    """The working days after one day to and including another."""
    return sum(is_working_day(after + number * DAY) for number in range(1, (last - after).days + 1))


def test_the_clock_runs_fifteen_working_days_from_the_day_after_receipt():
    assert due(MONDAY) == date(2026, 3, 23)


@pytest.mark.parametrize("received", [date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 6)])
def test_a_report_that_is_available_on_a_weekend_is_received_then(received):
    assert due(received) == date(2026, 3, 27)


def test_easter_is_passed_over_and_each_day_is_named():
    found = decision_deadline(HOVEDSTADEN, date(2026, 3, 30))

    assert found.date == date(2026, 4, 23)
    for name in ("Skærtorsdag", "Langfredag", "2. påskedag", "Lørdag"):
        assert name in found.explanation


def test_a_pause_of_a_week_moves_the_date_a_week():
    assert due(MONDAY, pause(date(2026, 3, 9), date(2026, 3, 13))) == date(2026, 3, 30)


def test_the_day_of_the_request_and_the_day_of_the_supply_are_both_part_of_the_pause():
    assert due(MONDAY, pause(date(2026, 3, 9), date(2026, 3, 9))) == date(2026, 3, 24)


def test_a_pause_over_a_weekend_alone_moves_nothing():
    assert due(MONDAY, pause(date(2026, 3, 7), date(2026, 3, 8))) == due(MONDAY)


def test_a_pause_that_begins_on_a_saturday_gives_back_the_working_days_after_it():
    assert due(MONDAY, pause(date(2026, 3, 7), date(2026, 3, 10))) == date(2026, 3, 25)


def test_a_pause_on_the_day_of_receipt_alone_moves_nothing_for_that_day_is_not_counted():
    assert due(MONDAY, pause(MONDAY, MONDAY)) == due(MONDAY)


def test_a_case_that_is_not_informed_when_it_comes_starts_the_day_after_it_is():
    supplied = date(2026, 3, 18)

    assert due(MONDAY, pause(MONDAY, supplied)) == due(supplied)


def test_a_pause_that_begins_when_the_days_have_run_out_gives_nothing_back():
    late = date(2026, 3, 24)

    state = clock(HOVEDSTADEN, MONDAY, date(2026, 4, 1), [pause(late, None)])

    assert (state.due_on, state.late) == (date(2026, 3, 23), True)
    assert due(MONDAY, pause(late, date(2026, 3, 31))) == due(MONDAY)


def test_the_reason_of_a_pause_stands_in_the_explanation_with_each_of_its_days():
    found = decision_deadline(HOVEDSTADEN, MONDAY, [pause(date(2026, 3, 9), date(2026, 3, 10))])

    assert found.explanation.count(FROM_CITIZEN) == 2
    assert "tirsdag den 10. marts 2026" in found.explanation


def test_a_day_that_the_municipality_is_closed_is_not_counted():
    assert due(MONDAY, closed={date(2026, 3, 6): "Lukkedag"}) == date(2026, 3, 24)


def test_the_warning_comes_on_the_tenth_working_day_and_moves_with_a_pause():
    assert warning_day(MONDAY) == date(2026, 3, 16)
    assert warning_day(MONDAY, [pause(date(2026, 3, 5), date(2026, 3, 6))]) == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (MONDAY, "Dag 0 af 15"),
        (date(2026, 3, 3), "Dag 1 af 15"),
        (date(2026, 3, 11), "Dag 7 af 15"),
        (date(2026, 3, 14), "Dag 9 af 15"),
        (date(2026, 3, 23), "Dag 15 af 15"),
        (date(2026, 3, 24), "Fristen er overskredet med 1 arbejdsdag"),
        (date(2026, 3, 30), "Fristen er overskredet med 5 arbejdsdage"),
    ],
)
def test_the_clock_tells_where_it_is(today, text):
    assert clock(HOVEDSTADEN, MONDAY, today).text == text


def test_a_clock_that_ran_out_on_a_friday_is_late_on_saturday():
    state = clock(HOVEDSTADEN, date(2026, 3, 6), date(2026, 3, 28))

    assert (state.due_on, state.late, state.text) == (date(2026, 3, 27), True, "Fristen er overskredet")


def test_while_the_clock_stands_still_there_is_no_date_and_it_says_why():
    state = clock(HOVEDSTADEN, MONDAY, date(2026, 3, 20), [pause(date(2026, 3, 12), None)])

    assert (state.due_on, state.warning_on, state.day, state.left) == (None, None, 7, 8)
    assert state.text == "Fristen står stille siden torsdag den 12. marts 2026 (dag 7 af 15)"
    assert FROM_CITIZEN in state.explanation
    assert "8 arbejdsdage er tilbage" in state.explanation


def test_an_earlier_pause_shows_beside_the_one_that_stands_open():
    pauses = [
        pause(date(2026, 3, 12), None),
        pause(date(2026, 3, 4), date(2026, 3, 5), "oplysninger mangler fra andre"),
    ]

    state = clock(HOVEDSTADEN, MONDAY, date(2026, 3, 13), pauses)

    assert state.day == 5
    assert [one.first_day.day for one in state.pauses] == [4, 12]
    assert "fra andre" in state.explanation


def test_an_agreement_without_the_rule_has_no_clock():
    with pytest.raises(InputError, match=r"referral\.decision"):
        clock("midtjylland-2017", MONDAY, MONDAY)


receipts = st.dates(date(2024, 1, 1), date(2028, 12, 31))
stretches = st.tuples(st.integers(0, 40), st.integers(0, 15))


def pauses_after(received: date, rows: list[tuple[int, int]]) -> list[ClockPause]:
    return [pause(received + start * DAY, received + (start + length) * DAY) for start, length in rows]


@given(receipts, stretches)
def test_a_pause_moves_the_date_by_exactly_its_working_days(received, stretch):
    (one,) = pauses_after(received, [stretch])
    before, after = due(received), due(received, one)

    if one.first_day > before:
        assert after == before
    else:
        first = max(one.first_day, received + DAY)
        paused = working_days(first - DAY, one.last_day)
        assert working_days(before, after) == paused


@given(receipts, st.lists(stretches, max_size=4))
def test_pauses_never_bring_the_date_nearer_and_their_order_does_not_matter(received, rows):
    pauses = pauses_after(received, rows)
    found = due(received, *pauses)

    assert found >= due(received)
    assert found == due(received, *reversed(pauses))
    assert is_working_day(found)


@given(receipts, st.lists(stretches, max_size=3), st.integers(0, 90))
def test_the_clock_and_the_deadline_agree_on_every_day(received, rows, later):
    pauses = pauses_after(received, rows)
    today = received + later * DAY

    state = clock(HOVEDSTADEN, received, today, pauses)

    assert state.late == (today > due(received, *pauses))
    assert state.day + state.left == 15
    assert (state.left >= 0) != (state.late and state.day > 15)


@given(receipts, st.integers(0, 14), st.integers(0, 20))
def test_the_day_a_pause_ends_the_clock_stands_where_it_stood(received, start, length):
    first = received + start * DAY
    last = first + length * DAY
    opened = clock(HOVEDSTADEN, received, last, [pause(first, None)])
    closed = clock(HOVEDSTADEN, received, last, [pause(first, last)])

    assert opened.day == closed.day == clock(HOVEDSTADEN, received, max(first - DAY, received)).day
