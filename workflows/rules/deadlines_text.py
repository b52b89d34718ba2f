"""The Danish words in which a deadline explains itself."""

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

PLURALS = {
    "måned": "måneder",
    "dag": "dage",
    "uge": "uger",
    "arbejdsdag": "arbejdsdage",
}


def long_date(day: date) -> str:
    """A date in words.

    >>> long_date(date(2026, 2, 28))
    'lørdag den 28. februar 2026'
    """
    return f"{WEEKDAYS[day.weekday()]} den {day.day}. {MONTHS[day.month - 1]} {day.year}"


def month_name(day: date) -> str:
    """The month of a date, as a sentence begins.

    >>> month_name(date(2026, 2, 28))
    'Februar 2026'
    """
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"


def amount(number: int, noun: str) -> str:
    """A number with its noun.

    >>> amount(1, "måned"), amount(15, "arbejdsdag")
    ('1 måned', '15 arbejdsdage')
    """
    return f"{number} {noun if number == 1 else PLURALS[noun]}"


def listed(words: Sequence[str], before_last: str = "og") -> str:
    """Words in a row.

    >>> listed(["1", "2", "3"]), listed(["1", "2"], "eller")
    ('1, 2 og 3', '1 eller 2')
    """
    return f" {before_last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
