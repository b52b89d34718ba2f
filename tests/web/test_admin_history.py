"""The pages of the history of administration."""

import pytest

from tests import factories
from tests.web.pages.case import KOLDING, SECRETARIAT, acting


@pytest.fixture
def secretariat(browse, seeded):
    return acting(browse, SECRETARIAT)


def test_a_correction_stands_on_the_page_of_what_it_is_about_and_in_the_whole_history(secretariat):
    kommune = factories.organisation("Gammelby Kommune")
    form = secretariat.get("admin_organisations.edit", organisation_id=kommune.id)

    page = form.send("Gem rettelsen", name="Nyby Kommune")

    assert "fra »Gammelby Kommune« til »Nyby Kommune«" in page.text
    whole = secretariat.get("admin_history.index", subject=kommune.id, table="organisation")
    assert whole.heading == "Historik: Nyby Kommune"
    assert "fra »Gammelby Kommune« til »Nyby Kommune«" in whole.text


def test_a_history_without_anything_says_so(secretariat):
    assert "Ingen ændringer" in secretariat.get("admin_history.index", first="01-01-2099").text


def test_a_filter_that_cannot_be_read_filters_nothing(secretariat):
    factories.organisation("Gammelby Kommune")

    page = secretariat.get("admin_history.index", first="i går", person_id="ingen", table="vejret")

    assert "Gammelby Kommune" in page.text


def test_only_the_secretariat_sees_the_whole_history(browse, seeded):
    assert acting(browse, KOLDING).get("admin_history.index", status=403)
