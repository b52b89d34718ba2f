"""The documents of an organisation: opened in the browser, receipted by the first opening."""

import json

import pytest

from tests.closing_walk import ClosingWalk
from tests.web.pages.case import KOLDING, ODENSE, STRANGER, VEJLE, acting, case_page, words
from workflows.services.papers import document_lists

UNREAD, READ = "Ulæste dokumenter", "Åbnede dokumenter"


def openers(page):
    return [link["href"] for link in page.soup.select("main a.button") if "Åbn" in words(link)]


def test_what_nobody_has_opened_stands_first_and_says_what_opening_means(browse, settled):
    page = acting(browse, KOLDING).get("documents.index")

    titles = [row[0] for row in page.rows(UNREAD)]
    assert len(titles) == 8
    assert "Kommunens andel 2026-0001-D11, version 1" in titles
    assert "er det jeres kvittering for, at I har modtaget det" in page.text
    assert READ not in [words(caption) for caption in page.soup.find_all("caption")]


def test_the_first_opening_is_the_receipt(browse, settled, clock):
    page = acting(browse, KOLDING).get("documents.index")
    clock.forward(minutes=20)

    browse.client.get(openers(page)[0])

    opened = browse.get("documents.index").rows(READ)[0]
    assert "Åbnet 2. marts 2026 kl. 9.20" in opened
    assert len(browse.get("documents.index").rows(UNREAD)) == 7


def test_a_second_opening_leaves_the_receipt_as_it_was(browse, settled, clock):
    address = openers(acting(browse, KOLDING).get("documents.index"))[0]
    browse.client.get(address)
    clock.forward(minutes=20)

    browse.client.get(address)

    assert "Åbnet 2. marts 2026 kl. 9.00" in browse.get("documents.index").rows(READ)[0]


def test_the_sender_sees_the_receipt(browse, settled):
    browse.client.get(openers(acting(browse, KOLDING).get("documents.index"))[0])

    rows = case_page(browse, settled.case_id, VEJLE).documents.values()

    assert sum("åbnet af 1" in row for row in rows) == 1


def test_a_document_opens_in_the_browser_under_its_number(browse, settled):
    answer = acting(browse, KOLDING).client.get(openers(browse.get("documents.index"))[0])

    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith('inline; filename="2026-0001-D')
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_figures_of_an_account_can_be_fetched(browse, settled):
    page = acting(browse, KOLDING).get("documents.index")
    address = next(link["href"] for link in page.soup.select("main a") if words(link).startswith("Hent data"))

    answer = browse.client.get(address)

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="2026-0001-D')
    assert answer.headers["Content-Disposition"].endswith('.json"')
    assert json.loads(answer.data)["account"]["result"]["accumulated"] == "-3656000"


def test_a_letter_has_no_figures_to_fetch(browse, settled):
    document = settled.document("hearing_letter")

    acting(browse, KOLDING).get("documents.data", document_id=document.id, status=404)


@pytest.mark.parametrize("endpoint", ["documents.open_pdf", "documents.data"])
@pytest.mark.parametrize("who", [ODENSE, STRANGER])
def test_what_was_not_sent_to_one_is_not_found(browse, settled, endpoint, who):
    letters = settled.documents("share_letter")

    for letter in letters:
        acting(browse, who).get(endpoint, document_id=letter.id, status=404)


def test_another_municipalitys_letter_is_not_found(browse, settled):
    letters = settled.documents("share_letter")

    answers = [acting(browse, KOLDING).client.get(f"/dokumenter/{letter.id}/pdf").status_code for letter in letters]

    assert sorted(answers) == [200, 200, 404, 404]


def test_a_document_that_is_still_being_made_cannot_be_opened(browse, seeded):
    document = ClosingWalk().opened().documents("closing_message")[0]

    page = acting(browse, KOLDING).get("documents.index")

    assert "Dannes …" in page.text
    browse.get("documents.open_pdf", document_id=document.id, status=404)


def test_a_long_list_of_opened_documents_goes_on(browse, settled, monkeypatch):
    for address in openers(acting(browse, KOLDING).get("documents.index")):
        browse.client.get(address)
    monkeypatch.setattr(document_lists, "PAGE", 3)

    pages = [browse.get("documents.index")]
    while "Næste side" in pages[-1].links():
        pages.append(pages[-1].follow("Næste side"))

    shown = [row[0] for page in pages for row in page.rows(READ)]
    assert [len(page.rows(READ)) for page in pages] == [3, 3, 2]
    assert len(set(shown)) == 8


def test_an_organisation_without_documents_is_told_what_will_stand_here(browse, seeded):
    assert "Ingen dokumenter endnu" in acting(browse, STRANGER).get("documents.index").text
