"""Putting mistakes right: one sees what moves before anything is changed, and every correction has a reason."""

from datetime import date

import pytest

from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.takeover_walk import TakeoverWalk
from tests.web.pages.case import KOLDING, SECRETARIAT, STRANGER, VEJLE, acting, case_page
from workflows.vocabulary import CaseStatus


@pytest.fixture
def decided(seeded):
    return ClosingWalk().opened().heard().decided()


def preview(browse, walk, day, *, who=VEJLE, status=200):
    form = acting(browse, who).get("corrections.date_form", case_id=walk.case_id)
    return form.send("Vis, hvad der flyttes", decided_on=day, status=status)


def test_the_preview_tells_old_and_new_dates_and_changes_nothing(browse, decided):
    page = preview(browse, decided, "27-2-2026")

    (row,) = page.rows("Frister, der flyttes")
    assert row[:3] == ["Foreløbigt lukkeregnskab", "2. juni 2026", "27. maj 2026"]
    assert "3 måneder" in row[3]
    assert decided.closing.decided_on == date(2026, 3, 2)
    assert decided.deadline("closing.provisional_account").due_on == date(2026, 6, 2)


def test_the_date_is_corrected_when_the_reason_is_given(browse, decided):
    page = preview(browse, decided, "27-2-2026").send("Ret datoen", reason="Byrådet traf beslutningen i februar.")

    assert page.messages == ["Beslutningsdatoen er rettet, og fristerne følger den nye dato."]
    assert decided.closing.decided_on == date(2026, 2, 27)
    assert decided.task("task_enter_provisional_account").due_on == date(2026, 5, 27)


def test_without_a_reason_nothing_is_corrected(browse, decided):
    page = preview(browse, decided, "27-2-2026").send("Ret datoen", reason=" ", status=422)

    assert page.errors() == {"reason": "Skriv, hvorfor datoen rettes."}
    assert page.rows("Frister, der flyttes")
    assert decided.closing.decided_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("3-3-2026", "ligger i fremtiden"),
        ("2-3-2026", "samme som før"),
        ("1-2-2024", "kender ingen rammeaftale"),
        ("31-2-2026", "findes ikke i kalenderen"),
        ("", "Skriv datoen"),
    ],
)
def test_a_date_that_cannot_stand_is_refused_at_once(browse, decided, day, told):
    page = preview(browse, decided, day, status=422)

    assert told in page.errors()["decided_on"]
    assert page.value("decided_on") == day


def test_a_date_under_another_agreement_tells_which_one_will_apply(browse, seeded):
    walk = ClosingWalk("Botilbuddet Bøgelunden").opened().heard().decided()

    page = preview(browse, walk, "1-2-2016")

    assert "Sagen følger derefter Rammeaftale 2016 for Syddanmark." in page.messages[0]
    assert walk.case.agreement_id == "syddanmark-2025-2026"


def test_a_date_in_another_year_tells_that_the_account_must_be_made_again(browse, decided):
    decided.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()

    page = preview(browse, decided, "15-12-2025")
    page.send("Ret datoen", reason="Byrådet traf beslutningen i december.")

    assert "så der skal laves en ny version af regnskabet" in page.text
    task = decided.task("task_follow_account")
    followed = acting(browse, VEJLE).get("tasks.show", task_id=task.id)
    assert "Nøgleårene er flyttet" in followed.text
    assert "skal den være fra 2023 og 2024" in followed.text


def test_a_tampered_date_leads_back_to_the_first_step(browse, decided):
    acting(browse, VEJLE)

    page = browse.post("corrections.correct_date", {"decided_on": "i går", "reason": "x"}, case_id=decided.case_id)

    assert page.heading == "Ret beslutningsdatoen"


def test_there_is_no_date_to_correct_before_the_decision(browse, seeded):
    walk = ClosingWalk().opened()

    page = acting(browse, VEJLE).get("corrections.date_form", case_id=walk.case_id, status=409)

    assert "ikke registreret en beslutning" in page.text
    assert "Ret beslutningsdatoen" not in case_page(browse, walk.case_id).page.links()


