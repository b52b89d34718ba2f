"""Public waiting times: honest about open cases, silent about the few."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.referral.waiting import Waited, median, percentile_90, waiting_figures

FIRST, LAST = date(2025, 3, 1), date(2026, 2, 28)
START = date(2025, 6, 1)


def decided(after: int, *, due_after: int | None = 40) -> Waited:
    due_on = START + timedelta(days=due_after) if due_after is not None else None
    day = START + timedelta(days=after)
    return Waited(START, START + timedelta(days=after // 2), day, due_on)


def opened(*, due_on: date | None = None) -> Waited:
    return Waited(LAST - timedelta(days=50), due_on=due_on)


def figures(*waited: Waited):
    return waiting_figures(waited, FIRST, LAST)


def test_the_median_is_the_middle_and_the_mean_of_the_two_middle_ones():
    assert figures(*[decided(days) for days in (10, 20, 30, 40, 90)]).to_decision.median == 30
    assert figures(*[decided(days) for days in (10, 20, 30, 41, 90, 91)]).to_decision.median == Decimal("35.5")


def test_the_percentile_is_the_shortest_wait_that_nine_tenths_did_not_exceed():
    found = figures(*[decided(days) for days in range(10, 110, 10)])

    assert found.to_decision.percentile_90 == 90


def test_the_wait_for_the_report_is_told_apart_from_the_wait_for_the_decision():
    found = figures(*[decided(40) for _ in range(5)])

    assert (found.to_report.median, found.to_decision.median) == (20, 40)


def test_an_open_case_past_its_deadline_counts_as_not_in_time():
    in_time = [decided(30) for _ in range(8)]
    late = [opened(due_on=LAST - timedelta(days=1)) for _ in range(2)]

    assert figures(*in_time).in_time_percent == 100
    assert figures(*in_time, *late).in_time_percent == 80


def test_an_open_case_whose_deadline_has_not_come_is_not_counted_as_in_time():
    in_time = [decided(30) for _ in range(5)]
    not_yet = [opened(due_on=LAST), opened(), opened(due_on=LAST + timedelta(days=3))]

    assert figures(*in_time, *not_yet).in_time_percent == 100
    assert figures(*not_yet).in_time_percent is None


def test_a_case_decided_late_is_not_in_time():
    assert figures(*[decided(30) for _ in range(4)], decided(41)).in_time_percent == 80


def test_a_case_without_a_deadline_has_a_wait_but_is_neither_in_time_nor_late():
    found = figures(*[decided(30, due_after=None) for _ in range(6)])

    assert found.to_decision.cases == 6
    assert found.in_time_percent is None


def test_the_waiting_of_open_cases_so_far_is_shown_apart():
    found = figures(*[opened() for _ in range(6)])

    assert (found.open_so_far.cases, found.open_so_far.median) == (6, 50)
    assert found.to_decision.cases == 0


def test_figures_of_fewer_than_five_are_not_given():
    found = figures(*[decided(30) for _ in range(4)])

    assert (found.to_decision.cases, found.to_decision.median, found.in_time_percent) == (None, None, None)


def test_the_percentile_of_fewer_than_ten_is_not_given():
    found = figures(*[decided(30) for _ in range(9)])

    assert (found.to_decision.median, found.to_decision.percentile_90) == (30, None)


def test_few_open_cases_past_their_deadline_are_not_counted_out():
    found = figures(*[opened(due_on=FIRST) for _ in range(4)], *[opened() for _ in range(4)])

    assert found.open_late is None
    assert found.open_so_far.cases == 8


def test_what_was_decided_outside_the_time_is_left_out():
    before = Waited(date(2024, 1, 1), None, date(2024, 3, 1), date(2024, 4, 1))

    assert figures(*[before for _ in range(6)]).to_decision.cases == 0


waits = st.lists(st.integers(0, 400), min_size=1, max_size=60)


@given(waits)
def test_nine_tenths_waited_no_longer_than_the_percentile_and_no_shorter_wait_does(days):
    found = percentile_90(days)

    assert 10 * sum(one <= found for one in days) >= 9 * len(days)
    assert 10 * sum(one < found for one in days) < 9 * len(days)


@given(waits)
def test_half_waited_no_longer_than_the_median_and_half_no_shorter(days):
    found = median(days)

    assert 2 * sum(one <= found for one in days) >= len(days)
    assert 2 * sum(one >= found for one in days) >= len(days)
