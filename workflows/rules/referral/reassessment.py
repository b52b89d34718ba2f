"""The twelve-month rule: a citizen is as a rule not assessed again within 12 running months."""

from dataclasses import dataclass
from datetime import date

from workflows.rules.calendar import DAY, add_months
from workflows.rules.dates_text import long_date
from workflows.rules.deadlines import deadline

MONTHS = 12
"""hovedstaden-2019-2020, 8.1 iii."""


@dataclass(frozen=True)
class Reassessment:
    """Whether the last assessment lies within the window, and from which day another is started as a rule."""

    within: bool
    last_assessed_on: date
    earliest: date
    explanation: str
    source: str


def within_window(last_assessed_on: date, day: date) -> bool:
    """Whether the last assessment lies within 12 running months, counted back from the day.

    On the same day number a year later the window has passed.

    >>> within_window(date(2025, 3, 15), date(2026, 3, 14)), within_window(date(2025, 3, 14), date(2026, 3, 14))
    (True, False)
    """
    return add_months(day, -MONTHS) < last_assessed_on


def reassessment(agreement: str, last_assessed_on: date, day: date) -> Reassessment:
    """What the rule says of starting another assessment on `day`.

    Raises InputError under an agreement without the rule.
    """
    rule = deadline(agreement=agreement, rule="referral.reassessment", start=last_assessed_on)
    earliest = rule.date
    while within_window(last_assessed_on, earliest):
        # Counted back from the day: after an assessment on 29 February the window passes on 1 March.
        earliest += DAY
    within = within_window(last_assessed_on, day)
    back = f"12 løbende måneder tilbage fra {long_date(day)} er {long_date(add_months(day, -MONTHS))}."
    inside = f"Den seneste udredning, {long_date(last_assessed_on)}, ligger {'inden for' if within else 'før'} den tid."
    again = f"En ny udredning sættes som udgangspunkt tidligst i gang {long_date(earliest)}."
    return Reassessment(within, last_assessed_on, earliest, f"{back} {inside} {again}", rule.source)
