from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.rules.money import (
    NotAnAmount,
    danish_amount,
    format_amount,
    format_percent,
    parse_amount,
    two_decimals,
    whole_kroner,
)

AMOUNTS = st.from_regex(r"-?[0-9]{1,13}(\.[0-9]{1,2})?", fullmatch=True, alphabet="0123456789-.")


@pytest.mark.parametrize(
    "text",
    ["", "-", "+1", "1_000", " 12 ", "12\n", "١٢", "1e3", "1.", ".5", "1.234", "1,50", "--1", "NaN", "Infinity"],
)
def test_only_plain_digits_make_an_amount(text):
    with pytest.raises(NotAnAmount):
        parse_amount(text)


@pytest.mark.parametrize("text", ["12345678901234", "0x10", "1 000", "−5", "12\u200b", "1\u00a0000", "½"])
def test_an_amount_has_thirteen_digits_and_nothing_between_them(text):
    with pytest.raises(NotAnAmount):
        parse_amount(text)


@settings(deadline=None)
@given(AMOUNTS)
def test_an_amount_is_read_exactly_whatever_the_decimal_context(text):
    with localcontext() as context:
        context.prec = 3
        amount = parse_amount(text)

    assert Fraction(amount) == Fraction(text)


@settings(deadline=None)
@given(AMOUNTS)
def test_an_amount_survives_writing_and_reading(text):
    written = format_amount(parse_amount(text))

    assert parse_amount(written) == parse_amount(text)
    assert not written.startswith("-0") or Fraction(written) != 0


@pytest.mark.parametrize("text", ["-0", "-0.0", "-0.00"])
def test_minus_nought_is_nought(text):
    assert format_amount(parse_amount(text)) == "0"
    assert format_amount(whole_kroner(Fraction(-1, 3))) == "0"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("429050.00"), "429050"),
        (Decimal("0.05"), "0.05"),
        (Decimal("12.5"), "12.50"),
        (Fraction(-1, 20), "-0.05"),
        (Fraction(5, 10000), "0.0005"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_an_amount_is_written_with_no_more_decimals_than_it_needs(value, written):
    assert format_amount(value) == written


def test_an_amount_without_a_finite_decimal_form_is_not_written():
    with pytest.raises(ValueError, match="no finite decimal form"):
        format_amount(Fraction(1, 3))


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.5", 1), ("-0.5", -1), ("1.5", 2), ("2.5", 3), ("-2.5", -3), ("2.49", 2), ("-2.49", -2)],
)
def test_halves_are_rounded_away_from_zero(value, rounded):
    assert whole_kroner(Decimal(value)) == rounded


@settings(deadline=None)
@given(st.fractions())
def test_rounding_moves_an_amount_by_half_a_unit_at_most(value):
    assert abs(Fraction(whole_kroner(value)) - value) <= Fraction(1, 2)
    assert abs(Fraction(two_decimals(value)) - value) <= Fraction(1, 200)


@settings(deadline=None)
@given(st.fractions())
def test_a_deficit_is_rounded_as_a_surplus_of_the_same_size(value):
    assert Fraction(whole_kroner(-value)) == -Fraction(whole_kroner(value))
    assert Fraction(two_decimals(-value)) == -Fraction(two_decimals(value))


def test_a_percentage_has_two_decimals_and_is_nought_of_nothing():
    assert format_percent(1, 3) == "33.33"
    assert format_percent(1, 1) == "100.00"
    assert format_percent(1, 80000) == "0.00"
    assert format_percent(0, 0) == "0.00"


@pytest.mark.parametrize(
    ("value", "written"),
    [("1234567", "1.234.567"), ("-0.5", "-0,50"), ("-1234.5", "-1.234,50"), ("0", "0"), ("5", "5")],
)
def test_a_sentence_gets_its_amounts_in_danish(value, written):
    assert danish_amount(Decimal(value)) == written
