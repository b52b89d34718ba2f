"""Who sees what of a closing, and when: the committee first, then each affected municipality its own share."""

from uuid import uuid4

import pytest

from db.session import transaction
from tests.closing_walk import EXAMPLE_1, colleague, person
from workflows.access.visibility import Aspect
from workflows.errors import NotFound
from workflows.services.casework.cases import list_cases, show_case
from workflows.services.casework.history import history
from workflows.services.casework.taskpage import show_task
from workflows.services.papers.document_lists import my_documents
from workflows.services.papers.documents import open_document, render_document
from workflows.vocabulary import EventKind, Party, Role

ACCOUNT_KINDS = {"provisional_account", "final_account", "share_letter", "significant_change"}
FU, SDF = "Forretningsudvalget (FU)", "Socialdirektørforum (SDF)"
AFFECTED = {"Fredericia Kommune", "Kolding Kommune"}


@pytest.fixture
def laid(walk_to):
    """A closing whose provisional account lies before the business committee."""
    return walk_to("laid")


def director(walk, name: str):
    (found,) = [buyer for buyer in walk.buyers if buyer.organisation_name == name]
    return found


def printed(document):
    """The document, after its bytes were made."""
    with transaction() as session:
        render_document({"document_id": str(document.id)})(session)
    return document


def had_by(walk, name: str) -> set[str]:
    """The kinds of documents of accounts that were sent to an organisation."""
    return {
        document.kind
        for document in walk.documents()
        if document.kind in ACCOUNT_KINDS and name in {one.organisation.name for one in document.deliveries}
    }


def seen_by(walk, actor) -> set[str]:
    """The kinds of documents of accounts that an organisation finds in the case and in its own list."""
    mine = my_documents(actor)
    listed = {row.id for row in (*show_case(walk.case_id, actor).documents, *mine.unread, *mine.read)}
    return {document.kind for document in walk.documents() if document.id in listed} & ACCOUNT_KINDS


def test_before_the_committees_treatment_no_affected_municipality_has_any_account(laid):
    assert laid.receivers("provisional_account") == {FU}
    for name in AFFECTED:
        assert had_by(laid, name) == set()
        assert seen_by(laid, director(laid, name)) == set()


def test_before_the_committees_treatment_an_account_is_not_there_for_who_knows_its_id(laid):
    account = printed(laid.document("provisional_account"))

    for name in AFFECTED:
        with pytest.raises(NotFound):
            open_document(account.id, director(laid, name))


def test_a_buyers_page_shows_neither_accounts_nor_history(laid):
    shown = show_case(laid.case_id, director(laid, "Kolding Kommune"))

    assert shown.aspects == {Aspect.STANDING, Aspect.PARTIES, Aspect.DEADLINES, Aspect.COURSE}
    assert shown.journal == shown.waiting.tasks == []
    (waiting,) = shown.waiting.others
    assert (waiting.label, [one.person for one in waiting.holders]) == ("Registrér udvalgets behandling", [None])
    assert (waiting.lane, waiting.holders[0].organisation) in [(party.label, name) for party, name in shown.parties]
    with pytest.raises(NotFound):
        history(laid.case_id, director(laid, "Kolding Kommune"))


def test_an_account_that_the_committee_sends_back_reaches_no_one_else(laid):
    laid.treat_provisional(taken_note=False).enter("provisional", EXAMPLE_1)

    assert [(one.version, {to.organisation.name for to in one.deliveries}) for one in laid.documents()[-2:]] == [
        (1, {FU}),
        (2, {FU}),
    ]
    assert all(had_by(laid, name) == set() for name in AFFECTED)


def test_the_committees_note_alone_sends_nothing(laid):
    laid.treat_provisional()

    assert all(had_by(laid, name) == set() for name in AFFECTED)
    assert laid.waits_for == {"task_send_provisional_account"}


def test_after_it_each_affected_municipality_gets_the_account_and_a_letter_on_its_own_share(laid):
    laid.treat_provisional().send_provisional()

    assert laid.receivers("provisional_account") == {FU, *AFFECTED}
    letters = {
        letter.data["share"]["party"]: {to.organisation.name for to in letter.deliveries}
        for letter in laid.documents("share_letter")
    }
    assert letters == {name: {name} for name in AFFECTED}
    for name in AFFECTED:
        assert seen_by(laid, director(laid, name)) == {"provisional_account", "share_letter"}


def test_nobody_opens_the_letter_to_another(laid):
    laid.treat_provisional().send_provisional()
    (letter,) = [one for one in laid.documents("share_letter") if one.data["share"]["party"] == "Kolding Kommune"]
    printed(letter)

    with pytest.raises(NotFound):
        open_document(letter.id, director(laid, "Fredericia Kommune"))

    assert open_document(letter.id, director(laid, "Kolding Kommune")).data["share"]["total"] == "-523289"


