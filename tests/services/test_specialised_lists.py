"""The lists of most specialised offers as dated data, their criteria and task forces, kept by their secretariats."""

from datetime import date, timedelta

import pytest

from tests.brake_walk import (
    CRITERIA,
    HOVEDSTADEN_SECRETARIAT,
    MUNICIPAL,
    SJAELLAND_SECRETARIAT,
    BrakeWalk,
    ReevaluationWalk,
    criteria_entered,
    later,
    refused,
)
from tests.closing_walk import person
from workflows.clock import today
from workflows.errors import NotAllowed, Refused
from workflows.services.emergency_brake.list_criteria import criteria, set_criteria
from workflows.services.emergency_brake.reevaluations import open_reevaluation, opening_facts, show_reevaluation
from workflows.services.emergency_brake.specialised_lists import (
    add_entry,
    current_list,
    end_entry,
    link_offer,
    list_agreements,
    list_history,
)
from workflows.services.register.task_forces import add_member, end_member, meeting_years, set_meeting_dates, task_force
from workflows.vocabulary import SpecialisedArea

HOVEDSTADEN, SJAELLAND = "hovedstaden-2019-2020", "sjaelland-2018-2019"


@pytest.fixture
def secretariat(seeded):
    return person(*HOVEDSTADEN_SECRETARIAT)


def entry(**answers):
    usual = {"name": "Nyhuset", "area": "adults", "valid_from": today().isoformat(), "reason": "Opfylder kriterierne."}
    return usual | answers


def test_the_lists_are_those_that_the_agreements_print(seeded):
    nine, ten = current_list(HOVEDSTADEN, today()), current_list(SJAELLAND, today())

    assert [row.name for row in nine][:3] == ["Børneungecenter for Rehabilitering", "Nødebogård", "Sofieskolen"]
    assert [row.area for row in nine].count(SpecialisedArea.CHILDREN) == 3
    assert len(nine) == 9
    assert len(ten) == 10
    assert "Kofoedsminde" in [row.name for row in ten]
    assert {row.valid_from for row in nine} == {date(2019, 1, 1)}


def test_an_agreement_without_a_list_says_so(seeded):
    with pytest.raises(Refused, match="ingen model"):
        current_list("syddanmark-2025-2026", today())


def test_a_list_says_when_its_agreement_has_run_out_and_who_may_edit_it(secretariat):
    shown = {one.agreement_id: one for one in list_agreements(secretariat)}

    assert shown.keys() == {HOVEDSTADEN, SJAELLAND}
    assert "31. december 2020" in shown[HOVEDSTADEN].expired
    assert shown[HOVEDSTADEN].may_edit
    assert not shown[SJAELLAND].may_edit


def test_an_offer_comes_onto_the_list_from_a_day_and_its_history_stays(secretariat):
    row_id = add_entry(HOVEDSTADEN, entry(valid_from=later(10)), secretariat)
    assert "Nyhuset" not in [row.name for row in current_list(HOVEDSTADEN, today())]
    until = today() + timedelta(days=40)

    end_entry(row_id, last_day=until, reason="Lukket.", actor=secretariat)

    assert "Nyhuset" in [row.name for row in current_list(HOVEDSTADEN, until)]
    assert "Nyhuset" not in [row.name for row in current_list(HOVEDSTADEN, until + timedelta(days=1))]
    (row,) = [row for row in list_history(HOVEDSTADEN) if row.name == "Nyhuset"]
    assert (row.entered_by, row.ended_by, row.ended_reason) == ("Charlotte Engvang", "Charlotte Engvang", "Lukket.")


def test_national_and_secured_offers_cannot_stand_on_hovedstadens_list(secretariat):
    with pytest.raises(Refused, match="sikrede afdelinger") as refusal:
        add_entry(HOVEDSTADEN, entry(national_or_secured=True), secretariat)
    assert refusal.value.rule == "hovedstaden-2019-2020, 9"

    add_entry(SJAELLAND, entry(national_or_secured=True), person(*SJAELLAND_SECRETARIAT))


def test_only_the_agreements_own_secretariat_keeps_its_list(secretariat):
    with pytest.raises(NotAllowed):
        add_entry(SJAELLAND, entry(), secretariat)
    with pytest.raises(NotAllowed):
        add_entry(HOVEDSTADEN, entry(), person("omar@gladsaxe.example", "159"))


def test_an_offer_stands_on_the_list_once_and_belongs_to_the_region(secretariat):
    walk = BrakeWalk("Bofællesskabet Åbrinken", listed=False)
    refused(lambda: add_entry(HOVEDSTADEN, entry(name="sofieskolen"), secretariat), "name")
    refused(lambda: add_entry(HOVEDSTADEN, entry(offer_id=str(walk.offer.id)), secretariat), "offer_id")


def test_a_name_on_the_list_is_joined_to_a_registered_offer(secretariat):
    walk = BrakeWalk(MUNICIPAL, listed=False)
    (row,) = [row for row in current_list(HOVEDSTADEN, today()) if row.name == "Lyngdal"]

    link_offer(row.id, walk.offer.id, secretariat)

    assert walk.opened().brake.listed_id == row.id


def test_a_row_that_has_ended_stays_ended(secretariat):
    row_id = add_entry(HOVEDSTADEN, entry(), secretariat)
    with pytest.raises(Refused, match="første"):
        end_entry(row_id, last_day=today() - timedelta(days=1), reason="x", actor=secretariat)
    end_entry(row_id, last_day=today(), reason="Lukket.", actor=secretariat)
    with pytest.raises(Refused, match="allerede"):
        end_entry(row_id, last_day=today(), reason="Lukket.", actor=secretariat)


