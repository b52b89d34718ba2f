"""Lists as Excel workbooks, read back as Excel would read them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from workflows.documents.spreadsheet import ABOUT, Column, Kind, Sheet, write_workbook

COLUMNS = [Column("Hvad", width=30), Column("Dag", Kind.DATE), Column("Dage", Kind.NUMBER), Column("Kr.", Kind.AMOUNT)]
ROWS = [("Høring", date(2026, 3, 2), 12, Decimal("1234567.89")), ("Uden", None, None, None)]


def written(*sheets, facts=()):
    file = BytesIO()
    write_workbook(file, "Prøve", sheets, facts)
    return load_workbook(BytesIO(file.getvalue()))


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_dates_and_numbers_are_real_ones():
    sheet = written(Sheet("Liste", COLUMNS, ROWS))["Liste"]

    assert cells(sheet) == [
        ["Hvad", "Dag", "Dage", "Kr."],
        ["Høring", datetime(2026, 3, 2), 12, 1234567.89],
        ["Uden", None, None, None],
    ]
    assert [sheet.cell(2, at).number_format for at in (2, 3, 4)] == ["dd-mm-yyyy", "#,##0", "#,##0.00"]


@pytest.mark.parametrize("text", ["=1+1", "+45 12", "-x", "@SUM(A1)", "{=A1}", "https://example.org", "12"])
def test_a_text_is_never_a_formula_a_link_or_a_number(text):
    cell = written(Sheet("Liste", [Column("Hvad")], [(text,)]))["Liste"]["A2"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_heading_stays_and_columns_are_as_wide_as_what_they_hold():
    sheet = written(Sheet("Liste", COLUMNS, ROWS))["Liste"]

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert round(sheet.column_dimensions["A"].width) in (30, 31)


def test_the_last_sheet_says_what_was_drawn_and_when():
    book = written(
        Sheet("Liste", COLUMNS, []),
        facts=[("Trukket", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)), ("Aftale", "Alle"), ("Fra", date(2026, 1, 1))],
    )

    assert book.sheetnames == ["Liste", ABOUT]
    assert cells(book[ABOUT])[2:] == [
        ["Trukket", datetime(2026, 3, 2, 9, 30)],
        ["Aftale", "Alle"],
        ["Fra", datetime(2026, 1, 1)],
    ]


def test_rows_are_taken_one_by_one():
    """So that a list of a hundred thousand is not held twice."""
    held = []

    def rows():
        for number in range(50):
            held.append(number)
            yield (f"nummer {number}",)

    written(Sheet("Liste", [Column("Hvad")], rows()))

    assert len(held) == 50


def test_a_row_that_does_not_fill_its_columns_is_a_fault():
    with pytest.raises(ValueError, match="zip"):
        written(Sheet("Liste", COLUMNS, [("Høring",)]))
