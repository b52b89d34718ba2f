"""Danish dates and amounts as people type them. Pure: text in, value out, or ValueError with a sentence."""

import re
from datetime import date
from decimal import Decimal

from web.filters import MONTHS

BAD_AMOUNT = "Skriv beløbet med tal, fx 1.234.567 eller 1.234.567,89."
TOO_LONG = "Beløbet må højst have 13 cifre før kommaet."
BAD_DATE = "Skriv datoen som dag, måned og år, fx 14-03-2026."
NO_SUCH_DATE = "Datoen findes ikke i kalenderen."

_MINUS = "-\N{MINUS SIGN}\N{EN DASH}"
_AMOUNT = re.compile(
    rf"(?P<sign>[{_MINUS}]?)(?P<whole>[0-9]+|[0-9]{{1,3}}(?:[. ][0-9]{{3}})+)(?:,(?P<part>[0-9]{{1,2}}|-))?",
    re.ASCII,
)
_IN_FIGURES = re.compile(r"([0-9]{1,2})(?:[-./ ]|\. )([0-9]{1,2})(?:[-./ ]|\. )([0-9]{4})", re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_IN_WORDS = re.compile(r"([0-9]{1,2})\.? ([a-z]{3,9})\.? ([0-9]{4})", re.ASCII)


def amount_from(text: str) -> Decimal:
    """Read an amount in kroner: `1.234.567,89`, `1234567,5`, `−500`, `1.234 kr.`; a full stop groups.

    Raises ValueError, in Danish, when it is not an amount.
    """
    tidy = re.sub(r"\s+", " ", text.strip()).casefold()
    tidy = tidy.removeprefix("kr.").removesuffix("kr.").removesuffix("kr").strip()
    found = _AMOUNT.fullmatch(tidy)
    if not found:
        raise ValueError(BAD_AMOUNT)
    whole = re.sub(r"[. ]", "", found["whole"])
    if len(whole.lstrip("0")) > 13:
        raise ValueError(TOO_LONG)
    part = (found["part"] or "").replace("-", "")
    amount = Decimal(f"{whole}.{part or '0'}")
    return (-amount if found["sign"] and amount else amount).quantize(Decimal("0.01"))


def date_from(text: str) -> date:
    """Read a date: `14-3-2026`, `14.3.2026`, `14/3 2026`, `2026-03-14`, `14. marts 2026`.

    Raises ValueError, in Danish, when it is not a date.
    """
    tidy = re.sub(r"\s+", " ", text.strip()).casefold()
    if found := _ISO.fullmatch(tidy):
        year, month, day = (int(part) for part in found.groups())
    elif found := _IN_FIGURES.fullmatch(tidy):
        day, month, year = (int(part) for part in found.groups())
    elif found := _IN_WORDS.fullmatch(tidy):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        raise ValueError(BAD_DATE)
    if not 1900 <= year <= 2199:
        raise ValueError("Skriv et årstal mellem 1900 og 2199.")
    try:
        return date(year, month, day)
    except ValueError as no_such_day:
        raise ValueError(NO_SUCH_DATE) from no_such_day


def _month(word: str) -> int:
    for number, month in enumerate(MONTHS, start=1):
        if word in (month, month[:3], month[:4]):
            return number
    raise ValueError(BAD_DATE)
