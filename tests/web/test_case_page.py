"""The page of a case: where it stands, who has it, what happens next, by when, and why."""

from datetime import date

import pytest

from db.models.case import CaseEvent
from db.session import transaction
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.statements import asked
from tests.web.pages.case import FU, KOLDING, ODENSE, SDF, SECRETARIAT, VEJLE, acting, case_page, words
from workflows.clock import now
from workflows.services.casework import history
from workflows.services.casework.handing_over import colleagues, hand_over
from workflows.services.closing.corrections import correct_decision_date
from workflows.services.running import runner
from workflows.vocabulary import EventKind


@pytest.fixture
def decided(seeded):
    return ClosingWalk().opened().heard().decided()


def test_the_operator_sees_what_waits_and_what_can_come_then(browse, decided):
    page = case_page(browse, decided.case_id)

    assert page.page.heading == "Lukning af Bofællesskabet Åbrinken"
    assert list(page.open_tasks) == ["Indtast foreløbigt lukkeregnskab"]
    assert "Hvad sker der så? Registrér udvalgets behandling (forretningsudvalg)" in page.standing


def test_the_button_leads_to_the_task(browse, decided):
    address = case_page(browse, decided.case_id).open_tasks["Indtast foreløbigt lukkeregnskab"]

    assert str(decided.task("task_enter_provisional_account").id) in address


def test_a_question_ahead_is_told_with_both_answers(browse, seeded):
    walk = ClosingWalk().opened().heard()

    standing = case_page(browse, walk.case_id).standing

    assert "Lukker tilbuddet? Ja: Skal der laves lukkeregnskab?" in standing
    assert "Lukker tilbuddet? Nej: Tilbuddet fortsætter – sagen slutter" in standing


def test_one_who_is_not_to_act_is_told_so(browse, decided):
    page = case_page(browse, decided.case_id, ODENSE)

    assert page.open_tasks == {}
    assert "Sagen venter ikke på jer." in page.standing
    assert "Afventer driftsherren: Indtast foreløbigt lukkeregnskab" in page.standing


def test_during_the_hearing_the_members_still_silent_are_counted(browse, seeded):
    walk = ClosingWalk().opened()

    page = case_page(browse, walk.case_id, SDF)

    assert "23 organisationer" in page.standing
    assert "Registrér høringssvar, der er kommet uden om Rammesag" in page.page.links()


def test_a_deadline_says_how_it_came_about(browse, decided):
    deadline = case_page(browse, decided.case_id).deadlines["Foreløbigt lukkeregnskab"]

    assert deadline.startswith("2. juni 2026")
    assert "senest 3 måneder" in deadline
    assert "syddanmark-2025-2026, bilag 5" in deadline


def test_a_deadline_that_was_replaced_is_struck_through(browse, decided, clock):
    clock.forward(days=5)
    correct_decision_date(decided.case_id, decided_on=date(2026, 2, 27), reason="Forkert dato.", actor=decided.operator)

    page = case_page(browse, decided.case_id)

    assert page.replaced_deadlines == ["Foreløbigt lukkeregnskab: 2. juni 2026"]
    assert page.deadlines["Foreløbigt lukkeregnskab"].startswith("27. maj 2026")


def test_a_deadline_that_the_agreement_of_a_corrected_date_does_not_set_counts_no_more(browse, seeded):
    walk = ClosingWalk("Botilbuddet Bøgelunden").opened().heard().decided()
    correct_decision_date(walk.case_id, decided_on=date(2016, 12, 12), reason="Forkert dato.", actor=walk.operator)

    page = case_page(browse, walk.case_id)

    assert "Foreløbigt lukkeregnskab: 2. juni 2026" in page.replaced_deadlines
    assert "Gælder ikke længere; der er ingen frist i stedet." in page.page.text
    assert "Foreløbigt lukkeregnskab" not in page.deadlines


def test_the_course_is_told_in_words_step_by_step(browse, decided):
    page = case_page(browse, decided.case_id)

    assert page.current_part == "Foreløbigt lukkeregnskab"
    assert page.steps("Høring")["Besvar høringen"].startswith("Udført · Høringspart")
    assert page.steps("Foreløbigt lukkeregnskab")["Indtast foreløbigt lukkeregnskab"] == "I gang · Driftsherre"
    assert page.steps("Endeligt lukkeregnskab")["Påtegn regnskabet"] == "Ikke nået · Revisor"