def test_the_first_opening_is_the_receipt(laid, clock):
    laid.treat_provisional().send_provisional()
    account = printed(laid.document("provisional_account"))
    kolding = director(laid, "Kolding Kommune")

    clock.forward(hours=2)
    open_document(account.id, kolding)
    opened = {one.organisation.name: one.opened_at for one in laid.document("provisional_account").deliveries}
    clock.forward(hours=2)
    open_document(account.id, kolding)

    again = {one.organisation.name: one.opened_at for one in laid.document("provisional_account").deliveries}
    assert again == opened
    assert {name for name, moment in opened.items() if moment is not None} == {"Kolding Kommune"}
    receipts = [event for event in laid.events if event.kind is EventKind.DOCUMENT_READ]
    assert [(event.person_id, event.organisation_id) for event in receipts] == [
        (kolding.person_id, kolding.organisation_id)
    ]


def test_the_operator_reads_its_own_documents_without_a_receipt(laid):
    account = printed(laid.document("provisional_account"))

    open_document(account.id, laid.operator)

    assert not [event for event in laid.events if event.kind is EventKind.DOCUMENT_READ]


def test_a_new_version_takes_the_number_and_names_the_one_it_replaces(laid):
    laid.treat_provisional().send_provisional().follow("replace", text="Salget af inventar var glemt.")
    laid.enter("provisional", EXAMPLE_1.with_line("inventory_sale", "0", "100000"))
    laid.treat_provisional().send_provisional()

    old, new = laid.documents("provisional_account")
    assert (new.number, new.version, new.replaces_id) == (old.number, 2, old.id)
    assert new.data["envelope"]["replaces"]["version"] == 1
    assert {to.organisation.name for to in new.deliveries} == {FU, *AFFECTED}
    letters = [
        (letter.version, letter.data["share"]["total"])
        for letter in laid.documents("share_letter")
        if letter.data["share"]["party"] == "Kolding Kommune"
    ]
    assert letters == [(1, "-523289"), (2, "-507073")]


def test_before_the_committee_has_treated_a_new_version_buyers_see_the_old_one_only(laid):
    laid.treat_provisional().send_provisional().follow("replace").enter("provisional", EXAMPLE_1)

    mine = [row for row in my_documents(director(laid, "Kolding Kommune")).unread if "Foreløbigt" in row.title]

    assert [(row.version, row.replaced) for row in mine] == [(1, False)]


def test_each_significant_change_is_told_to_the_committee_and_the_affected(laid):
    laid.treat_provisional().send_provisional()

    laid.follow("change", text="Inventaret er solgt.", expected_result="-3500000")
    laid.follow("change", text="Fraflytningen trækker ud.", expected_result="-3900000")

    changes = laid.documents("significant_change")
    assert [change.data["reason"] for change in changes] == ["Inventaret er solgt.", "Fraflytningen trækker ud."]
    assert [change.data["changes"][0]["after"] for change in changes] == ["-3500000", "-3900000"]
    assert all({to.organisation.name for to in change.deliveries} == {FU, *AFFECTED} for change in changes)
    assert laid.waits_for == {"task_follow_account"}


def test_the_final_account_goes_to_the_body_before_it_goes_to_the_affected(laid):
    laid.treat_provisional().send_provisional().follow("final").enter("final", EXAMPLE_1)
    assert laid.documents("final_account") == []

    laid.endorse()
    assert laid.receivers("final_account") == {SDF}
    laid.treat_final()
    assert laid.receivers("final_account") == {SDF}
    laid.send_final()

    assert laid.receivers("final_account") == {SDF, *AFFECTED}


def test_an_auditor_sees_the_account_in_its_task_and_nothing_of_the_case(laid):
    laid.treat_provisional().send_provisional().follow("final").enter("final", EXAMPLE_1)
    task = laid.task("task_endorse_account")
    auditor = laid.doer(task)

    page = show_task(task.id, auditor)

    assert page.facts["view"].account.result["accumulated"] == "-3656000"
    assert not page.sees_case
    assert list_cases(auditor).rows == []
    with pytest.raises(NotFound):
        show_case(laid.case_id, auditor)


def test_the_last_auditor_loses_its_part_when_another_is_chosen(laid):
    laid.treat_provisional().send_provisional().follow("final").enter("final", EXAMPLE_1)
    first = laid.task("task_endorse_account")

    assert [one.name for one in laid.parties(Party.AUDITOR)] == ["Bakke & Lund Revision"]
    laid.endorse(endorsed=False)
    assert laid.facts("task_enter_final_account")["sent_back"] == "Gennemgået efter god revisionsskik."
    assert first.organisation_id == laid.party(Party.AUDITOR).id


def test_strangers_learn_nothing_of_a_case(laid):
    viborg = person("torben@viborg.example", "791")

    with pytest.raises(NotFound):
        show_case(laid.case_id, viborg)
    with pytest.raises(NotFound):
        show_task(laid.task("task_treat_provisional_account").id, viborg)
    with pytest.raises(NotFound):
        open_document(uuid4(), viborg)
    assert list_cases(viborg).rows == []


def test_the_operator_and_the_secretariat_see_all_of_a_case(laid):
    secretariat = colleague(laid.party(Party.SECRETARIAT).id, {Role.SECRETARIAT_OFFICER})

    for actor in (laid.operator, secretariat):
        shown = show_case(laid.case_id, actor)
        assert shown.aspects == frozenset(Aspect)
        assert len(shown.documents) == len(laid.documents())
        assert len(history(laid.case_id, actor).rows) == len(laid.events)
