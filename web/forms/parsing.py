"""Danish dates and amounts as people type them. Pure: text in, value out, or ValueError with a sentence."""

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from web.filters import ugedag
from workflows.rules.dates_text import MONTHS, WEEKDAYS, date_in_words

BAD_AMOUNT = "Skriv beløbet med tal, fx 1.234.567 eller 1.234.567,89."
NO_UNIT = "Skriv kun tallet, uden kr. og %, fx 12,5."
BAD_FIGURE = "Skriv et tal, fx 1.234 eller 12,5."
BAD_PERCENT = "Skriv procenten med tal, fx 87,5."
BAD_NUMBER = "Skriv et helt tal, fx 365."
TOO_LONG = "Beløbet må højst have 13 cifre før kommaet."
BAD_DATE = "Skriv datoen som dag, måned og år, fx 14-03-2026."
NO_SUCH_DATE = "Datoen findes ikke i kalenderen"

_MINUS = "-\N{MINUS SIGN}\N{EN DASH}\N{DIVISION SIGN}"
"""Also the sign of division: Danish accounts have written minus so."""
_WHOLE = r"[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+"
_AMOUNT = re.compile(
    rf"(?P<sign>[{_MINUS}]?) ?(?P<whole>{_WHOLE})(?:,(?P<part>[0-9]{{1,2}}|-))?",
    re.ASCII,
)
_KRONER = re.compile(r"(?:kr\.?|dkk)? ?(.*?) ?(?:kr\.?|kroner|dkk)?")
_THOUSANDS = re.compile(r"(.*?) ?(t\.? ?kr\.?|tusind(?:e)?|mio\.?|mill\.?|millioner|mia\.?)(?: ?(?:kr\.?|kroner|dkk))?")
_TIMES = {"t": 3, "m": 6, "mia": 9}
"""The power of ten by how the word begins, the longest that fits."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0C, 0xFF0D, 0xFF0E, 0xFF0F)}
"""Figures and signs as wide as a Chinese letter, which some programs copy."""
_NEAR_TODAY = {"i dag": 0, "i går": -1, "i morgen": 1}
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


class AmountRead(NamedTuple):
    """What a text was read as, in kroner."""

    amount: Decimal
    certain: bool
    """Whether it was written in kroner, and not in thousands or millions of them."""


def amount_read(text: str) -> AmountRead:
    """Read an amount: as `amount_from`, and also `1,5 mio. kr.`, `1.500 t.kr.`.

    Raises ValueError, in Danish, when it is not an amount.
    """
    found = _THOUSANDS.fullmatch(_tidy(text))
    if not found:
        return AmountRead(amount_from(text), True)
    power = _TIMES["mia" if found[2].startswith("mia") else found[2][0]]
    amount = _number(found[1].removeprefix("kr.").strip(), BAD_AMOUNT).scaleb(power).quantize(Decimal("0.01"))
    if abs(amount) >= 10**13:
        raise ValueError(TOO_LONG)
    return AmountRead(amount, False)


def amount_from(text: str) -> Decimal:
    """Read an amount in kroner: `1.234.567,89`, `1234567,5`, `−500`, `(500)`, `1.234 kr.`; a full stop groups.

    Raises ValueError, in Danish, when it is not an amount.
    """
    kroner = _KRONER.fullmatch(_tidy(text))
    return _number(kroner[1] if kroner else "", BAD_AMOUNT)


def figure_from(text: str) -> Decimal:
    """Read a number of anything, at most two decimals: `1.234,5`. Raises ValueError, in Danish, also for a unit."""
    if re.search(r"kr|dkk|%|pct|procent", _tidy(text)):
        raise ValueError(NO_UNIT)
    return _number(_tidy(text), BAD_FIGURE)


def percent_from(text: str) -> Decimal:
    """Read a percentage in hundredths: `87,5`, `87,5 %`, `87,5 pct.`. Raises ValueError, in Danish, when it is none."""
    return _number(re.sub(r" ?(?:%|pct\.?|procent)$", "", _tidy(text)), BAD_PERCENT)


def _tidy(text: str) -> str:
    """The text in plain figures and small letters, each gap one blank: those that do not break are gaps too."""
    return re.sub(r"\s+", " ", text.translate(_FULL_WIDTH).strip()).casefold()


def _number(tidy: str, bad: str) -> Decimal:
    bracketed = _IN_BRACKETS.fullmatch(tidy)
    found = _AMOUNT.fullmatch(bracketed[1].strip() if bracketed else tidy)
    if not found or (bracketed and found["sign"]):
        raise ValueError(bad)
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
    tidy = _tidy(text)
    digits = _digits(tidy)
    if not re.fullmatch(_WHOLE, tidy, re.ASCII) or len(digits) > 9:
        raise ValueError(BAD_NUMBER)
    return int(digits)


def date_from(text: str, today: date) -> DateRead:
    """Read a date: `14-3-2026`, `14.3.2026`, `14/3 2026`, `2026-03-14`, `lørdag den 14. marts 2026`.

    Without a year (`14. marts`) it is the date nearest to `today`; of a year in two figures, the nearest such year.
    `i dag` and the days beside it are read too. Raises ValueError, in Danish, when it is not a date.
    """
    tidy = _tidy(text).removeprefix("d. ").removeprefix("den ")
    if tidy in _NEAR_TODAY:
        return DateRead(today + timedelta(days=_NEAR_TODAY[tidy]), False)
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
        raise ValueError(_why_no_such_date(month, years))
    return min(days, key=lambda one: abs(one - today))


def _why_no_such_date(month: int, years: list[int]) -> str:
    if not 1 <= month <= 12:
        return f"{NO_SUCH_DATE}: der er 12 måneder. Skriv dagen først, så måneden."
    which = MONTHS[month - 1] if month != 2 else f"februar {years[len(years) // 2]}"
    return f"{NO_SUCH_DATE}: {which} har {monthrange(years[len(years) // 2], month)[1]} dage."


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
