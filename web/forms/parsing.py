"""Danish dates and amounts as people type them. Pure: text in, value out, or ValueError with a sentence."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from web.filters import ugedag
from workflows.rules.dates_text import MONTHS, WEEKDAYS, date_in_words

BAD_AMOUNT = "Skriv beløbet med tal, fx 1.234.567 eller 1.234.567,89."
BAD_FIGURE = "Skriv et tal, fx 1.234 eller 12,5."
BAD_NUMBER = "Skriv et helt tal, fx 365."
TOO_LONG = "Beløbet må højst have 13 cifre før kommaet."
BAD_DATE = "Skriv datoen som dag, måned og år, fx 14-03-2026."
NO_SUCH_DATE = "Datoen findes ikke i kalenderen."

_MINUS = "-\N{MINUS SIGN}\N{EN DASH}\N{DIVISION SIGN}"
"""Also the sign of division: Danish accounts have written minus so."""
_WHOLE = r"[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+"
_AMOUNT = re.compile(
    rf"(?P<sign>[{_MINUS}]?) ?(?P<whole>{_WHOLE})(?:,(?P<part>[0-9]{{1,2}}|-))?",
    re.ASCII,
)
_IN_BRACKETS = re.compile(r"\((.+)\)")
_BETWEEN = r"(?:\. |[-./ ])"
_IN_FIGURES = re.compile(rf"([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}})(?:{_BETWEEN}([0-9]{{4}}|[0-9]{{2}})|\.)?", re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_IN_WORDS = re.compile(r"([0-9]{1,2})\.? ?([a-z]{3,9})\.?(?: ([0-9]{4}|[0-9]{2}))?", re.ASCII)
_WEEKDAY = re.compile(rf"({'|'.join(WEEKDAYS)})(?: d(?:en|\.))? (.+)")


class DateRead(NamedTuple):
    """What a text was read as."""

    day: date
    certain: bool
    """Whether the year was written in full."""


def amount_from(text: str) -> Decimal:
    """Read an amount in kroner: `1.234.567,89`, `1234567,5`, `−500`, `(500)`, `1.234 kr.`; a full stop groups.

    Raises ValueError, in Danish, when it is not an amount.
    """
    tidy = re.sub(r"\s+", " ", text.strip()).casefold()
    tidy = tidy.removeprefix("kr.").removesuffix("kr.").removesuffix("kr").strip()
    bracketed = _IN_BRACKETS.fullmatch(tidy)
    found = _AMOUNT.fullmatch(bracketed[1].strip() if bracketed else tidy)
    if not found or (bracketed and found["sign"]):
        raise ValueError(BAD_AMOUNT)
    whole = _digits(found["whole"])
    if len(whole.lstrip("0")) > 13:
        raise ValueError(TOO_LONG)
    part = (found["part"] or "").replace("-", "")
    amount = Decimal(f"{whole}.{part or '0'}")
    negative = bracketed or found["sign"]
    return (-amount if negative and amount else amount).quantize(Decimal("0.01"))


def number_from(text: str) -> int:
    """Read a whole number that is not negative, e.g. `1.460`; a full stop groups.

    Raises ValueError, in Danish, when it is none.
    """
    tidy = re.sub(r"\s+", " ", text.strip())
    digits = _digits(tidy)
    if not re.fullmatch(_WHOLE, tidy, re.ASCII) or len(digits) > 9:
        raise ValueError(BAD_NUMBER)
    return int(digits)


def date_from(text: str, today: date) -> DateRead:
    """Read a date: `14-3-2026`, `14.3.2026`, `14/3 2026`, `2026-03-14`, `lørdag den 14. marts 2026`.

    Without a year (`14. marts`) it is the date nearest to `today`; of a year in two figures, the nearest such year.
    Raises ValueError, in Danish, when it is not a date.
    """
    tidy = re.sub(r"\s+", " ", text.strip()).casefold().removeprefix("d. ").removeprefix("den ")
    weekday = _WEEKDAY.fullmatch(tidy)
    year, month, day = _parts(weekday[2] if weekday else tidy)
    read = DateRead(_nearest(day, month, year, today), len(year) == 4)
    if weekday and ugedag(read.day) != weekday[1]:
        raise ValueError(f"Den {date_in_words(read.day)} er en {ugedag(read.day)}. Ret dagen eller datoen.")
    return read


def _parts(tidy: str) -> tuple[str, int, int]:
    """Year as written, month and day."""
    if found := _ISO.fullmatch(tidy):
        return found[1], int(found[2]), int(found[3])
    if found := _IN_FIGURES.fullmatch(tidy):
        return found[3] or "", int(found[2]), int(found[1])
    if found := _IN_WORDS.fullmatch(tidy):
        return found[3] or "", _month(found[2]), int(found[1])
    raise ValueError(BAD_DATE)


def _nearest(day: int, month: int, year: str, today: date) -> date:
    if len(year) == 4 and not 1900 <= int(year) <= 2199:
        raise ValueError("Skriv et årstal mellem 1900 og 2199.")
    if len(year) == 4:
        years = [int(year)]
    elif year:
        years = [century + int(year) for century in range(1900, 2200, 100)]
    else:
        years = [today.year + distance for distance in (-1, 0, 1)]
    days = [one for one in (_day(year, month, day) for year in years) if one]
    if not days:
        raise ValueError(NO_SUCH_DATE)
    return min(days, key=lambda one: abs(one - today))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _digits(whole: str) -> str:
    return re.sub(r"[. ]", "", whole)


def _month(word: str) -> int:
    for number, month in enumerate(MONTHS, start=1):
        if word in (month, month[:3], month[:4]):
            return number
    raise ValueError(BAD_DATE)
