"""The yearly evaluation of a list on the screen: opened, answered, evaluated, proposed and adopted."""

import pytest

from tests.brake_walk import ReevaluationWalk, criteria_entered, later
from tests.closing_walk import colleague, person
from tests.web.pages.brake import danish
from tests.web.pages.task import TaskPage, act_as, open_task
from workflows.vocabulary import Role

pytestmark = pytest.mark.usefixtures("seeded")
LISTED = 9
"""The offers that stand on the list, hovedstaden-2019-2020, 9."""


@pytest.fixture
def walk(seeded):
    """A year's evaluation that has been opened, with the questionnaire sent."""
    walk = ReevaluationWalk()
    criteria_entered(walk.secretariat)
    return walk.opened()


def test_the_criteria_must_be_entered_first_and_the_opening_says_so(browse):
    act_as(browse, ReevaluationWalk().secretariat)
    form = browse.get("reevaluation.open_form")

    assert "Kriterierne mangler" in form.text
    refused = form.send("Opret sagen", status=422, ask_demand="yes", deadline=danish(later(30)))
    assert "Indtast først ordlyden af de 6 kriterier" in refused.text
    assert refused.follow("Indtast kriterierne").heading == "Kriteriernes ordlyd"


def test_a_year_without_demand_is_a_departure_that_needs_a_reason(browse):
    walk = ReevaluationWalk()
    criteria_entered(walk.secretariat)
    act_as(browse, walk.secretariat)
    form = browse.get("reevaluation.open_form")

    wrong = form.send("Opret sagen", status=422, ask_demand="yes", year="2031").errors()
    assert wrong == {"year": "Vælg i år eller næste år.", "deadline": "Sæt en svarfrist for spørgeskemaet."}
    refused = form.send("Opret sagen", status=422, ask_demand="no")
    assert set(refused.errors()) == {"demand_reason"}
    page = refused.send("Opret sagen", demand_reason="Kommunerne er lige spurgt.")

    assert "Efterspørgslen undersøges ikke i år" in page.text
    assert "Kommunerne er lige spurgt." in page.text


def test_only_the_secretariat_of_an_agreement_with_a_list_opens_it(browse):
    act_as(browse, person("anne@vejle.example", "630"))
    browse.get("reevaluation.open_form", status=403)

    act_as(browse, person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"))
    assert "har ingen model" in browse.get("reevaluation.open_form", status=409).text


def answered(page, citizens="2"):
    """The fields of the questionnaire, filled in."""
    rows = range(LISTED)
    return {f"offers-{row}-citizens": citizens for row in rows} | {f"offers-{row}-expected": "3" for row in rows}


def test_a_municipality_answers_for_each_offer_and_proposes_another(browse, walk):
    page = open_task(browse, walk, "task_answer_questionnaire")

    refused = page.complete(status=422, **answered(page) | {"offers-4-citizens": ""})
    assert set(refused.errors()) == {"offers-4-citizens"}
    assert refused.value("offers-3-expected") == "3"
    more = TaskPage(refused.page.send("Tilføj tilbud"))
    more.complete(**{"offers-4-citizens": "0", "proposals-0-name": "Fjordhuset", "proposals-0-text": "Særlig viden."})

    walk.answered()
    select = open_task(browse, walk, "task_select_offers")
    assert select.value("offers-0-name") == "Fjordhuset"
    assert "Særlig viden." in select.page.text


def test_the_offers_besides_the_list_are_chosen_and_each_gets_its_task(browse, walk):
    walk.answered()
    page = TaskPage(open_task(browse, walk, "task_select_offers").page.send("Tilføj tilbud"))

    refused = page.complete(status=422, **{"offers-0-name": "Fjordhuset"})
    assert set(refused.errors()) == {"offers-0-standing"}
    refused.complete(**{"offers-0-standing": "new"})

    assert len(walk.open("task_evaluate_offer")) == LISTED + 1


def test_an_offer_is_evaluated_criterion_by_criterion_with_the_demand_drawn(browse, walk):
    walk.answered().selected()
    page = open_task(browse, walk, "task_evaluate_offer")
    said = {f"criteria-{row}-text": "Begrundet." for row in range(6)} | {
        f"criteria-{row}-met": "yes" for row in range(6)
    }

    assert page.page.soup.select_one("img")["alt"].startswith("Søjlediagram, Efterspørgslen efter")
    refused = page.complete(status=422, conclusion="Opfylder dem.", meets="yes", **said | {"criteria-2-text": ""})
    assert set(refused.errors()) == {"criteria-2-text"}
    refused.complete(**{"criteria-2-text": "Begrundet."})

    assert len(walk.open("task_evaluate_offer")) == LISTED - 1


def test_a_change_of_the_list_needs_its_reason_and_a_secured_offer_is_refused(browse, walk):
    walk.answered().selected().evaluated()
    page = open_task(browse, walk, "task_propose_list")
    assert page.value("entries_proposed-0-listed") == "yes"

    typed = {"entries_proposed-0-listed": "no", "entries_proposed-1-national_or_secured": "y", "summary": "Ét går ud."}
    refused = page.complete(status=422, **typed)
    assert set(refused.errors()) == {"entries_proposed-0-reason", "entries_proposed-1-national_or_secured"}
    refused.complete(**{"entries_proposed-0-reason": "Behovet er væk.", "entries_proposed-1-national_or_secured": None})

    adopt = open_task(browse, walk, "task_adopt_list")
    rows = adopt.page.rows("Den foreslåede liste")
    assert [row[2] for row in rows].count("Går ud af listen") == 1


def test_the_list_is_sent_back_and_then_adopted_for_everybody_to_see(browse, walk):
    walk.answered().selected({"name": "Fjordhuset", "standing": "new", "area": "adults"}).evaluated()
    walk.proposed(Fjordhuset=True)
    page = open_task(browse, walk, "task_adopt_list")

    assert set(page.complete(status=422, meeting_on="2-3-2026", outcome="back").errors()) == {"text"}
    page.complete(meeting_on="2-3-2026", outcome="back", text="Begrund det bedre.")
    again = open_task(browse, walk, "task_propose_list")
    assert "Begrund det bedre." in again.page.text
    again.complete()
    open_task(browse, walk, "task_adopt_list").complete(meeting_on="2-3-2026", outcome="adopt")
    walk.in_force()

    act_as(browse, colleague(walk.organisation("101").id, {Role.DIRECTOR}))
    listed = [
        row[0] for row in browse.get("specialised_offers.index").rows("Listen i Rammeaftale 2019-2020 for Hovedstaden")
    ]
    assert "Fjordhuset" in listed
    assert len(listed) == LISTED + 1


def test_the_case_shows_the_evaluations_to_those_in_it_only(browse, walk):
    walk.answered().selected().evaluated()
    act_as(browse, walk.secretariat)
    inside = browse.get("cases.show", case_id=walk.case_id)
    act_as(browse, colleague(walk.organisation("101").id, {Role.DIRECTOR}))
    outside = browse.get("cases.show", case_id=walk.case_id)

    assert len(inside.rows("Den foreslåede liste")) == LISTED
    assert inside.rows("Efterspørgslen efter tilbuddene på listen")[0][1:] == ["29", "58", "87"]
    assert "Den foreslåede liste" not in outside.text
    assert "29 af 29 har svaret" in outside.text


def test_a_task_force_s_tasks_are_not_the_municipalities_to_do(browse, walk):
    walk.answered()
    task = walk.open("task_select_offers")[0]
    act_as(browse, colleague(walk.organisation("101").id, {Role.DIRECTOR}))

    browse.get("tasks.show", task_id=task.id, status=404)
