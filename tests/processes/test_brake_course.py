"""What is Sjælland's own, withdrawal, and what a re-evaluation refuses."""

from datetime import timedelta

import pytest

from tests.brake_walk import FREE, SJAELLAND, BrakeWalk, ReevaluationWalk, criteria_entered, later, refused
from workflows.clock import today
from workflows.errors import NotAllowed
from workflows.services.casework.calling_off import call_off
from workflows.vocabulary import CaseStatus


@pytest.fixture
def walk(seeded):
    return BrakeWalk().opened()


def test_nothing_of_a_case_in_sjaelland_cites_hovedstaden(seeded):
    walk = BrakeWalk(SJAELLAND).opened().set_up(presupposed=["Har I drøftet det?"]).nominated().assessed().mapped()
    longer = {"name": "Længere varsel", "description": "Tre måneder.", "notice_months": 3}
    lower = FREE | {"calculation": "lower_occupancy", "occupancy": "70"}
    walk.reported(longer, lower, hearing="hold", hearing_deadline=later(20))
    walk.do_all("task_answer_hearing", {"position": "no_objection"})
    walk.do("task_conclude_buyer_hearing", {"outcome": "keep", "text": "Ingen er imod."})
    walk.treated().decided().followed_up()

    told = [f"{event.text} {event.source}" for event in walk.events]
    told += [str(document.data) for document in walk.documents()] + [walk.case.title]
    told += [str((row.effect, row.request)) for row in walk.measures]
    for text in told:
        assert "hovedstaden" not in text.lower(), text
        assert "nødbremse" not in text.lower(), text


def test_the_secretariat_that_sets_a_case_up_and_its_deadlines_are_told(seeded):
    walk = BrakeWalk(SJAELLAND).opened().set_up(nomination_due=later(10))

    told = [event.text for event in walk.events]
    assert any("Sat op af Henrik Sejrup" in text for text in told)
    assert any("Indstilling senest" in text and "Henrik Sejrup" in text for text in told)
    assert walk.task("task_nominate").due_on == today() + timedelta(days=10)


def test_a_set_up_that_cannot_stand_is_refused_by_its_field(seeded):
    walk = BrakeWalk(SJAELLAND).opened()

    refused(lambda: walk.set_up(receiving_body_id=str(walk.offer.operator_id)), "receiving_body_id")
    refused(lambda: walk.set_up(assessed=False), "focus_areas")
    refused(lambda: walk.set_up(region_takes_part=True), "region_takes_part")
    refused(lambda: walk.set_up(decision_due=later(0)), "decision_due")


def test_only_the_operator_withdraws_the_nomination(walk):
    walk.nominated().assessed()
    task_force = walk.doer(walk.task("task_plan_mapping"))

    with pytest.raises(NotAllowed):
        call_off(walk.case_id, reason="Vi orker ikke mere.", actor=task_force)
    call_off(walk.case_id, reason="Belægningen er kommet op.", actor=walk.operator)

    assert walk.case.status is CaseStatus.CALLED_OFF
    assert "Den permanente taskforce" in walk.told_of_the_end


def test_a_reevaluation_asks_each_criterion_and_each_offer(seeded):
    walk = ReevaluationWalk()
    criteria_entered(walk.secretariat)
    walk.opened()
    task = walk.open("task_answer_questionnaire")[0]
    short = walk.demand() | {"offers": walk.demand()["offers"][1:]}
    refused(lambda: walk.complete(task, short, walk.doer(task)), "offers")

    walk.answered().selected()
    one = walk.open("task_evaluate_offer")[0]
    bare = {"criteria": [], "meets": True, "conclusion": "Opfyldt."}
    refused(lambda: walk.complete(one, bare, walk.doer(one)), "criteria")


def test_a_national_or_secured_offer_is_not_proposed_for_hovedstadens_list(seeded):
    walk = ReevaluationWalk()
    criteria_entered(walk.secretariat)
    new = {"name": "Den sikrede afdeling", "standing": "new"}
    walk.opened(ask_demand=False, demand_reason="Spurgt før.").selected(new).evaluated()
    entries = [
        {"evaluation_id": str(row.id), "listed": True, "reason": "Ny.", "national_or_secured": row.name == new["name"]}
        for row in walk.evaluations
    ]

    refused(
        lambda: walk.do("task_propose_list", {"entries": entries, "summary": "Forslag."}),
        "entries[9].national_or_secured",
    )