def test_calling_off_says_first_who_will_be_told(browse, decided):
    page = acting(browse, VEJLE).get("calling_off.form", case_id=decided.case_id)

    told = {one.organisation.name for document in decided.documents() for one in document.deliveries}
    assert {item.get_text() for item in page.soup.select("main details li")} == told
    assert f"{len(told)} organisationer, der har fået dokumenter i sagen, får besked om det" in page.text
    assert decided.case.status is CaseStatus.RUNNING


def test_a_closing_called_off_ends_and_keeps_its_record(browse, decided):
    form = acting(browse, VEJLE).get("calling_off.form", case_id=decided.case_id)

    page = form.send("Opgiv lukningen", reason="Kommunerne visiterer igen til tilbuddet.")

    assert "Lukningen er opgivet" in page.messages[0]
    assert "Sagen blev opgivet 2. marts 2026." in page.text
    assert decided.open() == []
    assert "Meddelelse om at lukningen er opgivet" in page.text


def test_a_closing_is_not_called_off_without_a_reason_or_twice(browse, decided):
    form = acting(browse, VEJLE).get("calling_off.form", case_id=decided.case_id)

    assert form.send("Opgiv lukningen", status=422).errors() == {"reason": "Skriv, hvorfor sagen opgives."}
    form.send("Opgiv lukningen", reason="Opgivet.")
    assert "allerede afsluttet" in form.send("Opgiv lukningen", reason="Igen.", status=409).text


def test_a_sent_final_account_is_made_again(browse, settled):
    form = case_page(browse, settled.case_id).page.follow("Lav det endelige lukkeregnskab om")

    page = form.send("Åbn sagen igen", reason="Renten var forkert.")

    assert page.messages == ["Sagen er taget op igen. Nu skal et nyt endeligt lukkeregnskab indtastes."]
    assert list(case_page(browse, settled.case_id).open_tasks) == ["Indtast endeligt lukkeregnskab"]


def test_a_final_account_is_not_made_again_without_a_reason(browse, settled):
    form = case_page(browse, settled.case_id).page.follow("Lav det endelige lukkeregnskab om")

    assert form.send("Åbn sagen igen", status=422).errors() == {"reason": "Skriv, hvorfor regnskabet laves om."}


def test_only_a_settled_final_account_can_be_made_again(browse, seeded):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1)

    page = acting(browse, VEJLE).get("corrections.replace_account_form", case_id=walk.case_id, status=409)

    assert "Kun et sendt endeligt lukkeregnskab" in page.text


ROUTES = ["corrections.date_form", "calling_off.form", "corrections.replace_account_form"]


@pytest.mark.parametrize("endpoint", ROUTES)
def test_a_municipality_that_buys_places_may_not_correct(browse, decided, endpoint):
    acting(browse, KOLDING).get(endpoint, case_id=decided.case_id, status=403)


@pytest.mark.parametrize("endpoint", ROUTES)
def test_one_without_a_part_does_not_learn_that_the_case_exists(browse, decided, endpoint):
    torben = ("torben@viborg.example", STRANGER[1])

    acting(browse, torben).get(endpoint, case_id=decided.case_id, status=404)


def test_the_secretariat_may_correct_but_not_call_off(browse, decided):
    preview(browse, decided, "27-2-2026", who=SECRETARIAT)

    browse.get("calling_off.form", case_id=decided.case_id, status=403)


@pytest.mark.parametrize("endpoint", ["corrections.date_form", "recommendations.form"])
def test_a_case_of_another_process_has_no_page_of_a_closing(browse, seeded, endpoint):
    takeover = TakeoverWalk().opened()

    page = acting(browse, SECRETARIAT).get(endpoint, case_id=takeover.case_id, status=404)

    assert page.heading == "Siden findes ikke"
