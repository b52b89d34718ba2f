"""How long something takes, told by its middle and the nine in ten, from how many took so many days."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.referral.waiting import median, percentile_90
from workflows.rules.spread import Spread, in_time_percent, spread


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_counted_days_give_the_figures_of_the_days_themselves(days):
    told = spread(Counter(days))

    assert (told.number, told.median, told.percentile_90) == (len(days), median(days), percentile_90(days))


def test_of_nothing_there_is_no_figure():
    assert spread({}) == Spread(0, None, None)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (4, Spread(None, None, None)),
        (5, Spread(5, Decimal(7), None)),
        (9, Spread(9, Decimal(7), None)),
        (10, Spread(10, Decimal(7), 7)),
    ],
)
def test_figures_about_citizens_that_rest_on_too_few_are_withheld(number, told):
    assert spread({7: number}, of_citizens=True) == told


@pytest.mark.parametrize(("in_time", "number", "percent"), [(1, 2, 50), (1, 8, 13), (2, 3, 67), (0, 7, 0), (7, 7, 100)])
def test_a_share_in_time_is_rounded_half_up(in_time, number, percent):
    assert in_time_percent(in_time, number) == percent
