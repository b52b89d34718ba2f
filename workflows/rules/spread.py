"""How long something takes, told by its middle and by the nine in ten: of counted days, however many they are.

The median is the middle value, or the mean of the two middle ones; the 90th percentile is the nearest rank: the fewest
days that at least nine tenths did not exceed. Both as in the waiting times that are made public
(rules/referral/waiting.py), where figures about citizens are withheld when they rest on too few.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workflows.rules.referral.waiting import FEWEST, FEWEST_FOR_PERCENTILE


@dataclass(frozen=True)
class Spread:
    """Of how many, and how long they took in days. A figure is none when it rests on none, or may not be told."""

    number: int | None
    median: Decimal | None
    percentile_90: int | None


def spread(days: Mapping[int, int], *, of_citizens: bool = False) -> Spread:
    """The spread of some durations: how many took so many days.

    `of_citizens` withholds figures on fewer than 5 cases, and a percentile on fewer than 10: it would tell of one.

    >>> spread({3: 1, 4: 1, 9: 1})
    Spread(number=3, median=Decimal('4'), percentile_90=9)
    >>> spread({3: 1, 4: 1}, of_citizens=True)
    Spread(number=None, median=None, percentile_90=None)
    """
    number = sum(days.values())
    if number == 0:
        return Spread(0, None, None)
    if of_citizens and number < FEWEST:
        return Spread(None, None, None)
    middle = Decimal(_at(days, (number + 1) // 2) + _at(days, number // 2 + 1)) / 2
    percentile = None if of_citizens and number < FEWEST_FOR_PERCENTILE else _at(days, -(-9 * number // 10))
    return Spread(number, middle, percentile)


def in_time_percent(in_time: int, number: int, *, of_citizens: bool = False) -> int | None:
    """How many in a hundred were in time, rounded half up; none where there were none, or too few to be told.

    >>> in_time_percent(1, 3), in_time_percent(0, 0), in_time_percent(2, 4, of_citizens=True)
    (33, None, None)
    """
    if number == 0 or (of_citizens and number < FEWEST):
        return None
    return (200 * in_time + number) // (2 * number)


def _at(days: Mapping[int, int], rank: int) -> int:
    """The value at a place, from 1, when all stand in order."""
    passed = 0
    for value in sorted(days):
        passed += days[value]
        if passed >= rank:
            return value
    raise ValueError(f"there is no place {rank} among {passed}")
