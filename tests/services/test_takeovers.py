"""Opening a takeover: what is checked, told and kept; withdrawing it; one round in each election term."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from db.models.offer import Offer
from db.models.organisation import Organisation
from db.session import reading, transaction
from tests.closing_walk import ClosingWalk, colleague, person
from tests.takeover_walk import TakeoverWalk
from workflows.access.actor import Actor
from workflows.errors import InputError, NotAllowed, NotFound, Refused
from workflows.services.casework.calling_off import call_off, calling_off_page
from workflows.services.takeover.facts import takeover_facts
from workflows.services.takeover.takeovers import (
    municipalities_to_choose,
    offers_to_take_over,
    open_takeover,
    opening_checks,
    terms_to_choose,
)
from workflows.vocabulary import CaseStatus, Party, Role, TakeoverOutcome

ANNE = ("anne@vejle.example", "630")
BIRGIT = ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
LATER = date(2028, 1, 1)


def offer_id(name: str) -> str:
    with reading() as session:
        return str(session.scalars(select(Offer.id).where(Offer.name == name)).one())


def organisation_id(code: str) -> str:
    with reading() as session:
        return str(session.scalars(select(Organisation.id).where(Organisation.code == code)).one())


def answers(*offers: str, **more: object) -> dict[str, object]:
    ids = [offer_id(name) for name in offers or ("Botilbuddet Engdraget",)]
    return {"offer_ids": ids, "takeover_on": LATER.isoformat(), "reasons": "Nærhed."} | more


def faults_of(actor: Actor, given: dict[str, object]) -> dict[str, str]:
    with pytest.raises(InputError) as fault:
        open_takeover(given, actor)
    return dict(fault.value.errors)


def test_a_takeover_is_registered_with_its_parties_checks_and_deadlines(seeded):
    walk = TakeoverWalk().opened(LATER)

    assert walk.case.title == "Overtagelse af Botilbuddet Engdraget"
    assert walk.case.agreement_id == "syddanmark-2025-2026"
    assert walk.takeover.term_start == date(2026, 1, 1)
    assert walk.party(Party.MUNICIPALITY).name == "Vejle Kommune"
    assert walk.party(Party.REGION).name == "Region Syddanmark"
    assert walk.party(Party.SECRETARIAT).name == "Fælleskommunalt Socialsekretariat"
    assert {one["verdict"] for one in walk.takeover.checks} == {"passed"}
    assert walk.deadline("takeover.declaration").due_on == date(2028, 1, 1)
    assert walk.deadline("takeover.transfer").due_on == date(2029, 1, 1)
    assert walk.waits_for == {"task_ask_for_data"}


def test_each_check_that_refuses_stands_at_its_field_with_its_paragraph(seeded):
    found = faults_of(person(*ANNE), answers("Bofællesskabet Åbrinken", "Afdeling Vadehuset"))

    assert found.keys() == {"offer_ids[0]", "offer_ids[1]"}
    assert "drives af Vejle Kommune" in found["offer_ids[0]"]
    assert "ligger i Tønder Kommune" in found["offer_ids[1]"]
    assert all("syddanmark-2025-2026, bilag 14" in message for message in found.values())


def test_a_declaration_that_would_come_too_late_is_refused_with_the_next_window(seeded, clock):
    clock.set(date(2028, 1, 2))

    found = faults_of(person(*ANNE), answers(takeover_on="2029-01-01"))

    assert "var den 1. januar 2028" in found["term_start"]
    assert "senest den 1. januar 2032" in found["term_start"]


def test_the_last_day_is_in_time(seeded, clock):
    clock.set(date(2028, 1, 1))

    assert TakeoverWalk().opened(date(2029, 1, 1)).case.status is CaseStatus.RUNNING


def test_several_offers_are_taken_over_in_one_round(seeded):
    walk = TakeoverWalk("Botilbuddet Engdraget", "Dagtilbuddet Åsiden").opened(LATER)

    assert walk.case.title == "Overtagelse af Botilbuddet Engdraget og Dagtilbuddet Åsiden"


def test_a_second_case_in_the_term_is_refused_while_the_first_is_open(seeded):
    walk = TakeoverWalk().opened(LATER)

    found = faults_of(person(*ANNE), answers("Dagtilbuddet Åsiden"))

    assert walk.case.number in found["term_start"]


def test_a_round_that_ended_in_a_takeover_is_used_until_the_next_term(seeded):
    walk = TakeoverWalk().opened(LATER).recommended().decided().declared().stated().accepted().approved()

    found = faults_of(person(*ANNE), answers("Dagtilbuddet Åsiden"))

    assert f"brugt sin runde i valgperioden 2026–2029 (sag {walk.case.number})" in found["term_start"]
    assert "1. januar 2032" in found["term_start"]
    next_term = answers("Dagtilbuddet Åsiden", takeover_on="2030-01-01")
    assert open_takeover(next_term, person(*ANNE))


def test_a_withdrawn_round_can_be_begun_again_and_the_first_is_told_of(seeded):
    walk = TakeoverWalk().prepared()
    call_off(walk.case_id, reason="Byrådet har skiftet mening.", actor=person(*ANNE))

    again = TakeoverWalk("Dagtilbuddet Åsiden").opened(LATER)

    told = [one for one in again.takeover.checks if one["name"] == "once"]
    assert [one["verdict"] for one in told] == ["noted", "passed"]
    assert walk.case.number in told[0]["message"]


def test_another_municipality_has_a_round_of_its_own(seeded):
    TakeoverWalk().opened(LATER)

    assert TakeoverWalk("Afdeling Vadehuset").opened(LATER).party(Party.MUNICIPALITY).name == "Tønder Kommune"


def test_a_region_opens_no_takeover(seeded):
    region = person("gitte@region-syddanmark.example", "1083")

    with pytest.raises(NotAllowed):
        open_takeover(answers(), region)


def test_a_secretariat_opens_for_a_municipality_of_its_region(seeded):
    birgit = person(*BIRGIT)
    assert {one.name for one in municipalities_to_choose(birgit)} >= {"Vejle Kommune", "Tønder Kommune"}
    assert municipalities_to_choose(person(*ANNE)) == []

    assert open_takeover(answers(municipality_id=organisation_id("630")), birgit)
    found = faults_of(birgit, answers("Botilbuddet Søhuset", municipality_id=organisation_id("791")))
    assert "municipality_id" in found


def test_the_choice_shows_the_regions_offers_the_municipalitys_own_first(seeded):
    choices = offers_to_take_over(person(*ANNE))

    assert [one.name for one in choices if one.here] == ["Botilbuddet Engdraget", "Dagtilbuddet Åsiden"]
    assert choices[0].here
    assert {one.region for one in choices} == {"Region Syddanmark"}


def test_terms_to_choose_are_those_with_these_rules_up_to_the_next(seeded):
    assert [term.start.year for term in terms_to_choose()] == [2030, 2026, 2022, 2018, 2014]


def test_the_checks_are_told_while_it_is_answered(seeded):
    anne = person(*ANNE)

    assert opening_checks({}, anne).agreement == "Rammeaftale 2025-2026 for Syddanmark"
    assert opening_checks({"takeover_on": "i morgen", "offer_ids": ["x"]}, anne).checks == ()
    found = opening_checks(answers(), anne)
    assert found.may_open
    assert found.term is not None
    assert found.term.label == "valgperioden 2026–2029"
    assert found.next_window is not None
    assert found.next_window.declaration.date == date(2032, 1, 1)
    elsewhere = opening_checks(answers("Afdeling Vadehuset"), anne)
    assert not elsewhere.may_open
    assert {one.name for one in elsewhere.checks if one.verdict == "refused"} == {"located"}


def test_an_offer_that_is_being_closed_is_told_of(seeded):
    closing = ClosingWalk("Botilbuddet Engdraget").opened()

    found = opening_checks(answers(), person(*ANNE))

    (told,) = [one for one in found.checks if one.name == "closing"]
    assert closing.case.number in told.message
    assert found.may_open


@pytest.mark.parametrize(
    ("offer", "day", "agreement", "noted"),
    [
        ("Botilbuddet Engdraget", date(2015, 8, 1), "syddanmark-2016", True),
        ("Botilbuddet Engdraget", date(2016, 8, 1), "syddanmark-2016", False),
        ("Botilbuddet Søhuset", date(2017, 8, 1), "midtjylland-2017", False),
        ("Botilbuddet Rønneholt", date(2019, 8, 1), "sjaelland-2018-2019", False),
        ("Botilbuddet Lindegården", date(2019, 8, 1), "hovedstaden-2019-2020", False),
        ("Botilbuddet Lindegården", date(2026, 8, 1), "hovedstaden-2019-2020", True),
        ("Botilbuddet Engdraget", date(2027, 8, 1), "syddanmark-2025-2026", True),
    ],
)
def test_a_case_follows_the_agreement_in_force_else_the_nearest_known_and_says_so(
    seeded, clock, offer, day, agreement, noted
):
    clock.set(day)
    walk = TakeoverWalk(offer).opened(date(day.year + 4, 1, 1))

    assert walk.case.agreement_id == agreement
    assert bool(walk.takeover.agreement_note) is noted
    assert any("kender ingen rammeaftale" in event.text for event in walk.events) is noted


def test_a_takeover_told_before_needs_the_councils_day(seeded):
    told = answers(declared_on="2026-02-01")

    assert faults_of(person(*ANNE), told).keys() == {"council_on"}
    assert faults_of(person(*ANNE), answers(declared_on="2026-05-01", council_on="2026-05-01")).keys() == {
        "declared_on",
        "council_on",
    }


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"offer_ids": []}, "offer_ids"),
        ({"reasons": ""}, "reasons"),
        ({"kle": "27"}, "kle"),
        ({"term_start": "2027-01-01"}, "term_start"),
        ({"takeover_on": "2026-03-02"}, "takeover_on"),
    ],
)
def test_answers_that_can_not_stand_are_told_at_their_field(seeded, more, field):
    assert field in faults_of(person(*ANNE), answers(**more))


def test_an_offer_twice_or_one_that_does_not_exist_is_refused(seeded):
    one = offer_id("Botilbuddet Engdraget")
    unknown = organisation_id("630")

    assert "offer_ids" in faults_of(person(*ANNE), answers(offer_ids=[one, one]))
    assert "offer_ids[1]" in faults_of(person(*ANNE), answers(offer_ids=[one, unknown]))


def test_the_municipality_withdraws_until_both_councils_have_approved_and_all_are_told(seeded):
    walk = TakeoverWalk().opened(LATER).asked().delivered().recommended("discuss", discuss_by="2026-04-01")
    walk.discussed().decided().declared().stated().accepted().council(Party.MUNICIPALITY)
    anne = person(*ANNE)
    page = calling_off_page(walk.case_id, anne)
    shown = takeover_facts(walk.case_id, anne).withdrawal

    call_off(walk.case_id, reason="For dyrt.", actor=anne)

    told = {"Region Syddanmark", "Fælleskommunalt Socialsekretariat", "Socialdirektørforum (SDF)", "Vejle Kommune"}
    assert "både kommunalbestyrelsen og regionsrådet har godkendt" in page.when
    assert set(page.receivers) == told
    assert shown.possible
    assert "Vejle Kommune" in shown.by
    assert walk.receivers("takeover_information") == told
    assert walk.informed() == ["withdrawn"]
    assert walk.case.status is CaseStatus.CALLED_OFF
    assert walk.takeover.outcome is TakeoverOutcome.WITHDRAWN
    assert not walk.open()
    assert not walk.timers


def test_nobody_withdraws_when_both_councils_have_approved(seeded):
    walk = TakeoverWalk().prepared().stated().accepted()
    walk.council(Party.MUNICIPALITY).council(Party.REGION)
    anne = person(*ANNE)

    with pytest.raises(Refused) as refusal:
        call_off(walk.case_id, reason="For dyrt.", actor=anne)

    assert "begge råd er bundet" in refusal.value.message
    assert refusal.value.rule == "syddanmark-2025-2026, bilag 14"
    assert not takeover_facts(walk.case_id, anne).withdrawal.possible


def test_the_region_does_not_withdraw(seeded):
    walk = TakeoverWalk().prepared()

    with pytest.raises(NotAllowed):
        call_off(walk.case_id, reason="Nej.", actor=colleague(walk.party(Party.REGION).id, {Role.CASEWORKER}))


def test_the_other_municipalities_see_where_it_stands_and_no_figures(seeded, clock):
    walk = TakeoverWalk().agreed()
    outsider = person("direktoer@kolding.example", "621")
    with pytest.raises(NotFound):
        takeover_facts(walk.case_id, outsider)
    clock.set(walk.takeover.takeover_on)
    walk.fire()

    seen = takeover_facts(walk.case_id, outsider)
    ours = takeover_facts(walk.case_id, person(*ANNE))

    assert seen.taken_over_on == walk.takeover.takeover_on
    assert seen.terms == []
    assert seen.checks == []
    assert seen.checklist == []
    assert ours.terms[0].follows[0].follows == -1125


def test_a_case_keeps_its_parties_when_the_region_becomes_another(seeded, clock):
    clock.set(date(2026, 6, 1))
    walk = TakeoverWalk("Botilbuddet Lindegården").opened(LATER).recommended()
    with transaction() as session:
        ended = update(Organisation).where(Organisation.code == "1084", Organisation.kind == "region")
        session.execute(ended.values(valid_to=date(2026, 12, 31)))
    clock.set(date(2027, 2, 1))

    walk.decided().declared().stated().accepted().approved()

    assert walk.party(Party.REGION).name == "Region Hovedstaden"
    assert walk.takeover.agreed_on == date(2027, 2, 1)


def test_a_missed_round_is_free_in_the_next_term(seeded, clock):
    walk = TakeoverWalk().opened(LATER)
    clock.set(walk.timers["timer_declaration_due"])
    walk.fire()
    clock.forward(days=1)

    again = TakeoverWalk().opened(date(2031, 1, 1))

    assert walk.takeover.outcome is TakeoverOutcome.TOO_LATE
    assert again.takeover.term_start == date(2030, 1, 1)
    assert again.takeover.takeover_on - timedelta(days=1) == date(2030, 12, 31)
