"""The offer's economy over the years, as it is typed or pasted."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workflows.errors import InputError
from workflows.rules.emergency_brake.financing import MOST_OCCUPANCY
from workflows.rules.money import NotAnAmount, parse_amount

FEWEST_YEARS = 2
"""A development needs more than one year."""
FIRST_YEAR = 2007
"""The municipalities and regions of today began in this year."""
COLUMNS = {
    "år": "year",
    "aar": "year",
    "pladser": "places",
    "belægning": "occupancy",
    "belægningsprocent": "occupancy",
    "budget": "budget",
    "resultat": "result",
}
NAMES = {
    "year": "År",
    "places": "Pladser",
    "occupancy": "Belægning i procent",
    "budget": "Budget",
    "result": "Resultat",
}
_DANISH_THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?", re.ASCII)


@dataclass(frozen=True)
class YearRow:
    """One year: occupancy in percent of the places; the budget of costs and the year's result in kroner."""

    year: int
    places: int
    occupancy: Decimal
    budget: Decimal
    result: Decimal
    """A surplus is positive, a deficit negative."""


def check_years(rows: Sequence[YearRow], *, latest: int, fewest: int = FEWEST_YEARS) -> None:
    """Raise InputError for rows that tell no development: too few, a year twice, or figures that cannot be.

    `latest` is the last year of which there can be figures. Paths are those of `economy_rows`.
    """
    errors = []
    if len(rows) < fewest:
        errors.append(("economy_rows", f"Skriv tallene for mindst {fewest} år, så udviklingen kan ses."))
    for number, row in enumerate(rows):
        path = f"economy_rows[{number}]"
        if not FIRST_YEAR <= row.year <= latest:
            errors.append((f"{path}.year", f"Skriv et år fra {FIRST_YEAR} til {latest}."))
        if row.year in [earlier.year for earlier in rows[:number]]:
            errors.append((f"{path}.year", f"{row.year} står to gange."))
        if row.places < 0:
            errors.append((f"{path}.places", "Antallet af pladser kan ikke være negativt."))
        if not 0 <= row.occupancy <= MOST_OCCUPANCY:
            errors.append((f"{path}.occupancy", "Skriv en procent fra 0 til 150."))
        elif row.occupancy and not row.places:
            errors.append((f"{path}.places", "Skriv antallet af pladser: uden pladser er der ingen belægning."))
        if row.budget < 0:
            errors.append((f"{path}.budget", "Budgettet kan ikke være negativt."))
    if errors:
        raise InputError(errors)


def read_years(text: str) -> list[dict[str, str]]:
    """The rows of a pasted table, each figure as plain text in the form of an answer.

    The first line names the columns, in any order; they are parted by tab, semicolon or comma. Numbers may be
    written the Danish way. Raises InputError on `economy_text` that names the line and the column.
    """
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if len(lines) < 2:
        raise InputError([("economy_text", "Indsæt en tabel med en overskrift og mindst ét år.")])
    separator = next((one for one in "\t;" if one in lines[0]), ",")
    table = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator))
    fields = [COLUMNS.get(re.sub(r"[ .()%]|i procent|i kr", "", head.lower())) for head in table[0]]
    missing = [NAMES[name] for name in NAMES if name not in fields]
    if missing:
        raise InputError([("economy_text", f"Overskriften mangler: {', '.join(missing)}.")])
    return [_row(cells, fields, number) for number, cells in enumerate(table[1:], start=2)]


def _row(cells: list[str], fields: list[str | None], line: int) -> dict[str, str]:
    row = {}
    for name, cell in zip(fields, cells, strict=False):
        if name is None:
            continue
        try:
            row[name] = plain_number(cell)
        except NotAnAmount:
            raise InputError(
                [("economy_text", f"Linje {line}, {NAMES[name]}: »{cell.strip()}« er ikke et tal.")]
            ) from None
    short = [NAMES[name] for name in NAMES if name not in row]
    if short:
        raise InputError([("economy_text", f"Linje {line} mangler: {', '.join(short)}.")])
    return row


def plain_number(text: str) -> str:
    """A number as the answers write it, from the Danish way or the plain one.

    Raises NotAnAmount for anything else.

    >>> plain_number("-1.250.000,50 kr."), plain_number("87,5 %"), plain_number("2024")
    ('-1250000.50', '87.5', '2024')
    """
    bare = re.sub(r"(kr\.?|%)$", "", text.strip()).strip().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    if _DANISH_THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    if "," in bare and "." not in bare:
        bare = bare.replace(",", ".")
    parse_amount(bare)
    return bare
