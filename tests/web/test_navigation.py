"""The main menu: each sees the places there is use for, and where the page shown belongs."""

import pytest

from tests import factories
from tests.closing_walk import ClosingWalk
from workflows.vocabulary import Role

IN_CASES = ["Mine opgaver", "Frister", "Sager", "Dokumenter"]
IN_BODIES = ["Mine opgaver", "Frister", "Møder", "Sager", "Dokumenter"]
AGREEMENTS = "Samarbejdsaftaler"
LISTS = "Specialiserede tilbud"


@pytest.mark.parametrize(
    ("where", "role", "places"),
    [
        ("organisation", Role.CASEWORKER, ["Overblik", *IN_BODIES, "Opret sag", "Borgere", AGREEMENTS, LISTS]),
        (
            "organisation",
            Role.DIRECTOR,
            ["Overblik", "Ledelse", *IN_BODIES, "Opret sag", "Organisationens opslag", AGREEMENTS, LISTS],
        ),
        ("organisation", Role.ACCOUNTANT, ["Overblik", *IN_CASES, AGREEMENTS, LISTS]),
        ("centre", Role.CASEWORKER, ["Overblik", *IN_CASES, "Opret sag", "Borgere", AGREEMENTS]),
        ("body", Role.BODY_SECRETARY, ["Overblik", *IN_BODIES, LISTS]),
        (
            "secretariat",
            Role.SECRETARIAT_OFFICER,
            ["Ledelse", *IN_BODIES, "Opret sag", AGREEMENTS, LISTS, "Administration", "Driftshændelser"],
        ),
        ("audit_firm", Role.AUDITOR, ["Mine opgaver", "Frister"]),
    ],
)
def test_the_menu_holds_the_places_that_one_has_use_of(browse, where, role, places):
    browse.log_in(factories.post(organisation_row=getattr(factories, where)(), role=role))

    page = browse.get("pages.front")

    assert page.menu == places
    assert page.soup.select_one("#hovedmenu [aria-current=page]").get_text() == places[0]


def test_a_page_below_a_place_shows_the_place_as_current(browse):
    browse.log_in(factories.post(organisation_row=factories.secretariat()))

    page = browse.get("admin_people.index")

    assert page.soup.select_one("#hovedmenu [aria-current=page]").get_text() == "Administration"


def test_the_profile_belongs_to_no_place_in_the_menu(browse):
    browse.log_in(factories.post())

    assert browse.get("profile.show").soup.select_one("#hovedmenu [aria-current=page]") is None


def test_the_pages_below_a_case_belong_to_the_cases(browse, seeded):
    walk = ClosingWalk().opened()
    browse.log_in(walk.operator)

    pages = [browse.get(endpoint, case_id=walk.case_id) for endpoint in ("journal.index", "calling_off.form")]

    assert [page.soup.select_one("#hovedmenu [aria-current=page]").get_text() for page in pages] == ["Sager", "Sager"]