def test_a_step_that_an_ended_case_did_not_take_is_said_to_be_unused(browse, settled):
    steps = case_page(browse, settled.case_id).steps("Lukning af tilbud")

    assert steps["Planlæg overgangen med brugerkommunerne"].startswith("Ikke gennemført")
    assert steps["Regnskab afsluttet"].startswith("Udført")


def test_each_part_of_the_course_has_its_drawing(browse, decided):
    page = case_page(browse, decided.case_id).page
    addresses = [frame["data-drawing"] for frame in page.soup.select("[data-drawing]")]

    drawings = [browse.client.get(address) for address in addresses]

    assert len(drawings) == 4
    assert all(b"bpmn:definitions" in drawing.data for drawing in drawings)
    assert {drawing.content_type for drawing in drawings} == {"application/xml; charset=utf-8"}


def test_a_drawing_that_the_case_does_not_have_is_not_found(browse, decided):
    acting(browse, VEJLE).get("cases.diagram", case_id=decided.case_id, process="takeover", status=404)


def test_documents_on_their_way_are_asked_for_until_they_are_there(browse, decided):
    page = case_page(browse, decided.case_id)
    section = page.page.soup.select_one("#dokumenter")
    assert section["hx-get"] == browse.address("cases.documents", case_id=decided.case_id)
    assert "Dannes …" in page.documents["2026-0001-D01, version 1"]

    runner.work_once()

    made = browse.client.get(section["hx-get"]).get_data(as_text=True)
    assert "hx-get" not in made
    assert "Dannes" not in made


def test_the_operator_sees_who_has_opened_a_document(browse, settled):
    row = case_page(browse, settled.case_id).documents["2026-0001-D05, version 1"]

    assert row.startswith("Varsel om lukning")
    assert "2 modtagere, åbnet af 0" in row
    assert "Kolding Kommune Sendt 2. marts 2026 kl. 9.00. Leveret 2. marts 2026 kl. 9.00. Ikke åbnet." in row


def test_a_new_version_of_an_account_replaces_the_one_before(browse, seeded):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1)
    walk.treat_provisional(taken_note=False).enter("provisional", EXAMPLE_1)

    page = case_page(browse, walk.case_id)

    first, second = (row for number, row in sorted(page.documents.items()) if "D06" in number)
    assert "Erstattet af version 2" in first
    assert "Erstattet" not in second
    assert page.accounts == ["Foreløbigt lukkeregnskab, version 2", "Foreløbigt lukkeregnskab, version 1 (erstattet)"]


def test_an_account_shows_what_each_bears_and_how_it_was_computed(browse, settled):
    page = case_page(browse, settled.case_id)

    shares = page.page.rows("Fordeling")
    assert ["Kolding Kommune", "16,22 %", "−523.289 kr.", "−523.289 kr."] in shares
    assert shares[-1] == ["I alt", "", "", "−3.656.000 kr."]
    assert "5 % × basis" in page.page.text


def test_what_the_agreement_says_of_the_course_is_told_with_its_paragraph(browse, decided):
    text = words(case_page(browse, decided.case_id).page.soup.select_one("#om"))

    assert "Belægningen er faldet tre år i træk." in text
    assert "Det siger Rammeaftale 2025-2026 for Syddanmark" in text
    assert "(syddanmark-2025-2026, bilag 4, tabel 4.1)" in text


def test_a_party_is_named_with_who_has_worked_in_the_case_last(browse, walk_to):
    page = case_page(browse, walk_to("decided").case_id, SECRETARIAT).page

    assert "Vejle Kommune (senest Anne Holmgaard)" in " ".join(page.soup.select_one("#parter").get_text(" ").split())


def test_the_parties_stand_under_their_part(browse, decided):
    parties = case_page(browse, decided.case_id).parties

    assert "Køberkommune Fredericia Kommune, Kolding Kommune" in parties
    assert "Høringspart Vis alle 23" in parties


def test_the_history_can_be_narrowed_to_one_kind(browse, decided):
    page = acting(browse, VEJLE).get("cases.history", case_id=decided.case_id)
    everything = len(page.soup.select(".timeline li"))

    narrowed = page.browse.get("cases.history", case_id=decided.case_id, art="case_opened")

    assert everything > 20
    assert [words(title) for title in narrowed.soup.select(".timeline-title")] == ["Sag oprettet"]


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        (VEJLE, ["Sagen", "Høring og svar", "Dialog", "Ekstra opgaver", "Journal", "Historik"]),
        (SECRETARIAT, ["Sagen", "Høring og svar", "Dialog", "Ekstra opgaver", "Journal", "Historik"]),
        (FU, ["Sagen", "Dialog", "Ekstra opgaver"]),
        (KOLDING, ["Sagen", "Dialog"]),
    ],
)
def test_each_sees_the_pages_that_its_part_opens(browse, decided, who, pages):
    assert case_page(browse, decided.case_id, who).subpages == pages


