"""How values are written in Danish on the pages."""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from flask import Flask

from workflows.clock import COPENHAGEN
from workflows.rules.dates_text import MONTHS, WEEKDAYS, date_in_words, short_date
from workflows.services.closing.previews import steps_of
from workflows.vocabulary import Labelled

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
NOTHING = "–"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def _day(value: date) -> date:
    return value.astimezone(COPENHAGEN).date() if isinstance(value, datetime) else value


def dato(value: date | None) -> str:
    """A date in words, `14. marts 2026`; a moment is shown as its Danish date, none as a dash."""
    if value is None:
        return NOTHING
    return date_in_words(_day(value)).replace(" ", NO_BREAK, 1)


def maaned(value: date) -> str:
    """The month of a date, `marts 2026`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def ugedag(value: date) -> str:
    """The day of the week of a date, `mandag`."""
    return WEEKDAYS[value.weekday()]


def dato_kort(value: date | None) -> str:
    """A date for a table without room for its month, `14. mar. 2026`; it is not broken into lines."""
    return NOTHING if value is None else short_date(_day(value)).replace(" ", NO_BREAK)


def tidspunkt(value: datetime | None) -> str:
    """A moment in Danish time, `14. marts 2026 kl. 9.05`."""
    if value is None:
        return NOTHING
    local = value.astimezone(COPENHAGEN)
    return f"{dato(local)} kl.{NO_BREAK}{local.hour}.{local.minute:02}"


def klokken(value: datetime) -> str:
    """The time of day in Denmark, `kl. 9.05`."""
    local = value.astimezone(COPENHAGEN)
    return f"kl.{NO_BREAK}{local.hour}.{local.minute:02}"


def tal(value: Decimal | int | str | None, decimals: int = 0) -> str:
    """A number with Danish signs: `1.234.567,89`; negative with a minus sign, never `−0`."""
    if value is None:
        return NOTHING
    number = Decimal(value)
    text = f"{abs(number):,.{decimals}f}".translate({ord(","): ".", ord("."): ","})
    return MINUS + text if number < 0 and any(sign in "123456789" for sign in text) else text


def beloeb(value: Decimal | str | None) -> str:
    """An amount without its unit: `1.234.567`, with øre only when there are any."""
    if value is None:
        return NOTHING
    number = Decimal(value)
    return tal(number, 0 if number == number.to_integral_value() else 2)


def resultat(value: Decimal | str | None) -> str:
    """A result in words that no sign can blur: `underskud 3.656.000 kr.`, `overskud 12 kr.`, `0 kr.`"""
    if value is None:
        return NOTHING
    number = Decimal(value)
    which = "underskud " if number < 0 else "overskud " if number else ""
    return which + kroner(abs(number))


def forskel(value: Decimal | str | None) -> str:
    """A change with plus and minus both shown: `+12.000`, `−3.500`, `0`."""
    if value is None:
        return NOTHING
    return f"+{beloeb(value)}" if Decimal(value) > 0 else beloeb(value)


def kroner(value: Decimal | str | None) -> str:
    """An amount in kroner, `1.234.567 kr.`."""
    return NOTHING if value is None else f"{beloeb(value)}{NO_BREAK}kr."


def procent(value: Decimal | str | None) -> str:
    """A percentage that is already in hundredths, `72,97 %`; as many decimals as it has."""
    if value is None:
        return NOTHING
    number = Decimal(value)
    return f"{tal(number, max(0, -int(number.as_tuple().exponent)))}{NO_BREAK}%"


def label(value: Enum | None) -> str:
    """The Danish word for one of the field's terms."""
    if value is None:
        return NOTHING
    if not isinstance(value, Labelled):
        raise TypeError(f"{value!r} has no label")
    return value.label


def ja_nej(value: bool | None) -> str:
    """Yes, no, or a dash when it is not known."""
    return NOTHING if value is None else ("Ja" if value else "Nej")


def talt(value: str) -> str:
    """A value of a calculation's trace: a number with all its decimals, anything else as it is."""
    if not NUMBER.fullmatch(value):
        return value
    return tal(value, len(value.partition(".")[2]))


def stoerrelse(size: int) -> str:
    """The size of a file, rounded up: in kB, from one MB in MB."""
    if size < 1024**2:
        return f"{-(-size // 1024)}{NO_BREAK}kB"
    return f"{tal(Decimal(size) / 1024**2, 1)}{NO_BREAK}MB"


FILTERS = (
    dato,
    maaned,
    ugedag,
    dato_kort,
    tidspunkt,
    klokken,
    tal,
    beloeb,
    kroner,
    resultat,
    forskel,
    talt,
    procent,
    label,
    ja_nej,
    stoerrelse,
)


def init_filters(app: Flask) -> None:
    """Give the filters to the templates, each under its own name."""
    for function in FILTERS:
        app.add_template_filter(function, function.__name__)
    app.add_template_filter(steps_of, "trin")
