"""The page of the search: one box everywhere, hits that all open, and nothing of what is not one's own."""

from uuid import uuid4

import pytest

from db.models.organisation import Organisation
from db.search import SEARCH
from db.session import transaction
from tests import factories
from tests.closing_walk import ClosingWalk
from tests.web.pages.case import AUDITOR, KOLDING, ODENSE, SDF, SECRETARIAT, STRANGER, VEJLE, acting

WORDS = ("lukning", "kommune", "Åbrinken", "27", "orientering", "høring", "Vejle", "2026")


def addresses(page):
    return [link["href"] for link in page.soup.select(".search-hits a")]


@pytest.mark.parametrize("who", [VEJLE, SECRETARIAT, KOLDING, ODENSE, SDF, AUDITOR, STRANGER], ids=lambda who: who[0])
def test_every_hit_opens(browse, at_the_committee, who):
    browser = acting(browse, who)

    found = {address for word in WORDS for address in addresses(browser.get("search.index", q=word))}

    assert {address: browser.client.get(address).status_code for address in found} == dict.fromkeys(found, 200)
    assert found or who in (AUDITOR, STRANGER)


def test_the_number_of_a_case_leads_straight_to_it(browse, at_the_committee):
    number = at_the_committee.case.number

    assert acting(browse, VEJLE).get("search.index", q=number).path.endswith(str(at_the_committee.case_id))
    assert acting(browse, STRANGER).get("search.index", q=number).heading == "Søgning"


def test_the_box_at_the_top_of_every_page_searches(browse, at_the_committee):
    page = acting(browse, VEJLE).get("home.index")

    form = page.soup.select_one("form.site-search")
    assert (form["method"], form["action"], form.find("input")["name"]) == ("get", "/soeg", "q")


def test_words_are_marked_and_kinds_are_counted(browse, at_the_committee):
    page = acting(browse, VEJLE).get("search.index", q="åbrinkens")

    assert "Åbrinken" in {mark.text for mark in page.soup.select(".search-hits mark")}
    assert "Sager (1)" in page.text


def test_one_kind_is_shown_alone_and_the_address_keeps_what_was_chosen(browse, at_the_committee):
    page = acting(browse, VEJLE).get("search.index", q="lukning", art="document", proces="closing", fra="1-1-2026")

    assert {heading.text.split(" (")[0] for heading in page.soup.select("main h2")} == {"Dokumenter"}
    assert page.value("art") == "document"
    page = browse.get("search.index", q="lukning", art="vejret", side="0", fra="i går")
    assert "Sager (1)" in page.text


def test_nothing_found_says_what_to_do(browse, at_the_committee):
    assert "Intet fundet" in acting(browse, VEJLE).get("search.index", q="zebrastribe").text
    assert "Skriv, hvad du leder efter" in acting(browse, VEJLE).get("search.index").text


def test_a_citizens_number_is_not_looked_for(browse, at_the_committee):
    assert "Her søges ikke på CPR-nummer" in acting(browse, VEJLE).get("search.index", q="070761-4285").text


def test_what_is_typed_is_shown_as_it_is_and_never_as_markup(browse, at_the_committee):
    page = acting(browse, VEJLE).get("search.index", q="<b>Åbrinken</b>\"'")

    assert page.soup.select_one("input#q")["value"] == "<b>Åbrinken</b>\"'"
    assert not page.soup.select(".search-hits b")


def test_the_cases_of_a_party_are_for_those_who_see_the_parties(browse, at_the_committee):
    vejle = at_the_committee.organisation("630")

    shown = acting(browse, KOLDING).get("search.party", organisation_id=vejle.id)
    assert at_the_committee.case.number in shown.text
    acting(browse, STRANGER).get("search.party", organisation_id=vejle.id, status=404)
    acting(browse, AUDITOR).get("search.party", organisation_id=vejle.id, status=404)


def test_an_offer_is_for_those_who_run_or_buy_it(browse, seeded):
    walk = ClosingWalk()
    offer_id = walk.offer.id

    assert acting(browse, VEJLE).get("search.offer", offer_id=offer_id).heading == walk.offer.name
    assert acting(browse, KOLDING).get("search.offer", offer_id=offer_id)
    stranger: Organisation = factories.organisation("Fremmed Kommune")
    browse.log_in(factories.post(organisation_row=stranger))
    browse.get("search.offer", offer_id=offer_id, status=404)
    browse.get("search.party", organisation_id=stranger.id, status=404)


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [
        ("search.index", None),
        ("search.party", "organisation_id"),
        ("search.offer", "offer_id"),
        ("admin_history.index", None),
    ],
)
def test_one_who_is_not_logged_in_is_asked_to_log_in(browse, database, endpoint, name):
    answer = browse.client.get(browse.address(endpoint, **({name: uuid4()} if name else {})))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login?next=")


def test_the_index_is_made_anew_from_the_command_line(app, browse, at_the_committee):
    with transaction() as session:
        session.execute(SEARCH.delete())

    done = app.test_cli_runner().invoke(args=["search", "reindex"])

    assert done.exit_code == 0, done.output
    assert "Indekset er dannet igen" in done.output
    assert "Sager (1)" in acting(browse, VEJLE).get("search.index", q="åbrinken").text
