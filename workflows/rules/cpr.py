"""The CPR number: its form, its date, its century, and how it is shown.

Modulus 11 is not asked: since 2007 numbers are given out that do not keep it. A replacement number, for someone who has
no CPR number, has 60 added to the day.
"""

import re
from datetime import date

FORM = re.compile(r"[0-9]{6}[ -]?[0-9]{4}", re.ASCII)
REPLACEMENT = 60
"""What is added to the day of a replacement number."""


class NotACpr(ValueError):
    """A text that is no CPR number; `message` says in Danish what is wrong, without repeating it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def checked_cpr(text: str, *, today: date) -> str:
    """The ten digits of a CPR number, written with or without a hyphen or a space before the last four.

    Raises NotACpr for another form, for a date that does not exist, and for one after `today`.

    >>> checked_cpr("070761-4285", today=date(2026, 3, 2))
    '0707614285'
    """
    typed = text.strip()
    if not typed:
        raise NotACpr("Skriv CPR-nummeret.")
    if not FORM.fullmatch(typed):
        raise NotACpr("Et CPR-nummer har ti cifre, fx 010190-1234.")
    cpr = typed[:6] + typed[-4:]
    if birth_date(cpr) > today:
        raise NotACpr("CPR-nummerets dato ligger i fremtiden.")
    return cpr


def birth_date(cpr: str) -> date:
    """The date of birth that ten digits tell; for a replacement number the date given to it.

    Raises NotACpr for a date that does not exist.

    >>> birth_date("6707614285")
    datetime.date(1961, 7, 7)
    """
    day = int(cpr[:2]) - (REPLACEMENT if is_replacement(cpr) else 0)
    try:
        return date(_year(cpr), int(cpr[2:4]), day)
    except ValueError:
        raise NotACpr("CPR-nummeret begynder med en dato, der ikke findes.") from None


def _year(cpr: str) -> int:
    """The year, whose century is told by the seventh digit together with the year's two."""
    two_digits, seventh = int(cpr[4:6]), int(cpr[6])
    if seventh <= 3:
        return 1900 + two_digits
    if seventh in (4, 9):
        return (2000 if two_digits <= 36 else 1900) + two_digits
    return (2000 if two_digits <= 57 else 1800) + two_digits


def is_replacement(cpr: str) -> bool:
    """Whether ten digits are a replacement number."""
    return int(cpr[:2]) > REPLACEMENT


def formatted(cpr: str) -> str:
    """Ten digits as they are written in a letter to the citizen: `070761-4285`."""
    return f"{cpr[:6]}-{cpr[6:]}"


def masked(cpr: str) -> str:
    """Ten digits as they are shown: `070761-****`."""
    return f"{cpr[:6]}-****"
