"""How values are written in Danish."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from web import filters
from workflows.vocabulary import Party


def plain(text: str) -> str:
    return text.replace(filters.NO_BREAK, " ")


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1234567", "1.234.567 kr."),
        ("1234567.00", "1.234.567 kr."),
        ("1234567.50", "1.234.567,50 kr."),
        ("-2354802", "−2.354.802 kr."),
        ("-0.05", "−0,05 kr."),
        ("0", "0 kr."),
        ("-0", "0 kr."),
        ("999", "999 kr."),
    ],
)
def test_kroner_group_thousands_and_show_oere_only_when_there_are_any(amount, written):
    assert plain(filters.kroner(Decimal(amount))) == written


def test_an_amount_is_not_broken_from_its_unit():
    assert filters.kroner(Decimal(5)) == "5\u00a0kr."


def test_dates_are_written_in_words_and_in_figures():
    assert plain(filters.dato(date(2026, 3, 4))) == "4. marts 2026"
    assert plain(filters.dato_kort(date(2026, 3, 4))) == "4. mar. 2026"
    assert filters.maaned(date(2026, 3, 4)) == "marts 2026"
    assert filters.ugedag(date(2026, 3, 4)) == "onsdag"


def test_a_moment_is_told_in_danish_time():
    moment = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)

    assert plain(filters.tidspunkt(moment)) == "1. juli 2026 kl. 0.05"
    assert plain(filters.dato(moment)) == "1. juli 2026"


def test_percentages_keep_their_decimals():
    assert plain(filters.procent("72.97")) == "72,97 %"
    assert plain(filters.procent(Decimal("5"))) == "5 %"
    assert plain(filters.procent("-5.63")) == "−5,63 %"


def test_the_fields_words_are_shown_by_their_label():
    assert filters.label(Party.OPERATOR) == "Driftsherre"


@pytest.mark.parametrize(
    "name",
    ["dato", "dato_kort", "tidspunkt", "tal", "beloeb", "kroner", "resultat", "forskel", "procent", "label", "ja_nej"],
)
def test_what_is_not_known_is_a_dash(name):
    assert getattr(filters, name)(None) == "–"


def test_a_result_says_in_words_which_way_it_goes():
    shown = [plain(filters.resultat(amount)) for amount in ("-3656000", Decimal("12.50"), "0")]

    assert shown == ["underskud 3.656.000 kr.", "overskud 12,50 kr.", "0 kr."]


def test_a_change_shows_plus_and_minus():
    assert [filters.forskel(amount) for amount in ("100000", Decimal(-500), "0")] == ["+100.000", "−500", "0"]


def test_the_figures_of_a_calculation_keep_their_decimals_and_words_stay():
    assert [filters.talt(value) for value in ("8581000", "0.05", "-666666.67", "5 % af basis")] == [
        "8.581.000",
        "0,05",
        "−666.666,67",
        "5 % af basis",
    ]


def test_the_time_of_day_is_danish():
    assert plain(filters.klokken(datetime(2026, 3, 2, 8, 5, tzinfo=UTC))) == "kl. 9.05"


def test_yes_and_no():
    assert [filters.ja_nej(answer) for answer in (True, False)] == ["Ja", "Nej"]
