"""The public page of waiting times: figures of enough cases, words in place of the others, no login."""

import pytest

from tests.referral_walk import CENTRE
from tests.services.test_waiting_times import rows
from workflows.rules.referral.waiting import FEWEST

pytestmark = pytest.mark.usefixtures("seeded")

NAME = "Kommunikationscenter Fjordager (opdigtet)"


def figures(browse) -> list[str]:
    return next(row[1:] for row in browse.get("waiting_times.index").rows("Ventetider") if row[0] == NAME)


def test_every_centre_stands_on_the_page_also_one_without_cases(browse):
    shown = browse.get("waiting_times.index").rows("Ventetider")

    assert len(shown) == 7
    assert shown[0][1:] == ["Ingen", "–", "–", "–", "Ingen"]


def test_a_centres_figures_are_shown(browse):
    rows([10, 20, 30, 40, 50, 50, 50, 50, 50, 51])

    assert figures(browse) == ["10", "50 dage", "50 dage", "100 %", "Ingen"]


def test_a_median_between_two_days_has_its_half(browse):
    rows([10, 11] * 5)

    assert figures(browse)[1] == "10,5 dage"


def test_small_numbers_are_words(browse):
    rows([10] * (FEWEST - 1))
    rows([None] * 2)

    assert figures(browse) == ["Færre end 5", "For få sager", "For få sager", "For få sager", "Færre end 5"]


def test_the_percentile_of_few_cases_is_left_out_and_the_median_is_not(browse):
    rows([10] * FEWEST)

    assert figures(browse)[:3] == ["5", "10 dage", "For få sager"]


def test_open_cases_past_their_deadline_count_against_the_share(browse):
    rows([10] * 6)
    rows([None] * 6, due_after=20)

    assert figures(browse)[3:] == ["50 %", "6"]
    page = browse.get("waiting_times.show", code=CENTRE)
    assert "Venter nu, og fristen er passeret 6" in page.text
    assert page.rows("Hvor længe borgerne venter")[2] == [
        "De, der venter nu, har ventet indtil i dag",
        "6",
        "56 dage",
        "For få sager",
    ]


def test_a_centre_has_a_page_with_its_subscribers_and_how_it_was_counted(browse):
    page = browse.get("waiting_times.index").follow("CKU, Viborg og Skive Kommuner")

    assert page.path == "/ventetider/cku-viborg-skive"
    assert "Skive Kommune, Viborg Kommune" in page.text
    assert "stod stille" in page.text
    assert "vises ikke, så ingen kan genkendes" in page.text
    browse.get("waiting_times.show", code="findes-ikke", status=404)
