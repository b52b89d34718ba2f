"""What nobody may learn who is not to: each route, each part in a case."""

import re

import pytest

from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.web.pages.case import AUDITOR, FU, KOLDING, ODENSE, SDF, SECRETARIAT, STRANGER, VEJLE, acting

OF_A_CASE = [
    "cases.show",
    "cases.documents",
    "cases.history",
    "journal.index",
    "corrections.date_form",
    "calling_off.form",
    "corrections.replace_account_form",
    "comments.index",
    "comments.answer_form",
    "comments.edit_form",
    "comments.withdraw_form",
    "errands.index",
    "errands.call_off_form",
    "related.form",
]
LISTS = ["home.index", "cases.index", "documents.index", "closing.open_form", "incidents.index"]
SENT = [
    "closing.open_case",
    "closing.advise",
    "journal.add",
    "journal.set_kle",
    "corrections.preview_date",
    "corrections.correct_date",
    "calling_off.call_off",
    "corrections.replace_account",
    "comments.write",
    "comments.answer",
    "comments.edit",
    "comments.withdraw",
    "errands.give",
    "errands.call_off",
    "related.link",
    "related.unlink",
    "following.follow",
    "following.stop",
    "incidents.retry",
    "incidents.resolve",
]
AMOUNT = re.compile(r"[0-9][0-9.]*,?[0-9]* kr\.|(?<![0-9.])[0-9]{1,3}(\.[0-9]{3})+(?![0-9])")
"""What looks like an amount."""
FOLLOWERS = [KOLDING, ODENSE]


def address_of(browse, endpoint, walk):
    rules = browse.app.url_map.iter_rules(endpoint)
    names = next(iter(rules)).arguments
    return browse.address(endpoint, **dict.fromkeys(names, walk.case_id))


@pytest.mark.parametrize("endpoint", [*OF_A_CASE, *LISTS])
def test_one_who_is_not_logged_in_is_asked_to_log_in(browse, at_the_committee, endpoint):
    answer = browse.client.get(address_of(browse, endpoint, at_the_committee))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login?next=")


@pytest.mark.parametrize("endpoint", SENT)
def test_nothing_is_changed_by_one_who_is_not_logged_in(browse, at_the_committee, endpoint):
    address = address_of(browse, endpoint, at_the_committee)

    assert browse.client.post(address, data={"csrf_token": browse.token(), "reason": "x"}).status_code == 401


def test_documents_and_drawings_ask_for_a_login_too(browse, at_the_committee):
    document = at_the_committee.document("provisional_account")
    addresses = [
        browse.address("documents.open_pdf", document_id=document.id),
        browse.address("documents.data", document_id=document.id),
        browse.address("cases.diagram", case_id=at_the_committee.case_id, process="closing"),
    ]

    assert [browse.client.get(address).status_code for address in addresses] == [302, 302, 302]


@pytest.mark.parametrize("who", [STRANGER, ("torben@viborg.example", "791"), AUDITOR])
@pytest.mark.parametrize("endpoint", OF_A_CASE)
def test_one_without_a_part_does_not_learn_that_the_case_exists(browse, at_the_committee, endpoint, who):
    answer = acting(browse, who).client.get(address_of(browse, endpoint, at_the_committee))

    assert answer.status_code in (403, 404)
    assert "Åbrinken" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("endpoint", ["cases.show", "cases.documents", "cases.history", "journal.index"])
def test_the_auditor_of_the_case_sees_nothing_of_it(browse, seeded, endpoint):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1)
    walk.treat_provisional().send_provisional().follow("final").enter("final", EXAMPLE_1)

    acting(browse, AUDITOR).get(endpoint, case_id=walk.case_id, status=404)
    assert walk.waits_for == {"task_endorse_account"}


def test_the_drawing_is_not_for_those_without_a_part(browse, at_the_committee):
    for who in (STRANGER, AUDITOR):
        acting(browse, who).get("cases.diagram", case_id=at_the_committee.case_id, process="closing", status=404)


@pytest.mark.parametrize("who", FOLLOWERS)
@pytest.mark.parametrize("endpoint", ["cases.show", "cases.index", "home.index", "documents.index", "cases.documents"])
def test_before_the_committee_has_treated_it_no_municipality_sees_an_amount(browse, at_the_committee, endpoint, who):
    answer = acting(browse, who).client.get(address_of(browse, endpoint, at_the_committee))
    text = answer.get_data(as_text=True).replace("\xa0", " ")

    assert answer.status_code == 200
    assert not AMOUNT.search(text), AMOUNT.search(text)
    assert "Kommunens andel" not in text
    assert 'id="regnskaber"' not in text
    assert str(at_the_committee.document("provisional_account").number) not in text


@pytest.mark.parametrize("who", FOLLOWERS)
def test_before_the_committee_has_treated_it_the_account_cannot_be_opened(browse, at_the_committee, who):
    document = at_the_committee.document("provisional_account")

    acting(browse, who).get("documents.open_pdf", document_id=document.id, status=404)
    browse.get("documents.data", document_id=document.id, status=404)


@pytest.mark.parametrize("endpoint", ["cases.history", "journal.index"])
@pytest.mark.parametrize("who", FOLLOWERS)
def test_a_follower_has_neither_history_nor_journal(browse, at_the_committee, who, endpoint):
    acting(browse, who).get(endpoint, case_id=at_the_committee.case_id, status=404)


@pytest.mark.parametrize("who", [VEJLE, SECRETARIAT])
def test_the_operator_and_the_secretariat_see_the_account(browse, at_the_committee, who):
    page = acting(browse, who).get("cases.show", case_id=at_the_committee.case_id)

    assert "−3.656.000 kr." in page.text


def test_the_committee_gets_the_account_as_its_document(browse, at_the_committee):
    document = at_the_committee.document("provisional_account")

    assert acting(browse, FU).client.get(f"/dokumenter/{document.id}/pdf").status_code == 200
    assert acting(browse, SDF).client.get(f"/dokumenter/{document.id}/pdf").status_code == 404


def test_when_it_has_been_sent_each_municipality_sees_its_own_letter_only(browse, at_the_committee):
    at_the_committee.treat_provisional().send_provisional().work()

    kolding = acting(browse, KOLDING).get("home.index").text
    odense = acting(browse, ODENSE).get("home.index").text

    assert "523.289 kr. at betale" in kolding
    assert "348.859" not in kolding
    assert not AMOUNT.search(odense)