def test_the_six_criteria_are_worded_by_the_secretariat_and_reworded_from_a_day(secretariat):
    assert criteria(HOVEDSTADEN, today()) == []
    refused(lambda: set_criteria(HOVEDSTADEN, {"valid_from": later(0), "texts": CRITERIA[:5]}, secretariat), "texts")

    criteria_entered(secretariat)
    refused(lambda: criteria_entered(secretariat), "valid_from")
    set_criteria(HOVEDSTADEN, {"valid_from": later(30), "texts": [*CRITERIA[:5], "Nyt."]}, secretariat)

    assert [row.text for row in criteria(HOVEDSTADEN, today())] == CRITERIA
    assert criteria(HOVEDSTADEN, today() + timedelta(days=30))[5].text == "Nyt."


def test_two_meetings_a_year_are_set_in_advance_and_shown(secretariat):
    days = [date(2028, 4, 11), date(2028, 10, 10)]
    refused(lambda: set_meeting_dates(HOVEDSTADEN, 2028, days[:1], actor=secretariat), "days")

    set_meeting_dates(HOVEDSTADEN, 2028, days, actor=secretariat)
    set_meeting_dates(HOVEDSTADEN, 2028, [days[0], date(2028, 11, 7)], actor=secretariat)

    shown = {one.year: one.days for one in meeting_years()}
    assert shown[2026] == (date(2026, 4, 14), date(2026, 10, 13))
    assert shown[2028] == (date(2028, 4, 11), date(2028, 11, 7))


def test_a_year_whose_first_meeting_has_been_held_is_not_set_again(secretariat, clock):
    clock.set(date(2026, 5, 4))
    with pytest.raises(Refused, match=r"14\. april 2026"):
        set_meeting_dates(HOVEDSTADEN, 2026, [date(2026, 6, 9), date(2026, 12, 8)], actor=secretariat)


def test_members_of_the_task_force_have_an_area_and_come_from_somewhere(secretariat):
    walk = BrakeWalk()
    omar = person("omar@gladsaxe.example", "159")
    seat = {"person_id": str(omar.person_id), "organisation_id": str(omar.organisation_id), "valid_from": later(0)}
    refused(lambda: add_member(HOVEDSTADEN, seat | {"area": "adults", "seat": "region"}, secretariat), "seat")

    member_id = add_member(HOVEDSTADEN, seat | {"area": "adults", "seat": "operator"}, secretariat)

    assert "Omar Lindegren" in [row.name for row in task_force(HOVEDSTADEN)]
    again = seat | {"area": "both", "seat": "authority"}
    refused(lambda: add_member(HOVEDSTADEN, again, secretariat), "person_id")
    walk.opened().nominated().assessed()
    assert "Omar Lindegren" in [one.name for one in walk.facts("task_plan_mapping")["members"]]
    end_member(HOVEDSTADEN, member_id, last_day=today(), actor=secretariat)
    assert [row.valid_to for row in task_force(HOVEDSTADEN) if row.name == "Omar Lindegren"] == [today()]


def test_a_reevaluation_waits_for_the_criteria(secretariat):
    with pytest.raises(Refused, match="6 kriterier"):
        ReevaluationWalk().opened()

    assert opening_facts(secretariat).criteria == []


def test_a_year_is_evaluated_once(secretariat):
    criteria_entered(secretariat)
    walk = ReevaluationWalk().opened()

    with pytest.raises(Refused, match=walk.case.number):
        ReevaluationWalk().opened()


def test_demand_is_examined_each_or_every_second_year_and_else_it_is_a_departure(secretariat, clock):
    criteria_entered(secretariat)
    ReevaluationWalk().opened()
    clock.set(date(2027, 3, 1))
    assert not opening_facts(secretariat).demand_is_due
    ReevaluationWalk().opened(ask_demand=False)
    clock.set(date(2028, 3, 1))
    assert opening_facts(secretariat).demand_is_due

    refused(lambda: ReevaluationWalk().opened(ask_demand=False), "demand_reason")
    walk = ReevaluationWalk().opened(ask_demand=False, demand_reason="Spurgt i udviklingsstrategien.")
    assert walk.reevaluation.demand_reason


def test_a_reevaluation_in_sjaelland_names_its_bodies(seeded):
    secretariat = person(*SJAELLAND_SECRETARIAT)
    given = {"year": today().year, "ask_demand": True, "deadline": later(20)}

    refused(lambda: open_reevaluation(given, secretariat), "evaluating_body_id", "adopting_body_id")
    assert {one.code for one in opening_facts(secretariat).bodies} >= {"taskforce-sjaelland", "kkr-sjaelland"}


def test_only_the_secretariat_opens_a_reevaluation(seeded):
    with pytest.raises(NotAllowed):
        open_reevaluation({}, person("omar@gladsaxe.example", "159"))
    with pytest.raises(Refused, match="ingen model"):
        opening_facts(person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"))


def test_municipalities_see_where_a_reevaluation_stands_but_not_the_evaluations(secretariat):
    criteria_entered(secretariat)
    walk = ReevaluationWalk().opened().answered(3)
    municipality = walk.doer(walk.open("task_answer_questionnaire")[0])

    assert show_reevaluation(walk.case_id, secretariat).evaluations
    followed = show_reevaluation(walk.case_id, municipality)
    assert (followed.inside, followed.evaluations, followed.answered) == (False, [], 3)
