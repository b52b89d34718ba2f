"""The tasks of an account on its way: treated, sent, followed, endorsed."""

import pytest

from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.web.pages.task import open_task
from workflows.vocabulary import AccountKind

pytestmark = pytest.mark.usefixtures("seeded")

TODAY = "2-3-2026"


@pytest.fixture
def walk(seeded):
    """A closing of the offer of example 1, in its hearing."""
    return ClosingWalk().opened()


@pytest.fixture
def sent(walk):
    """The same closing when the provisional account is sent."""
    return walk.heard().decided().enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()


# --- the account on its way


def test_the_committee_sees_the_account_in_full_and_takes_note_of_it(browse, walk):
    walk.heard().decided().enter("provisional", EXAMPLE_1)
    page = open_task(browse, walk, "task_treat_provisional_account")

    after = page.complete(meeting_on=TODAY, taken_note="yes")

    assert "underskud 3.226.950 kr." in page.page.text
    assert ["Personaleomkostninger", "7.037.000", "6.500.000"] in page.page.rows(
        "Resultatopgørelse for 2026: Bofællesskabet Åbrinken"
    )
    assert "Vejle Kommune kan nu sende regnskabet" in after.page.messages[0]


def test_an_account_sent_back_needs_a_reason_and_tells_it_to_the_operator(browse, walk):
    walk.heard().decided().enter("provisional", EXAMPLE_1)
    page = open_task(browse, walk, "task_treat_provisional_account")

    without = page.complete(meeting_on=TODAY, taken_note="no", status=422)
    after = without.complete(text="Uddyb ejendomsomkostningerne.")
    again = open_task(browse, walk, "task_enter_provisional_account")

    assert without.errors() == {"text": "Skriv, hvorfor regnskabet sendes tilbage."}
    assert "sendt tilbage til Vejle Kommune" in after.page.messages[0]
    assert any("Uddyb ejendomsomkostningerne." in message for message in again.page.messages)
    assert again.value("lines-staff-account") == "6.500.000"


def test_it_is_shown_who_gets_what_before_an_account_is_sent(browse, walk):
    walk.heard().decided().enter("provisional", EXAMPLE_1).treat_provisional()
    page = open_task(browse, walk, "task_send_provisional_account")

    after = page.complete()

    letter = "Foreløbigt lukkeregnskab og brev om kommunens andel"
    assert page.page.rows("Modtagere") == [
        ["Fredericia Kommune", letter, "Betaler 348.859 kr."],
        ["Kolding Kommune", letter, "Betaler 523.289 kr."],
    ]
    assert page.sends == "Send til 2 kommuner"
    assert after.page.messages[0] == "Det foreløbige lukkeregnskab er sendt til de berørte kommuner."
    assert after.page.heading == "Indberet ændring, eller gå videre"


def test_a_significant_change_is_told_with_its_sign_in_words(browse, sent):
    page = open_task(browse, sent, "task_follow_account")
    typed = {"next_step": "change", "expected_result-amount": "3.500.000"}

    unsigned = page.complete(**typed, text="Salg af inventar.", status=422)
    after = unsigned.complete(**{"expected_result-sign": "deficit"})

    assert "underskud eller et overskud" in unsigned.errors()["expected_result-amount"]
    assert after.page.messages[0] == ("Ændringen er meddelt de berørte kommuner og Forretningsudvalget (FU).")
    assert sent.closing.change_expected == -3_500_000


def test_an_account_is_replaced_with_a_reason(browse, sent):
    page = open_task(browse, sent, "task_follow_account")

    without = page.complete(next_step="replace", status=422)
    after = without.complete(text="Tastefejl i afskrivninger.")

    assert without.errors() == {"text": "Skriv, hvad der er ændret, og hvorfor."}
    assert after.page.heading == "Indtast foreløbigt lukkeregnskab"
    assert after.value("lines-depreciation-account") == "381.000"


def test_the_final_account_comes_after_the_provisional_one(browse, sent):
    after = open_task(browse, sent, "task_follow_account").complete(next_step="final")

    assert after.page.heading == "Indtast endeligt lukkeregnskab"


def test_what_shall_happen_next_has_to_be_chosen(browse, sent):
    page = open_task(browse, sent, "task_follow_account").complete(text="Noget er sket.", status=422)

    assert page.errors() == {"next_step": "Vælg, hvad der skal ske."}


# --- the auditor


def test_the_auditor_sees_the_account_with_its_differences_and_endorses(browse, sent):
    cheaper = EXAMPLE_1.with_line("staff", "7037000", "6400000")
    sent.follow("final").enter("final", cheaper)

    page = open_task(browse, sent, "task_endorse_account")
    after = page.complete(endorsed="yes", statement="Regnskabet er rigtigt.")

    assert ["Personaleomkostninger", "6.500.000", "6.400.000", "−100.000"] in page.page.rows(
        "Forskel til det foreløbige regnskab"
    )
    assert "Bofællesskabet Åbrinken for 2026" in page.value("statement")
    assert (after.page.path, after.page.messages[0]) == ("/opgaver", "Påtegningen er sendt til Vejle Kommune.")
    assert sent.account(AccountKind.FINAL).endorsement == "Regnskabet er rigtigt."


def test_the_auditor_sends_an_account_back_with_a_reason(browse, sent):
    sent.follow("final").enter("final", EXAMPLE_1)
    page = open_task(browse, sent, "task_endorse_account")

    without = page.complete(endorsed="no", status=422)
    after = without.complete(reason="Bilag til afskrivninger mangler.")
    again = open_task(browse, sent, "task_enter_final_account")

    assert without.errors() == {"reason": "Udfyld feltet."}
    assert "sendt tilbage til Vejle Kommune med din begrundelse" in after.page.messages[0]
    assert any("Bilag til afskrivninger mangler." in message for message in again.page.messages)


def test_the_auditor_sees_nothing_else_of_the_case(browse, sent):
    sent.follow("final").enter("final", EXAMPLE_1)

    page = open_task(browse, sent, "task_endorse_account")

    assert page.page.menu == ["Mine opgaver", "Frister"]
    assert "Sagens papirer" not in page.beside
    assert not [address for address in page.page.links().values() if address.startswith(("/sager", "/dokumenter"))]
    assert "Giv opgaven videre" not in page.page.text
    browse.get("cases.show", case_id=sent.case_id, status=404)
    document = sent.document("provisional_account")
    browse.get("documents.open_pdf", document_id=document.id, status=404)
    browse.get("tasks.show", task_id=sent.tasks("task_enter_final_account")[0].id, status=404)


def test_the_body_treats_the_final_account_and_the_operator_ends_the_case(browse, sent):
    sent.follow("final").enter("final", EXAMPLE_1).endorse()
    page = open_task(browse, sent, "task_treat_final_account")
    page.complete(meeting_on=TODAY, taken_note="yes", text="Ingen bemærkninger.")

    after = open_task(browse, sent, "task_send_final_account").complete()

    assert "Gennemgået efter god revisionsskik." in page.page.text
    assert "sendt til de berørte kommuner, og sagen er afsluttet" in after.page.messages[0]
    assert after.page.path == f"/sager/{sent.case_id}"
