"""The yearly re-evaluation: how often demand is examined, and what an evaluation must say."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from workflows.errors import InputError


class Met(StrEnum):
    """How an offer stands to a criterion."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


def demand_is_due(year: int, last_asked: int | None, interval: int) -> bool:
    """Whether demand should be examined in a year: at least every `interval` years; never where that is 0.

    Rule: hovedstaden-2019-2020, 9.3 (each or every second year).

    >>> demand_is_due(2026, 2025, 2), demand_is_due(2027, 2025, 2), demand_is_due(2026, None, 2)
    (False, True, True)
    """
    if interval == 0:
        return False
    return last_asked is None or year - last_asked >= interval


def check_criteria_answered(numbers: Sequence[int], answered: Sequence[int]) -> None:
    """Raise InputError unless each criterion is answered once, on `criteria`."""
    if sorted(numbers) != sorted(answered):
        raise InputError([("criteria", "Svar på hvert kriterium.")])


def check_adopted_from(valid_from: date, meeting_on: date) -> None:
    """Raise InputError where the list would be in force before it was adopted."""
    if valid_from < meeting_on:
        raise InputError([("valid_from", "Listen kan ikke gælde fra før den dag, den blev tiltrådt.")])