def test_what_can_be_put_right_is_offered_to_those_who_may(browse, decided):
    links = {"Ret beslutningsdatoen", "Opgiv lukningen"}

    operator = case_page(browse, decided.case_id).page.links()
    buyer = case_page(browse, decided.case_id, KOLDING).page.links()

    assert links <= set(operator)
    assert not links & set(buyer)


def test_the_four_questions_are_answered_on_top(browse, decided):
    standing = case_page(browse, decided.case_id, ODENSE).standing

    assert "Hvem har den? Sagen venter ikke på jer. Indtast foreløbigt lukkeregnskab: Vejle Kommune" in standing
    assert "senest 2. juni 2026" in standing
    assert "Hvad sker der så? Registrér udvalgets behandling" in standing
    assert "Hvornår, og hvorfor den dag?" in standing
    assert "Derfor den dag" in standing
    assert "syddanmark-2025-2026, bilag 5" in standing


def test_a_colleague_who_was_given_the_task_is_named_to_the_parties_that_see_all(browse, decided):
    task = decided.task("task_enter_provisional_account")
    hand_over(
        task.id,
        revision=task.revision,
        to_person_id=colleagues(task.id)[0].id,
        reason="Hun kender tallene.",
        actor=decided.operator,
    )
    name = colleagues(task.id)[0].name

    assert f"Står til {name}" in case_page(browse, decided.case_id).standing
    assert f"Vejle Kommune ({name})" in case_page(browse, decided.case_id, SECRETARIAT).standing
    assert name not in case_page(browse, decided.case_id, FU).standing


def test_an_overdue_step_says_so_in_words(browse, decided, clock):
    clock.set(date(2026, 6, 3))

    page = case_page(browse, decided.case_id)

    assert "Overskredet Fristen var 2. juni 2026" in words(page.page.soup.select_one("[data-overdue]"))
    assert "Overskredet" in page.standing


def test_a_date_to_be_met_comes_before_a_day_that_passes_by_itself(browse, decided):
    standing = case_page(browse, decided.case_id).standing

    assert "Hvornår, og hvorfor den dag? Indtast foreløbigt lukkeregnskab 2. juni 2026" in standing


def test_the_page_asks_as_much_of_the_database_for_a_long_history(browse, decided):
    acting(browse, VEJLE)
    browse.get("cases.show", case_id=decided.case_id)

    with asked() as short:
        browse.get("cases.show", case_id=decided.case_id)
    with transaction() as session:
        session.add_all(
            CaseEvent(case_id=decided.case_id, kind=EventKind.STEP, happened_at=now(), position=number, text="Et trin")
            for number in range(1000)
        )
    with asked() as long:
        browse.get("cases.show", case_id=decided.case_id)

    assert len(long.statements) == len(short.statements)


def test_what_narrows_the_history_stands_in_the_address_and_on_the_next_page(browse, decided, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 2)
    page = acting(browse, VEJLE).get("cases.history", case_id=decided.case_id, art="task_done", ord="høringen")

    second = page.follow("Næste side")

    assert {words(title) for title in second.soup.select(".timeline-title")} == {"Opgave udført"}
    assert "art=task_done" in second.answer.request.full_path
    assert second.soup.select_one("#ord")["value"] == "høringen"
    assert "Vis hele historikken" in second.links()


def test_a_choice_that_finds_nothing_says_what_to_do(browse, decided):
    page = acting(browse, VEJLE).get("cases.history", case_id=decided.case_id, ord="hverken eller")

    assert "Intet i historikken svarer til det, du har valgt" in page.text


def test_a_date_that_can_not_be_read_is_said_at_its_field(browse, decided):
    page = acting(browse, VEJLE).get("cases.history", case_id=decided.case_id, siden="i går")

    assert "Fejl:" in words(page.soup.select_one("#siden-error"))
    assert page.soup.select(".timeline li")


def test_the_history_is_not_there_for_who_may_not_see_it(browse, decided):
    acting(browse, KOLDING).get("cases.history", case_id=decided.case_id, status=404)
