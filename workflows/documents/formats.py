"""How dates, amounts and percentages are written in Danish."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from workflows.rules.dates_text import date_in_words

MINUS = "\N{MINUS SIGN}"
AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?")
ORE = Decimal("0.01")


def begyndelse(text: str) -> str:
    """A text as the beginning of a sentence: its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def dato(value: date | str) -> str:
    """A date, or its ISO text, as `14. marts 2026`; of a moment, the date it bears.

    Raises ValueError for text that is not an ISO date.
    """
    day = value if isinstance(value, date) else datetime.fromisoformat(value)
    return date_in_words(day)


def tal(value: Decimal | str | int) -> str:
    """A number with thousands marked, `−1.234.567` or `429.050,50`; øre only where there are any.

    Raises decimal.InvalidOperation for text that is not a number.
    """
    amount = Decimal(value).quantize(ORE, ROUND_HALF_UP)
    if amount == 0:
        return "0"
    return _danish(f"{amount:,.2f}".removesuffix(".00"))


def kroner(value: Decimal | str | int) -> str:
    """An amount in kroner with its sign: `1.234.567 kr.`, `−3.656.000 kr.`"""
    return f"{tal(value)} kr."


def resultat(value: Decimal | str | int) -> str:
    """A result in words that no sign can blur: `underskud 3.656.000 kr.`, `overskud 12 kr.`, `0 kr.`"""
    amount = Decimal(value)
    if amount == 0:
        return kroner(0)
    return f"{'underskud' if amount < 0 else 'overskud'} {kroner(abs(amount))}"


def fortegn(value: Decimal | str | int) -> str:
    """A change, with plus and minus both shown: `+12.000`, `−3.500`, `0`."""
    amount = Decimal(value)
    return f"+{tal(amount)}" if amount > 0 else tal(amount)


def procent(value: Decimal | str | int) -> str:
    """A percentage given as such, `72.97` → `72,97 %`; no trailing zeros."""
    number = f"{Decimal(value):,f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{_danish(number)} %"


def talt(value: object) -> str:
    """A value of a calculation's trace: a number with all its decimals, anything else as it is."""
    text = str(value)
    return _danish(f"{Decimal(text):,f}") if AMOUNT.fullmatch(text) else text


def afsnit(text: str) -> list[str]:
    """The paragraphs of a text that a person has typed, empty lines left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def sum_af(values: Iterable[str]) -> Decimal:
    """The sum under a column of amounts."""
    return sum((Decimal(value) for value in values), Decimal(0))


def minus(value: str, less: str) -> Decimal:
    """What is left of an amount when another is taken from it."""
    return Decimal(value) - Decimal(less)


def opremsning(names: list[str]) -> str:
    """Names as a Danish enumeration: `Kolding, Fredericia og Billund`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} og {names[-1]}"


def _danish(number: str) -> str:
    return number.translate({ord(","): ".", ord("."): ",", ord("-"): MINUS})
