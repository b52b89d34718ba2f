"""Danish amounts and dates as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.filters import beloeb, dato, dato_kort
from web.forms.parsing import (
    BAD_AMOUNT,
    NO_SUCH_DATE,
    TOO_LONG,
    amount_from,
    amount_read,
    date_from,
    figure_from,
    number_from,
    percent_from,
)

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1234567,5", "1234567.50"),
        ("1.234", "1234.00"),
        ("1234", "1234.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
        (" 12 000 ", "12000.00"),
        ("12\u00a0000,00", "12000.00"),
        ("-3.656.000", "-3656000.00"),
        ("−500", "-500.00"),
        ("–500,25", "-500.25"),
        ("÷ 500", "-500.00"),
        ("(1.234,50)", "-1234.50"),
        ("1234567,89", "1234567.89"),
        ("1.234 kr.", "1234.00"),
        ("kr. 1.234,-", "1234.00"),
        ("kr 1 234", "1234.00"),
        ("1.234,00 DKK", "1234.00"),
        ("\N{NARROW NO-BREAK SPACE}1\N{NARROW NO-BREAK SPACE}234 kroner", "1234.00"),
        ("１.２３４，５０", "1234.50"),
        ("9999999999999,99", "9999999999999.99"),
    ],
)
def test_an_amount_is_read_as_danes_write_it(typed, amount):
    assert str(amount_from(typed)) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "tusind",
        "1.23",
        "12.34,5",
        "1,234.56",
        "1.2345",
        "1e9",
        "1_000",
        "NaN",
        "١٢٣",
        "1,234",
        "1..000",
        "--1",
        "(-1)",
        "+5",
        "1.234.56",
        "5 %",
        "100 EUR",
    ],
)
def test_what_is_not_an_amount_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match="Skriv beløbet med tal") as refused:
        amount_from(typed)

    assert str(refused.value) == BAD_AMOUNT


@pytest.mark.parametrize(
    ("typed", "kroner"),
    [("1,5 mio.", 1_500_000), ("−2 mio. kr.", -2_000_000), ("1.234 t.kr.", 1_234_000), ("0,25 mia. kr.", 250_000_000)],
)
def test_thousands_and_millions_are_read_in_kroner_and_not_certain(typed, kroner):
    assert amount_read(typed) == (kroner, False)


@pytest.mark.parametrize("read", [figure_from, percent_from])
def test_kroner_are_no_plain_number_and_no_percentage(read):
    with pytest.raises(ValueError, match="Skriv"):
        read("5 kr.")


def test_an_amount_of_fourteen_figures_is_too_long():
    with pytest.raises(ValueError, match="13 cifre") as refused:
        amount_from("12345678901234")

    assert str(refused.value) == TOO_LONG


@given(st.decimals(min_value=-(10**13) + 1, max_value=10**13 - 1, places=2))
def test_an_amount_that_was_shown_is_read_back_the_same(amount: Decimal):
    assert amount_from(beloeb(amount)) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "14-3-2026",
        "14-03-2026",
        "14.3.2026",
        "14. 3. 2026",
        "14/3 2026",
        "14/3-2026",
        "14/03/2026",
        "14 3 2026",
        "2026-03-14",
        "14. marts 2026",
        "14 marts 2026",
        "14. mar. 2026",
        "lørdag den 14. marts 2026",
        "den 14. marts 2026",
        " 14.  MARTS  2026 ",
    ],
)
def test_a_date_is_read_as_danes_write_it(typed):
    assert date_from(typed, TODAY) == (date(2026, 3, 14), True)


@pytest.mark.parametrize(
    "typed", ["14. marts", "14 marts", "14-3", "14/3", "14.3.", "14-3-26", "14/3/26", "14. marts 26"]
)
def test_a_date_without_its_whole_year_is_the_nearest_and_not_certain(typed):
    assert date_from(typed, TODAY) == (date(2026, 3, 14), False)


@pytest.mark.parametrize(
    ("typed", "today", "meant"),
    [
        ("2. januar", date(2026, 12, 20), date(2027, 1, 2)),
        ("20. december", date(2027, 1, 2), date(2026, 12, 20)),
        ("29. februar", date(2027, 6, 1), date(2028, 2, 29)),
        ("1-1-07", TODAY, date(2007, 1, 1)),
        ("1-1-75", TODAY, date(2075, 1, 1)),
        ("1-1-77", TODAY, date(1977, 1, 1)),
    ],
)
def test_the_nearest_date_may_lie_in_another_year(typed, today, meant):
    assert date_from(typed, today) == (meant, False)


def test_a_day_of_the_week_that_does_not_fit_is_told():
    with pytest.raises(ValueError, match=r"Den 14\. marts 2026 er en lørdag"):
        date_from("mandag den 14. marts 2026", TODAY)


@pytest.mark.parametrize(("typed", "number"), [("365", 365), ("1.460", 1460), (" 12 000 ", 12000)])
def test_a_whole_number_is_read_with_its_groups(typed, number):
    assert number_from(typed) == number


@pytest.mark.parametrize("typed", ["1.5", "2,5", "-1", "1.46", "9999999999", "x"])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValueError, match="helt tal"):
        number_from(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "forleden", "14", "14-3-026", "3/14/2026", "14. mats 2026", "2026-3-14", "20260314", "14-3-0026", "14-3-2526"],
)
def test_what_is_not_a_date_is_refused(typed):
    with pytest.raises(ValueError, match=r"Skriv|kalenderen"):
        date_from(typed, TODAY)


@pytest.mark.parametrize(
    "typed", ["29-02-2026", "31. april", "31. april 2026", "00-01-2026", "32-01-2026", "2026-13-01"]
)
def test_a_day_that_the_calendar_lacks_is_refused_as_such(typed):
    with pytest.raises(ValueError, match="findes ikke") as refused:
        date_from(typed, TODAY)

    assert str(refused.value).startswith(NO_SUCH_DATE)


def test_a_day_that_the_calendar_lacks_is_told_with_the_days_of_its_month():
    with pytest.raises(ValueError, match=r"kalenderen: februar 2026 har 28 dage\."):
        date_from("29-2-2026", TODAY)


@pytest.mark.parametrize(("typed", "meant"), [("i dag", 2), ("I morgen", 3), ("i går", 1)])
def test_a_day_named_by_today_is_read_and_not_certain(typed, meant):
    assert date_from(typed, TODAY) == (date(2026, 3, meant), False)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_date_that_was_shown_is_read_back_the_same(day: date):
    assert {date_from(shown, TODAY) for shown in (dato(day), dato_kort(day), day.isoformat())} == {(day, True)}
