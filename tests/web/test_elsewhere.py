"""A page that is closed to the organisation one acts for, and open to another of one's own."""

from tests.closing_walk import ClosingWalk
from tests.web.pages.case import FU, SDF, VEJLE, acting

KKR = ("birgit@socialsekretariatet.example", "kkr-syddanmark")
SECRETARIAT_OF_BIRGIT = "Fælleskommunalt Socialsekretariat"


def test_a_closed_page_opens_for_another_of_ones_organisations(browse, seeded):
    acting(browse, FU)

    closed = browse.get("admin_organisations.index", status=403)
    page = closed.send(f"Åbn som {SECRETARIAT_OF_BIRGIT}")

    assert "Du handler for Forretningsudvalget (FU)" in closed.text
    assert (page.path, page.acting_for) == ("/administration/organisationer/", SECRETARIAT_OF_BIRGIT)


def test_a_case_of_another_of_ones_organisations_is_opened_for_it(browse, seeded):
    walk = ClosingWalk().opened()

    closed = acting(browse, KKR).get("cases.show", case_id=walk.case_id, status=404)
    page = closed.send("Åbn som Socialdirektørforum (SDF)")

    assert page.path == f"/sager/{walk.case_id}"


def test_a_page_that_none_of_ones_organisations_may_see_offers_nothing(browse, seeded):
    closed = acting(browse, SDF).get("looks.review", status=403)

    assert [button.get_text(strip=True) for button in closed.soup.select("main button")] == []


def test_one_of_a_single_organisation_is_offered_nothing(browse, seeded):
    closed = acting(browse, VEJLE).get("admin_organisations.index", status=403)

    assert [button.get_text(strip=True) for button in closed.soup.select("main button")] == []
