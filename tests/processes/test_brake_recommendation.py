"""What a recommendation, a decision and its follow-up keep, tell and refuse."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.models.offer import OfferSale
from db.models.organisation import Organisation
from db.session import transaction
from tests.brake_walk import CLOSE, EXTENDED, FREE, LOWER, REGIONAL, BrakeWalk, later, refused
from tests.conftest import Clock
from workflows.clock import today
from workflows.services.papers.reports import issue_case_report
from workflows.vocabulary import EventKind, Party


@pytest.fixture
def walk(seeded):
    return BrakeWalk().opened()


def test_a_point_of_attention_is_answered_in_the_report(walk):
    walk.nominated().assessed().mapped()

    refused(lambda: walk.reported(attention_points=[]), "attention_points[0]")


def test_a_measure_shows_what_it_costs_each_municipality_and_keeps_its_trace(walk):
    walk.nominated().assessed().mapped().reported(LOWER, FREE)

    lower, free = walk.measures
    assert free.effect == {}
    assert [one["occupancy"] for one in lower.effect["scenarios"]] == ["0", "25", "50", "75", "100"]
    for scenario in [lower.effect["today"], *lower.effect["scenarios"]]:
        assert sum(Decimal(one["after"]) for one in scenario["changes"]) == Decimal("18810000")
    assert {step["source"] for step in lower.effect["trace"]} == {"hovedstaden-2019-2020, 9.2"}
    told = walk.document("brake_report").data["measures"][0]
    assert told["drawbacks"] == ["Det er i virkeligheden en stigning i taksten."]


def test_several_measures_are_worked_out_together_too(walk):
    walk.nominated().assessed().mapped()
    shared = {
        "tool": "shared_financing",
        "description": "To kommuner bidrager.",
        "contributions": [{"organisation_id": str(walk.organisation("101").id), "amount": "500000"}],
    }

    walk.reported(LOWER, shared)

    together = walk.document("brake_report").data["together"]
    assert together is not None
    (copenhagen,) = [one for one in together["changes"] if one["label"] == "Københavns Kommune"]
    alone = [one["effect"]["changes"] for one in walk.document("brake_report").data["measures"]]
    rises = [Decimal(row["difference"]) for rows in alone for row in rows if row["label"] == "Københavns Kommune"]
    assert Decimal(copenhagen["difference"]) == sum(rises)


@pytest.mark.parametrize(
    ("measure", "path"),
    [
        ({"description": "Noget andet."}, "measures[0].name"),
        ({"tool": "ukendt", "description": "x"}, "measures[0].tool"),
        ({"tool": "extended_notice", "description": "x"}, "measures[0].notice_months"),
        (LOWER | {"occupancy": "99"}, "measures[0].occupancy"),
        ({"tool": "purchase_agreement", "description": "x"}, "measures[0].places"),
    ],
)
def test_a_measure_that_cannot_stand_is_refused_by_its_field(walk, measure, path):
    walk.nominated().assessed().mapped()

    refused(lambda: walk.reported(measure), path)


def test_a_measure_that_changes_the_payment_needs_the_figures(walk):
    walk.nominated().assessed().mapped()

    refused(lambda: walk.reported(LOWER, finance=None), "finance")


def test_a_free_measure_can_be_worked_out_as_well(walk):
    walk.nominated().assessed().mapped()

    walk.reported(FREE | {"calculation": "lower_occupancy", "occupancy": "70"})

    assert walk.measures[0].effect["trace"]


def test_a_report_does_not_close_the_offer_and_keep_it_available_at_once(walk):
    walk.nominated().assessed().mapped()

    told = refused(lambda: walk.reported(CLOSE, LOWER), "available")
    walk.reported(CLOSE, LOWER, available=False)

    assert "lukker tilbuddet. Svar nej" in told


def test_buyers_are_heard_before_their_notice_is_made_longer(walk):
    walk.nominated().assessed().mapped()
    refused(lambda: walk.reported(EXTENDED), "hearing")
    refused(lambda: walk.reported(EXTENDED, hearing="hold"), "hearing_deadline")

    walk.reported(EXTENDED, hearing="hold", hearing_deadline=later(28))

    heard = {task.organisation_id for task in walk.open("task_answer_hearing")}
    assert heard == {one.id for one in walk.parties(Party.BUYER)}
    assert len(heard) == 3
    letter = walk.document("brake_hearing_letter").data
    assert letter["notice_now"] == "løbende måned plus 30 dage"
    assert letter["notice_proposed"] == "løbende måned plus 6 måneder"
    assert walk.documents("brake_report") == []


def test_a_municipality_that_has_begun_to_buy_since_the_case_was_opened_is_heard_too(walk):
    walk.nominated().assessed().mapped()
    finance = walk.finance()
    with transaction() as session:
        aarhus = session.scalars(select(Organisation).where(Organisation.code == "751")).one()
        dragoer = session.scalars(select(Organisation).where(Organisation.code == "155")).one()
        figures = {"year": 2025, "turnover": Decimal(100000), "occupancy_days": 30, "contract_names_agreement": False}
        session.add(OfferSale(offer_id=walk.offer.id, buyer_id=aarhus.id, **figures))
    finance["usage"].append({"organisation_id": str(dragoer.id), "days": 12})

    walk.reported(LOWER, EXTENDED, finance=finance, hearing="hold", hearing_deadline=later(28))

    heard = {task.organisation_id for task in walk.open("task_answer_hearing")}
    assert {aarhus.id, dragoer.id} < heard
    assert walk.operator.organisation_id not in heard
    walk.do_all("task_answer_hearing", {"position": "no_objection"})
    walk.do("task_conclude_buyer_hearing", {"outcome": "keep", "text": "Ingen er imod."}).treated().decided()
    assert "Aarhus Kommune" in walk.receivers("brake_kkr_decision")


def test_leaving_the_hearing_out_is_told_as_a_departure(walk):
    walk.nominated().assessed().mapped()
    refused(lambda: walk.reported(EXTENDED, hearing="depart"), "departure_reason")

    walk.reported(EXTENDED, hearing="depart", departure_reason="De har selv bedt om det.")

    (event,) = [event for event in walk.events if "fraviger" in event.text]
    assert event.source == "hovedstaden-2019-2020, 9.2"
    assert "anbefaling" in walk.document("brake_report").data["no_hearing"]


def test_a_hearing_that_was_held_on_the_same_length_stands(walk):
    walk.nominated().assessed().mapped().reported(EXTENDED, hearing="hold", hearing_deadline=later(28))
    walk.do_all("task_answer_hearing", {"position": "no_objection"})
    walk.do("task_conclude_buyer_hearing", {"outcome": "change", "text": "Begrundelsen skrives om."})

    walk.reported(EXTENDED)

    assert walk.waits_for == {"task_treat_report"}
    told = walk.document("brake_report").data["hearing"]
    assert (told["asked"], told["answered"]) == (3, 3)


def test_what_the_committee_misses_becomes_focus_areas_of_a_new_round(walk):
    walk.nominated().assessed().mapped().reported()
    refused(lambda: walk.treated("more", missing=[]), "missing")

    walk.treated("more")

    assert [(row.round, row.text) for row in walk.focus_areas][-1] == (2, "Kommunernes forventede behov")
    walk.planned().enough_data().pieces_done()
    (left,) = walk.open("task_follow_focus_area")
    assert left.label == "Følg op: Kommunernes forventede behov"
    walk.focus_followed().reported()
    assert walk.documents("brake_report")[-1].data["asked_for"] == "Kommunernes forventede behov"


def test_the_region_takes_part_only_where_it_is_the_operator(seeded):
    municipal = BrakeWalk().opened().nominated().assessed().mapped().reported().treated()
    regional = BrakeWalk(REGIONAL).opened().nominated().assessed().mapped().reported().treated()

    assert municipal.waits_for == {"task_decide"}
    assert regional.waits_for == {"task_state_region_view"}
    refused(lambda: regional.region_viewed("disagrees"), "text")
    regional.region_viewed("disagrees", "Regionen kan ikke bære det.")
    told = regional.document("brake_kkr_recommendation").data["region"]
    assert told == "Regionen er ikke enig i indstillingen. Regionen kan ikke bære det."
    issue_case_report(regional.case_id, regional.secretariat)
    decisions = regional.document("case_report").data["decisions"]
    assert [one["text"] for one in decisions if one["body"] == "Region Hovedstaden"] == [told]


def test_the_decision_goes_to_the_operator_and_all_municipalities(walk):
    walk.nominated().assessed().mapped().reported().treated().decided()

    told = walk.receivers("brake_kkr_decision")
    assert len(told) == 30
    assert {"Gladsaxe Kommune", "Den permanente taskforce", "Bornholms Regionskommune"} <= told
    assert len(walk.document("brake_kkr_decision").data["duties"]) == 3


def test_each_measure_and_each_duty_is_on_the_follow_up_list(walk):
    walk.nominated().assessed().mapped().reported().treated().decided()
    subjects = walk.facts("task_plan_follow_up")["subjects"]
    one = [{"subject": next(iter(subjects)), "due_on": later(30)}]

    assert len(subjects) == 5
    told = refused(lambda: walk.do("task_plan_follow_up", {"follow_ups": one}), *["follow_ups"] * 4)
    assert "Tilbuddet er på forkant" in told


def test_follow_ups_come_day_by_day_with_a_reminder_and_a_warning(walk, clock: Clock):
    walk.nominated().assessed().mapped().reported().treated().decided()
    subjects = list(walk.facts("task_plan_follow_up")["subjects"])
    rows = [{"subject": one, "due_on": later(30 + 30 * number)} for number, one in enumerate(subjects)]
    walk.do("task_plan_follow_up", {"follow_ups": rows})

    assert [task.due_on for task in walk.open("task_report_follow_up")] == [today() + timedelta(days=30)]
    clock.forward(days=23)
    walk.fire()
    clock.forward(days=8)
    walk.fire()

    kinds = [event.kind for event in walk.events]
    assert kinds.count(EventKind.REMINDED) == 1
    assert kinds.count(EventKind.ESCALATED) == 1
    walk.status_told("under_way").status_assessed()
    assert len(walk.open("task_report_follow_up")) == 1


def test_what_is_not_done_is_followed_up_again_on_a_new_day(walk):
    walk.nominated().assessed().mapped().reported(FREE).treated().decided().follow_up_planned()
    walk.status_told("under_way").status_assessed(later(200))

    assert len(walk.follow_ups) == 8
    (shown,) = walk.documents("brake_followup")[-1].data["measures"]
    assert (shown["status"], shown["due"]) == ("under_way", later(200))


def test_of_a_closing_offer_the_duties_of_one_that_goes_on_are_not_cited(walk):
    walk.nominated().assessed().mapped().reported(CLOSE, available=False).treated().decided().knowledge_agreed()
    walk.do("task_link_closing", {"outside": "Føres i driftsherrens eget system."}).follow_up_planned()

    for kind in ("brake_kkr_decision", "brake_followup"):
        cited = [rule["source"] for rule in walk.document(kind).data["rules"]]
        assert "hovedstaden-2019-2020, 9.4" not in cited
        assert "hovedstaden-2019-2020, 9.1" in cited


def test_a_closing_offer_has_an_agreement_on_its_knowledge_and_a_closing(walk):
    walk.nominated().assessed().mapped().reported(FREE, available=False).treated().decided().knowledge_agreed()

    refused(lambda: walk.do("task_link_closing", {}), "closing_case_id")
    refused(lambda: walk.do("task_link_closing", {"closing_case_id": str(walk.case_id)}), "closing_case_id")
    walk.do("task_link_closing", {"outside": "Føres i eget system."})
    assert set(walk.facts("task_plan_follow_up")["subjects"].values()) == {"Fælles vagtordning", "Viden bevares"}
