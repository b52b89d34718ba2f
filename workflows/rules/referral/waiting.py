"""Waiting times of a communication centre as they are made public, without anyone being recognised.

Waiting times are counted in calendar days, pauses included: they are what the citizen waits. The median is the middle
value, or the mean of the two middle ones. The 90th percentile is the nearest rank: the shortest waiting time that at
least nine tenths of the cases did not exceed. A figure that rests on fewer than 5 cases (10 for the percentile, which
below that is the longest wait of one citizen) is not given. Our choice of figures; that they are public is
hovedstaden-2019-2020, 8.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FEWEST = 5
"""The fewest cases that a figure rests on."""
FEWEST_FOR_PERCENTILE = 10
SOURCE = "hovedstaden-2019-2020, 8.4"


@dataclass(frozen=True)
class Waited:
    """One referral: the day of the inquiry, and each day that has come. Inquiries that were declined are left out.

    `due_on` is the last day to decide: none where no deadline counts, and while the clock stands still.
    """

    inquired_on: date
    reported_on: date | None = None
    decided_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Spread:
    """The waiting of several; each figure is none when it rests on too few."""

    cases: int | None
    median: Decimal | None
    percentile_90: int | None


@dataclass(frozen=True)
class WaitingFigures:
    """What is published of one centre for the time from `first` to `last`.

    `in_time_percent` counts every case whose deadline has come: decided in the time, or open past its deadline, which
    is not in time. Open cases whose deadline has not come are not counted in it. `open_so_far` is how long the open
    ones have waited by now; `open_late` how many of them are past their deadline.
    """

    first: date
    last: date
    to_report: Spread
    to_decision: Spread
    in_time_percent: int | None
    open_so_far: Spread
    open_late: int | None


def waiting_figures(waited: Sequence[Waited], first: date, last: date) -> WaitingFigures:
    """The figures of a centre for what was reported and decided from `first` to `last`, and what is open on `last`."""
    reported = [
        (one.reported_on - one.inquired_on).days
        for one in waited
        if one.reported_on and _within(one.reported_on, first, last)
    ]
    decided = [one for one in waited if _within(one.decided_on, first, last)]
    waits = [(one.decided_on - one.inquired_on).days for one in decided if one.decided_on]
    open_cases = [
        one for one in waited if one.inquired_on <= last and (one.decided_on is None or one.decided_on > last)
    ]
    late = sum(1 for one in open_cases if one.due_on and one.due_on < last)
    return WaitingFigures(
        first=first,
        last=last,
        to_report=_spread(reported),
        to_decision=_spread(waits),
        in_time_percent=_in_time(decided, late),
        open_so_far=_spread([(last - one.inquired_on).days for one in open_cases]),
        open_late=shown(late),
    )


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _in_time(decided: Sequence[Waited], late: int) -> int | None:
    with_deadline = [one for one in decided if one.due_on]
    counted = len(with_deadline) + late
    if counted < FEWEST:
        return None
    in_time = sum(1 for one in with_deadline if one.decided_on and one.due_on and one.decided_on <= one.due_on)
    return int((Decimal(100 * in_time) / counted).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _spread(days: Sequence[int]) -> Spread:
    return Spread(
        cases=shown(len(days)),
        median=median(days) if len(days) >= FEWEST else None,
        percentile_90=percentile_90(days) if len(days) >= FEWEST_FOR_PERCENTILE else None,
    )


def shown(number: int) -> int | None:
    """A number of cases as it may be published: from 1 to 4 it is not given.

    >>> shown(0), shown(4), shown(5)
    (0, None, 5)
    """
    return None if 0 < number < FEWEST else number


def median(days: Sequence[int]) -> Decimal:
    """The middle of some waiting times in days, of which there must be one.

    >>> median([3, 9, 4]), median([3, 4])
    (Decimal('4'), Decimal('3.5'))
    """
    ordered = sorted(days)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Decimal(ordered[middle])
    return Decimal(ordered[middle - 1] + ordered[middle]) / 2


def percentile_90(days: Sequence[int]) -> int:
    """The nearest rank: the shortest waiting time that at least nine tenths did not exceed.

    >>> percentile_90(range(1, 11)), percentile_90(range(1, 12))
    (9, 10)
    """
    ordered = sorted(days)
    rank = -(-9 * len(ordered) // 10)
    return ordered[rank - 1]
