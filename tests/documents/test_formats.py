from datetime import date, datetime
from decimal import Decimal

import pytest

from workflows.documents import formats


def test_a_date_is_written_with_the_month_in_words():
    assert formats.dato("2026-03-14") == "14. marts 2026"
    assert formats.dato(date(2025, 12, 1)) == "1. december 2025"
    assert formats.dato(datetime(2026, 5, 9, 23, 59)) == "9. maj 2026"


def test_text_that_is_no_date_is_not_written_as_one():
    with pytest.raises(ValueError, match="14-03-2026"):
        formats.dato("14-03-2026")


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1234567", "1.234.567 kr."),
        ("-3656000", "−3.656.000 kr."),
        ("429050.5", "429.050,50 kr."),
        ("0", "0 kr."),
        ("-0.00", "0 kr."),
        (Decimal("999.995"), "1.000 kr."),
    ],
)
def test_an_amount_is_written_the_danish_way(amount, written):
    assert formats.kroner(amount) == written


def test_a_result_says_deficit_or_surplus_in_words():
    assert formats.resultat("-3656000") == "underskud 3.656.000 kr."
    assert formats.resultat("12") == "overskud 12 kr."
    assert formats.resultat("0") == "0 kr."


def test_a_change_shows_its_plus():
    assert [formats.fortegn(value) for value in ("24000", "-36000", "0")] == ["+24.000", "−36.000", "0"]


def test_a_percentage_has_no_trailing_zeros():
    assert [formats.procent(value) for value in ("72.97", "5.00", "0.10", "100")] == [
        "72,97 %", "5 %", "0,1 %", "100 %",
    ]  # fmt: skip


def test_a_figure_of_the_trace_keeps_all_its_decimals():
    assert formats.talt("1333333.333") == "1.333.333,333"
    assert formats.talt("Kolding Kommune") == "Kolding Kommune"
    assert formats.talt("") == ""


def test_names_are_enumerated_in_danish():
    assert formats.opremsning(["Kolding", "Fredericia", "Billund"]) == "Kolding, Fredericia og Billund"
    assert formats.opremsning(["Kolding"]) == "Kolding"
    assert formats.opremsning([]) == ""
