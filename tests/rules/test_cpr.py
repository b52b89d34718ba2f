"""CPR numbers: form, date, century, replacement numbers, and how they are shown. Every number is invented."""

from datetime import date

import pytest

from workflows.rules.cpr import NotACpr, birth_date, checked_cpr, formatted, is_replacement, masked

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize("typed", ["070761-4285", "0707614285", "070761 4285", "  070761-4285 "])
def test_a_number_is_taken_as_people_write_it(typed):
    assert checked_cpr(typed, today=TODAY) == "0707614285"


@pytest.mark.parametrize(
    "typed",
    [
        "070761-428",
        "070761-42855",
        "07-07-61-4285",
        "070761--4285",
        "070761-428A",
        "٠٧٠٧٦١٤٢٨٥",
        "070761\n4285",
        "intet nummer",
    ],
)
def test_another_form_is_refused_with_an_example_and_without_repeating_what_was_typed(typed):
    with pytest.raises(NotACpr) as refused:
        checked_cpr(typed, today=TODAY)

    assert refused.value.message == "Et CPR-nummer har ti cifre, fx 010190-1234."
    assert typed not in str(refused.value)


def test_nothing_typed_is_asked_for():
    with pytest.raises(NotACpr, match=r"Skriv CPR-nummeret\."):
        checked_cpr(" ", today=TODAY)


def test_a_number_that_does_not_keep_modulus_11_is_taken():
    digits = [int(digit) for digit in "0101904321"]
    assert sum(weight * digit for weight, digit in zip((4, 3, 2, 7, 6, 5, 4, 3, 2, 1), digits, strict=True)) % 11 != 0

    assert checked_cpr("010190-4321", today=TODAY) == "0101904321"


@pytest.mark.parametrize("typed", ["320190-1234", "310290-1234", "000190-1234", "011390-1234", "920190-1234"])
def test_a_date_that_does_not_exist_is_refused(typed):
    with pytest.raises(NotACpr, match="en dato, der ikke findes"):
        checked_cpr(typed, today=TODAY)


@pytest.mark.parametrize(
    ("cpr", "born"),
    [
        ("0101000001", date(1900, 1, 1)),
        ("3112993999", date(1999, 12, 31)),
        ("0101004000", date(2000, 1, 1)),
        ("0101364000", date(2036, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("0101369000", date(2036, 1, 1)),
        ("0101379000", date(1937, 1, 1)),
        ("0101575000", date(2057, 1, 1)),
        ("0101588000", date(1858, 1, 1)),
    ],
)
def test_the_seventh_digit_and_the_year_tell_the_century(cpr, born):
    assert birth_date(cpr) == born


def test_a_leap_day_stands_in_leap_years_of_its_century_only():
    assert birth_date("2902004000") == date(2000, 2, 29)
    with pytest.raises(NotACpr):
        birth_date("2902000000")


def test_nobody_is_born_after_today():
    assert checked_cpr("020326-4000", today=TODAY) == "0203264000"
    with pytest.raises(NotACpr, match="ligger i fremtiden"):
        checked_cpr("030326-4000", today=TODAY)


def test_a_replacement_number_has_sixty_added_to_the_day():
    assert checked_cpr("610190-1234", today=TODAY) == "6101901234"
    assert is_replacement("6101901234")
    assert not is_replacement("3101901234")
    assert birth_date("9101901234") == date(1990, 1, 31)


def test_a_number_is_shown_without_its_last_four_digits():
    assert masked("0707614285") == "070761-****"
    assert formatted("0707614285") == "070761-4285"
