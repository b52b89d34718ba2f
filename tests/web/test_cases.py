"""The list of cases, and the front page of a municipality."""

from uuid import UUID

import pytest

from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.takeover_walk import TakeoverWalk
from tests.web.pages.case import KOLDING, ODENSE, SDF, SECRETARIAT, STRANGER, VEJLE, acting, words
from workflows.services.casework import cases

RUNNING, ENDED = "Sager i gang", "Afsluttede sager"
SHARES = "Jeres andel i lukkeregnskaber og afregninger"


def test_a_case_in_the_list_says_where_it_stands_and_what_waits(browse, seeded):
    ClosingWalk().opened().heard().decided()

    row = acting(browse, VEJLE).get("cases.index").rows(RUNNING)[0]

    assert row == [
        "Lukning af Bofællesskabet Åbrinken Lukning af tilbud · 2026-0001 · oprettet 2. marts 2026 "
        "Rammeaftale 2025-2026 for Syddanmark",
        "Afventer driftsherren: Indtast foreløbigt lukkeregnskab",
        "1 opgave 2. juni 2026",
        "I gang",
    ]


def test_a_case_that_waits_for_others_counts_nothing(browse, seeded):
    ClosingWalk().opened().heard().decided()

    row = acting(browse, ODENSE).get("cases.index").rows(RUNNING)[0]

    assert row[2] == "–"


def test_ended_cases_stand_apart(browse, settled):
    page = acting(browse, KOLDING).get("cases.index")

    assert "Ingen sager i gang" in page.text
    assert page.follow("Afsluttede").rows(ENDED)[0][3] == "Afsluttet"


def test_one_without_cases_is_told_what_will_stand_here(browse, seeded):
    ClosingWalk().opened()

    page = acting(browse, STRANGER).get("cases.index")

    assert "Ingen sager i gang" in page.text
    assert "Ingen afsluttede sager" in page.follow("Afsluttede").text


def test_a_case_leads_to_its_page(browse, seeded):
    walk = ClosingWalk().opened()

    page = acting(browse, VEJLE).get("cases.index").follow("Lukning af Bofællesskabet Åbrinken")

    assert page.path == browse.address("cases.show", case_id=walk.case_id)


def test_pages_of_the_list_leave_no_case_out(browse, seeded, monkeypatch):
    """All three are opened at one moment, so the moment alone does not tell where the list goes on."""
    offers = ("Bofællesskabet Åbrinken", "Dagtilbuddet Broen", "Botilbuddet Fjordglimt")
    for offer in offers:
        ClosingWalk(offer).opened()
    monkeypatch.setattr(cases, "PAGE", 2)

    first = acting(browse, SECRETARIAT).get("cases.index")
    second = first.follow("Næste side")

    names = [row[0].split(" Lukning af tilbud")[0] for page in (first, second) for row in page.rows(RUNNING)]
    assert sorted(names) == sorted(f"Lukning af {offer}" for offer in offers)
    assert "Første side" in second.links()


@pytest.mark.parametrize("cursor", ["i-går", "2026-03-02T09:00:00+00:00_1", "9999_" + str(UUID(int=0))])
def test_a_place_in_the_list_that_is_none_is_not_found(browse, seeded, cursor):
    acting(browse, VEJLE).get("cases.index", fra=cursor, status=404)


def test_only_those_who_may_are_offered_to_open_a_case(browse, seeded):
    assert "Opret sag" in acting(browse, VEJLE).get("cases.index").links()
    assert "Opret sag" not in acting(browse, SDF).get("cases.index").links()


def test_the_front_page_tells_a_municipality_all_that_concerns_it(browse, settled):
    ClosingWalk("Dagtilbuddet Broen").opened()

    page = acting(browse, KOLDING).open("/")

    assert page.path == browse.address("home.index")
    assert page.rows("Opgaver, der venter på jer") == [
        ["Besvar høringen", "Lukning af Dagtilbuddet Broen Lukning af tilbud · 2026-0002", "30. marts 2026"]
    ]
    assert "Besvar høringen (23 mangler)" in page.rows(RUNNING)[0][1]
    assert page.rows(SHARES) == [
        ["Lukning af Bofællesskabet Åbrinken", "Endeligt lukkeregnskab", "523.289 kr. at betale", words(_letter(page))]
    ]
    assert len(page.rows("Ulæste dokumenter")) == 5


def test_the_front_page_shows_documents_that_were_read_apart(browse, settled):
    page = acting(browse, KOLDING).get("home.index")
    unread = len(page.rows("Ulæste dokumenter"))
    browse.client.get(_letter(page)["href"])

    after = browse.get("home.index")

    assert unread == 5
    assert after.rows("Seneste dokumenter")[0][0].startswith("Kommunens andel")


def test_a_share_is_shown_only_when_its_letter_has_been_delivered(browse, seeded):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1)
    walk.treat_provisional().send_provisional()

    before = acting(browse, KOLDING).get("home.index")
    walk.work()
    after = browse.get("home.index")

    assert "Jeres andel" not in before.text
    assert after.rows(SHARES)[0][1:3] == ["Foreløbigt lukkeregnskab", "523.289 kr. at betale"]


def test_a_front_page_with_nothing_on_it_says_so(browse, seeded):
    text = acting(browse, STRANGER).get("home.index").text

    assert "Ingen opgaver venter på jer lige nu." in text
    assert "Ingen sager i gang vedrører jer." in text
    assert "I har åbnet alt, der er sendt til jer." in text


def _letter(page):
    return next(link for link in page.soup.select("main a") if words(link).startswith("Åbn brevet"))


def test_cases_of_several_kinds_say_what_they_are_and_are_chosen_by_it(browse, seeded):
    ClosingWalk().opened()
    TakeoverWalk().opened()
    page = acting(browse, VEJLE).get("cases.index")
    assert len(page.rows(RUNNING)) == 2
    assert "Overtagelse af regionalt tilbud (1)" in page.text

    (row,) = browse.get("cases.index", art="takeover").rows(RUNNING)

    assert row[0].startswith("Overtagelse af Botilbuddet Engdraget Overtagelse af regionalt tilbud · 2026-0002")
    home = browse.get("home.index")
    assert home.follow("Lukning af tilbud (1)").rows(RUNNING)[0][0].startswith("Lukning af Bofællesskabet Åbrinken")
    assert "Overtagelse af regionalt tilbud · 2026-0002" in browse.get("inbox.index").text
