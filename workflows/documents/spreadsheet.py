"""Lists as an Excel workbook: real dates and numbers, a heading that stays, and a sheet that says what was drawn.

Rows are written as they come and not held; a text is a text, also one that begins as a formula does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import IO, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = str | int | Decimal | date | datetime | None
ABOUT = "Om udtrækket"
LONGEST_TEXT = 32_767
"""The most signs that a cell of Excel holds."""


class Kind(Enum):
    """What a column holds, with the format in which Excel shows it."""

    TEXT = "@"
    DATE = "dd-mm-yyyy"
    NUMBER = "#,##0"
    DAYS = "#,##0.#"
    AMOUNT = "#,##0.00"


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it holds, and its width in signs."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A list on a sheet of its own. A row has a value, or none, for each column."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_workbook(target: IO[bytes], title: str, sheets: Iterable[Sheet], facts: Sequence[tuple[str, Value]]) -> None:
    """Write the sheets, and last what the extract is of: `facts` in pairs, moments in Danish time.

    Raises ValueError for a row that does not fill its columns.
    """
    settings = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, settings) as book:
        book.set_properties({"title": title})
        formats = {kind: book.add_format({"num_format": kind.value}) for kind in Kind}
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _write_list(book.add_worksheet(sheet.name), sheet, formats, heading)
        _write_facts(book, title, facts)


def _write_list(target: Worksheet, sheet: Sheet, formats: dict[Kind, Format], heading: Format) -> None:
    target.freeze_panes(1, 0)
    target.repeat_rows(0)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    for at, column in enumerate(sheet.columns):
        target.set_column(at, at, column.width, formats[column.kind])
        target.write_string(0, at, column.heading, heading)
    number = 0
    for number, row in enumerate(sheet.rows, start=1):
        for at, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write(target, number, at, value, formats[column.kind])
    target.autofilter(0, 0, number, len(sheet.columns) - 1)


def _write(target: Worksheet, row: int, at: int, value: Value, form: Format) -> None:
    if isinstance(value, str):
        target.write_string(row, at, value[:LONGEST_TEXT], form)
    elif isinstance(value, date):
        target.write_datetime(row, at, value, form)
    elif value is not None:
        target.write_number(row, at, value, form)


def _write_facts(book: Workbook, title: str, facts: Sequence[tuple[str, Value]]) -> None:
    target = book.add_worksheet(ABOUT)
    bold = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "align": "left", "valign": "top"})
    moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm", "align": "left"})
    day = book.add_format({"num_format": Kind.DATE.value, "align": "left"})
    target.set_column(0, 0, 24)
    target.set_column(1, 1, 70)
    target.write_string(0, 0, title, bold)
    for row, (label, value) in enumerate(facts, start=2):
        target.write_string(row, 0, label, bold)
        form = moment if isinstance(value, datetime) else day if isinstance(value, date) else plain
        shown = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        _write(target, row, 1, shown, form)
