"""A yearly re-evaluation walked along every path of its diagram, and what becomes of the list."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.brake_walk import SJAELLAND, ReevaluationWalk, criteria_entered
from tests.conftest import START, Clock
from workflows.clock import today
from workflows.engine.description import Kind
from workflows.engine.diagrams import describe, read_diagrams
from workflows.services.emergency_brake.specialised_lists import current_list, list_history
from workflows.vocabulary import CaseStatus, Party

DESCRIPTION = describe(read_diagrams(Path(__file__).parents[2] / "bpmn" / "reevaluation", "reevaluation"))
HOVEDSTADEN = "hovedstaden-2019-2020"
NEW = {"name": "Nyhuset", "operator": "Gladsaxe Kommune", "area": "adults", "standing": "new"}


@pytest.fixture
def walk(seeded):
    found = ReevaluationWalk()
    criteria_entered(found.secretariat)
    return found


def test_all_answer_and_the_list_is_adopted_as_it_is(walk):
    walk.opened().answered().selected().evaluated().proposed().adopted()

    assert walk.case.status is CaseStatus.CLOSED
    assert walk.case.standing == "Listen gælder"
    assert len(current_list(HOVEDSTADEN, today())) == 9
    assert walk.incidents == []


def test_the_questionnaire_goes_to_all_municipalities_of_the_region(walk):
    walk.opened()

    assert len(walk.open("task_answer_questionnaire")) == 29
    assert len(walk.receivers("reevaluation_questionnaire")) == 29
    assert {task.due_on for task in walk.open()} == {today() + timedelta(days=30)}


def test_silence_is_reminded_of_and_ends_at_the_deadline(walk, clock: Clock):
    walk.opened().answered(20)

    clock.forward(days=23)
    walk.fire()
    assert len(walk.notices) == 9
    clock.forward(days=8)
    walk.fire()

    assert walk.waits_for == {"task_select_offers"}
    assert walk.facts("task_select_offers")["answered"] == 20


def test_a_year_without_asking_about_demand_goes_straight_to_the_evaluation(walk):
    walk.opened(ask_demand=False, demand_reason="Der blev spurgt i udviklingsstrategien.")

    assert walk.waits_for == {"task_select_offers"}
    assert walk.documents("reevaluation_questionnaire") == []
    assert any("lægger op til" in event.text for event in walk.events)


def test_each_offer_is_evaluated_by_itself_new_and_others_too(walk):
    other = NEW | {"name": "Gammelgården", "standing": "other"}
    walk.opened(ask_demand=False, demand_reason="Spurgt før.").selected(NEW, other)

    labels = [task.label for task in walk.open("task_evaluate_offer")]
    assert len(labels) == 11
    assert {"Vurdér Nyhuset", "Vurdér Gammelgården", "Vurdér Sofieskolen"} <= set(labels)


def test_the_adopted_list_becomes_the_dated_list_and_history_stays(walk):
    valid_from = today() + timedelta(days=20)
    walk.opened().answered(2)
    for task in walk.open("task_answer_questionnaire"):
        walk.complete(task, walk.demand(), walk.doer(task))
    walk.selected(NEW).evaluated().proposed(Nyhuset=True, Lyngdal=False).adopted(valid_from=valid_from.isoformat())

    before, after = ({row.name for row in current_list(HOVEDSTADEN, day)} for day in (today(), valid_from))
    assert "Lyngdal" in before
    assert "Nyhuset" not in before
    assert after == before - {"Lyngdal"} | {"Nyhuset"}
    (ended,) = [row for row in list_history(HOVEDSTADEN) if row.name == "Lyngdal"]
    assert ended.valid_to == valid_from - timedelta(days=1)
    assert ended.ended_reason == "Ændret efter vurderingen."
    (added,) = [row for row in list_history(HOVEDSTADEN) if row.name == "Nyhuset"]
    assert added.case_number == walk.case.number


def test_a_list_that_is_sent_back_is_proposed_again(walk):
    walk.opened().answered().selected().evaluated().proposed().adopted("back")

    assert walk.waits_for == {"task_propose_list"}
    walk.proposed().adopted()
    assert walk.case.status is CaseStatus.CLOSED
    assert len(walk.documents("reevaluation_list")) == 3


def test_the_list_goes_to_all_municipalities_but_not_to_the_political_body(walk):
    walk.opened().answered().selected().evaluated().proposed().adopted()

    receivers = walk.receivers("reevaluation_list")
    assert "Gladsaxe Kommune" in receivers
    assert "Region Hovedstaden" in receivers
    assert "KKR Hovedstaden" not in receivers
    assert walk.parties(Party.POLITICAL_BODY) == []


def test_the_evaluation_tells_the_demand_for_each_offer(walk):
    walk.opened().answered().selected().evaluated().proposed()

    told = walk.document("reevaluation_evaluation").data
    (sofieskolen,) = [one for one in told["evaluations"] if one["offer"]["name"] == "Sofieskolen"]
    assert "58 borgere nu, 87 ventet" in sofieskolen["demand"]
    assert len(sofieskolen["demand_plot"]["labels"]) == 29
    assert [one["criterion"]["number"] for one in sofieskolen["criteria"]] == [1, 2, 3, 4, 5, 6]


def test_sjaelland_evaluates_with_the_bodies_that_its_secretariat_chooses(seeded):
    walk = ReevaluationWalk(SJAELLAND)
    bodies = {
        "evaluating_body_id": str(walk.organisation("taskforce-sjaelland").id),
        "adopting_body_id": str(walk.organisation("administrativt-niveau-sjaelland").id),
    }
    walk.opened(**bodies).answered().selected().evaluated().proposed().adopted()

    assert walk.case.status is CaseStatus.CLOSED
    assert len(current_list("sjaelland-2018-2019", today())) == 10
    told = " ".join(f"{event.text} {event.source}" for event in walk.events).lower()
    assert "hovedstaden" not in told
    assert not any("hovedstaden" in str(document.data).lower() for document in walk.documents())


def test_every_element_is_passed_by_some_path(walk, clock: Clock):
    clock.set(START)
    walk.opened().answered(5)
    for days in (23, 8):
        clock.forward(days=days)
        walk.fire()
    walk.selected().evaluated().proposed().adopted("back").proposed().adopted()
    later = ReevaluationWalk()
    clock.set(date(2027, 3, 1))
    later.opened().answered().selected().evaluated().proposed().adopted()

    assert {*walk.passed, *later.passed} == {one.id for one in DESCRIPTION.elements}
    assert {one.kind for one in DESCRIPTION.elements} >= {Kind.USER_TASK, Kind.BOUNDARY_TIMER}
