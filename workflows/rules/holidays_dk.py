"""The days on which Danish authorities are closed by law, whole years at a time."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

FIRST_YEAR = 1900
LAST_YEAR = 2100
"""The last year that the `holidays` package computes."""

CLOSED_BESIDE_HOLIDAYS = {(6, 5): "Grundlovsdag", (12, 24): "Juleaftensdag", (12, 31): "Nytårsaftensdag"}
"""Not public holidays, but days on which no time limit ends (forældelsesloven § 27)."""

USUAL_NAMES = {
    "Anden påskedag": "2. påskedag",
    "Anden pinsedag": "2. pinsedag",
    "Juledag": "1. juledag",
    "Anden juledag": "2. juledag",
}


class OutsideCalendar(ValueError):
    """A date beyond the years whose holidays are known."""


@cache
def closed_days(year: int) -> Mapping[date, str]:
    """The closed days of one year with their Danish names; a weekend is among them only if it is a holiday.

    Store bededag is a holiday to and including 2023. A day closed for two reasons is one day with both names.
    Raises OutsideCalendar before 1900 and after 2100.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideCalendar(f"the holidays of {year} are not known")
    names = {day: [USUAL_NAMES.get(name, name)] for day, name in _public_holidays(year).items()}
    for (month, number), name in CLOSED_BESIDE_HOLIDAYS.items():
        names.setdefault(date(year, month, number), []).append(name)
    return MappingProxyType({day: " og ".join(reasons) for day, reasons in sorted(names.items())})


def _public_holidays(year: int) -> dict[date, str]:
    # The package takes a tenth of a second to import, which only what counts days should pay for.
    from holidays import country_holidays

    # Without a language the package takes that of the machine.
    return dict(country_holidays("DK", years=year, categories=("public",), language="da"))
