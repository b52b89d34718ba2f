"""What the steps of a takeover do: reminders, departures, terms and shares, approvals, the transfer, the settlement."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.models.offer import Offer, OfferSale
from db.session import reading
from tests.takeover_walk import EXAMPLE_1, EXAMPLE_2, TakeoverWalk, accounts_of
from workflows.errors import InputError
from workflows.services.casework.taskpage import show_task
from workflows.vocabulary import EventKind, OfferStructure, Party, TakeoverFigures

HOVEDSTADEN, MIDTJYLLAND = "Botilbuddet Lindegården", "Botilbuddet Søhuset"


def faults_of(walk: TakeoverWalk, element: str, answers: dict) -> dict[str, str]:
    with pytest.raises(InputError) as fault:
        walk.do(element, answers)
    return dict(fault.value.errors)


def in_2019(clock, takeover_on: date = date(2021, 1, 1)) -> TakeoverWalk:
    clock.set(date(2019, 3, 1))
    return TakeoverWalk(HOVEDSTADEN).opened(takeover_on)


# --- deadlines


def test_the_municipality_is_reminded_a_month_and_a_week_before_it_must_tell_the_region(seeded, clock):
    walk = TakeoverWalk().opened(date(2028, 6, 1))
    for timer in ("timer_declaration_30", "timer_declaration_7"):
        clock.set(walk.timers[timer])
        walk.fire()

    reminders = [text for name, text in walk.notices if name == "Vejle Kommune"]
    assert len(reminders) == 2
    assert all("1. januar 2028" in text for text in reminders)
    assert "30 dage" in reminders[0]
    assert "7 dage" in reminders[1]


def test_a_reminder_is_given_once_and_not_on_the_day_of_the_opening(seeded, clock):
    clock.set(date(2027, 12, 10))
    walk = TakeoverWalk().opened(date(2028, 6, 1))

    assert walk.notices == []
    clock.set(walk.timers["timer_declaration_7"])
    walk.fire().fire()
    assert len(walk.notices) == 1


def test_what_has_been_told_is_not_reminded_of(seeded, clock):
    walk = TakeoverWalk().prepared()

    assert walk.deadline("takeover.declaration").met_on == date(2026, 3, 2)
    assert not [timer for timer in walk.timers if timer.startswith("timer_declaration")]


def test_a_missed_declaration_ends_the_case_and_names_the_next_window(seeded, clock):
    walk = TakeoverWalk().opened(date(2028, 6, 1)).asked()
    clock.set(date(2028, 1, 1))
    walk.fire()
    assert walk.waits_for

    clock.set(date(2028, 1, 2))
    walk.fire().fire()

    assert walk.case.standing == "Ikke meddelt i tide"
    (told,) = [text for name, text in walk.notices if "bortfaldet" in text and name == "Vejle Kommune"]
    assert "valgperioden 2030–2033" in told
    assert "senest den 1. januar 2032" in told
    assert "senest den 1. januar 2033" in told
    assert walk.informed() == ["too_late"]
    assert walk.receivers("takeover_information") == {"Region Syddanmark"}


def test_nobody_is_told_of_a_missed_declaration_of_which_nobody_was_told(seeded, clock):
    walk = TakeoverWalk().opened(date(2028, 6, 1))
    clock.set(date(2028, 1, 2))
    walk.fire().fire().fire()

    assert walk.documents() == []


def test_a_declaration_on_the_last_day_is_in_time_and_one_after_it_is_refused(seeded, clock):
    walk = TakeoverWalk().opened(date(2028, 6, 1)).recommended().decided()
    clock.set(date(2028, 1, 2))
    late = {"declared_on": "2028-01-02", "takeover_on": "2028-06-01"}

    assert "1. januar 2032" in faults_of(walk, "task_declare_takeover", late)["declared_on"]
    assert walk.declared(date(2028, 1, 1)).waits_for == {"task_state_terms"}


def test_a_missed_transfer_is_marked_told_and_goes_on(seeded, clock):
    clock.set(date(2019, 3, 1))
    walk = TakeoverWalk(HOVEDSTADEN).opened(
        date(2021, 1, 1), term_start="2014-01-01", declared_on="2015-12-20", council_on="2015-12-01"
    )

    assert walk.takeover.transfer_missed
    assert "task_state_terms" in walk.waits_for
    told = [text for _, text in walk.notices if "skulle være sket senest den 1. januar 2017" in text]
    assert len(told) == 3
    assert any("falder ikke bort" in text for text in walk.told(EventKind.ESCALATED))


def test_a_day_after_the_last_day_for_the_takeover_is_marked(seeded):
    walk = TakeoverWalk().prepared().stated(takeover_on="2029-01-02")

    assert walk.takeover.transfer_missed
    assert walk.takeover.takeover_on == date(2029, 1, 2)
    assert not TakeoverWalk("Afdeling Vadehuset").prepared().stated(takeover_on="2029-01-01").takeover.transfer_missed


def test_both_parties_are_reminded_of_the_last_day_for_the_takeover(seeded, clock):
    walk = TakeoverWalk().prepared()
    clock.set(walk.timers["timer_transfer_30"])
    walk.fire()

    told = [name for name, text in walk.notices if "1. januar 2029" in text]
    assert told == ["Region Syddanmark", "Vejle Kommune"]


# --- the agreements' own ways


def test_hovedstadens_request_is_reminded_of_and_a_late_one_is_a_departure(seeded, clock):
    clock.set(date(2019, 3, 1))
    walk = TakeoverWalk(HOVEDSTADEN).opened(date(2021, 1, 1))

    assert walk.deadline("takeover.request").due_on == date(2020, 1, 1)
    moved = walk.recommended().decided().declared(takeover_on=date(2019, 12, 1))
    texts = [one["text"] for one in moved.takeover.departures]
    assert len(texts) == 2
    assert any("ikke ved et årsskifte" in text for text in texts)
    assert any("kommer efter den 1. januar 2018" in text for text in texts)
    assert walk.document("takeover_declaration").data["departures"]


def test_a_request_dated_before_the_council_treated_it_is_worded_as_a_departure(seeded, clock):
    walk = in_2019(clock).recommended().decided()

    walk.declared(date(2019, 2, 1))

    (departure,) = walk.takeover.departures
    assert "afvigelse" in departure["text"]
    assert departure["source"] == "hovedstaden-2019-2020, 4.10"


def test_hovedstadens_employees_are_given_binding_notice_after_the_agreement_alone(seeded, clock):
    walk = in_2019(clock).recommended().decided().declared().stated().accepted()
    clock.forward(days=3)
    walk.approved()

    found = faults_of(walk, "task_notify_employees", {"notified_on": "2019-03-03"})
    assert "hovedstaden-2019-2020, 4.10" in found["notified_on"]
    assert walk.notified(date(2019, 3, 4)).takeover.employees_notified_on == date(2019, 3, 4)


def test_elsewhere_notice_may_have_been_given_before(seeded, clock):
    walk = TakeoverWalk().agreed()

    assert walk.notified(date(2026, 2, 20)).takeover.employees_notified_on == date(2026, 2, 20)


def test_kontaktudvalget_is_told_where_it_has_not_treated_the_takeover(seeded, clock):
    clock.set(date(2017, 3, 1))
    walk = TakeoverWalk(MIDTJYLLAND).opened(date(2019, 1, 1)).recommended().decided().declared()

    assert walk.informed() == ["declared"]
    assert walk.receivers("takeover_information") == {"Kontaktudvalget"}


def test_kontaktudvalget_is_not_told_of_what_it_has_treated(seeded, clock):
    clock.set(date(2017, 3, 1))
    walk = TakeoverWalk(MIDTJYLLAND).opened(date(2019, 1, 1)).recommended("discuss", discuss_by="2017-04-01")
    walk.discussed().decided().declared()

    assert walk.informed() == []
    assert walk.document("takeover_declaration").data["discussions"][0]["body"] == "Kontaktudvalget"


def test_a_body_that_did_not_treat_it_is_told_after_all(seeded, clock):
    clock.set(date(2017, 3, 1))
    walk = TakeoverWalk(MIDTJYLLAND).opened(date(2019, 1, 1)).recommended("discuss", discuss_by="2017-04-01")

    assert walk.discussed(treated="no").decided().declared().informed() == ["declared"]


def test_syddanmark_2016_follows_its_own_time_plan(seeded, clock):
    clock.set(date(2015, 7, 1))
    walk = TakeoverWalk().opened(date(2017, 1, 1)).not_asked()

    assert walk.deadline("takeover.steps").due_on == date(2015, 9, 10)
    assert walk.facts("task_prepare_recommendation")["body_meets_on"] == date(2015, 9, 10)
    assert any("bæredygtigt" in event.text for event in walk.events)


def test_the_next_terms_takeover_has_no_time_plan_of_2016(seeded, clock):
    clock.set(date(2016, 7, 1))
    walk = TakeoverWalk().opened(date(2019, 1, 1))

    assert "takeover.steps" not in {row.rule_id for row in walk.deadlines}


# --- figures and terms


@pytest.mark.parametrize(("units", "follows"), [(EXAMPLE_1, -1125), (EXAMPLE_2, 1125)])
def test_the_share_follows_the_offer_by_its_part_of_the_budget(seeded, units, follows):
    walk = TakeoverWalk().prepared().stated(units)

    (share,) = walk.document("takeover_terms").data["shares"]
    assert share["result"]["follows"] == str(follows)
    assert share["result"]["carried_on"] == str(3 * follows)
    assert walk.accounts(TakeoverFigures.TERMS)[0].shares[0]["request"]["agreement"] == "syddanmark-2025-2026"


def test_accounts_that_contradict_themselves_name_their_cells_and_are_kept_as_given(seeded):
    wrong = {**EXAMPLE_1, "Enhed 2": ("20000", "20500", "20000", "600", "500", "1000")}
    walk = TakeoverWalk().prepared()
    shares = [{"offer_id": str(walk.offers[0].id), **accounts_of(wrong, total="-4400")}]
    answers = {"takeover_on": "2028-01-01", "shares": shares}

    found = faults_of(walk, "task_state_terms", answers)
    assert found.keys() == {
        "shares[0].units[1].year_result",
        "shares[0].units[1].accumulated",
        "shares[0].total_accumulated",
        "seen_warnings",
    }

    walk.do("task_state_terms", {**answers, "seen_warnings": True})
    kept = walk.accounts(TakeoverFigures.TERMS)[0].shares[0]
    assert kept["request"]["total_accumulated"] == "-4400"
    assert kept["request"]["units"][1]["year_result"] == "600"
    assert len(kept["result"]["warnings"]) == 3


def test_the_share_by_rule_is_not_negotiated_and_needs_the_accounts(seeded):
    walk = TakeoverWalk().prepared()
    bare = {"offer_id": str(walk.offers[0].id), "agreed_share": "-1", "share_reason": "Aftalt."}

    found = faults_of(walk, "task_state_terms", {"takeover_on": "2028-01-01", "shares": [bare]})

    assert found.keys() == {"shares[0].units", "shares[0].agreed_share"}


def test_elsewhere_the_share_is_typed_with_a_reason(seeded, clock):
    walk = in_2019(clock).recommended().decided().declared()
    bare = {"offer_id": str(walk.offers[0].id)}
    answers = {"takeover_on": "2021-01-01", "shares": [bare]}

    found = faults_of(walk, "task_state_terms", answers)
    assert found.keys() == {"shares[0].agreed_share", "shares[0].share_reason"}

    agreed = {**bare, "agreed_share": "-250000", "share_reason": "Halvdelen af underskuddet."}
    walk.do("task_state_terms", {**answers, "shares": [agreed]})
    (term,) = [one for one in walk.document("takeover_terms").data["terms"] if one["heading"].startswith("Andel")]
    assert "250.000" in term["text"]
    assert "Halvdelen" in term["text"]


def test_every_offer_of_the_round_has_its_figures_once(seeded):
    walk = TakeoverWalk("Botilbuddet Engdraget", "Dagtilbuddet Åsiden").prepared()
    (share, _other) = walk.shares_of(EXAMPLE_1)

    assert "Åsiden" in faults_of(walk, "task_state_terms", {"takeover_on": "2028-01-01", "shares": [share]})["shares"]
    twice = faults_of(walk, "task_state_terms", {"takeover_on": "2028-01-01", "shares": [share, share]})
    assert "shares[1].offer_id" in twice


def test_the_regions_data_stand_in_the_paper_to_the_council_and_begin_the_terms(seeded):
    walk = TakeoverWalk().opened().asked().delivered().recommended().decided()
    paper = walk.document("takeover_recommendation_municipal").data

    assert paper["shares"][0]["result"]["follows"] == "-1125"
    assert paper["transfer"]["property_value"] == "18500000"
    typed = walk.declared().facts("task_state_terms")["typed"]
    assert typed["shares"][0]["units"][0]["name"] == "Enhed 1"
    assert typed["terms"][-1]["heading"] == "Ejendommens værdi"


def test_the_request_lists_what_is_asked_for(seeded):
    walk = TakeoverWalk().opened().asked(items=("staff", "holdings"))

    items = walk.document("takeover_data_request").data["items"]
    assert [item.split(",")[0] for item in items] == ["Aktiver og passiver", "Medarbejdere"]
    assert walk.receivers("takeover_data_request") == {"Region Syddanmark"}


def test_a_later_version_of_the_terms_says_what_is_new_and_replaces_the_first(seeded):
    walk = TakeoverWalk().prepared().stated().answered_terms("changes", "Andelen er for stor.")
    shares = walk.shares_of(EXAMPLE_2)

    assert walk.facts("task_state_terms")["wished"] == "Andelen er for stor."
    again = {"takeover_on": "2028-01-01", "shares": shares}
    assert faults_of(walk, "task_state_terms", again).keys() == {"changes"}
    walk.do("task_state_terms", {**again, "changes": "Andelen er beregnet igen."})
    versions = walk.documents("takeover_terms")
    assert [row.version for row in versions] == [1, 2]
    assert versions[1].replaces_id == versions[0].id


# --- councils


def test_both_councils_decide_at_the_same_time_and_either_may_refuse(seeded):
    walk = TakeoverWalk().prepared().stated().accepted()

    assert {task.organisation.name for task in walk.open("task_decide")} == {"Vejle Kommune", "Region Syddanmark"}
    walk.council(Party.REGION, "refused")
    assert [task.organisation.name for task in walk.open()] == ["Vejle Kommune"]
    walk.council(Party.MUNICIPALITY)
    assert walk.case.standing == "Aftalen er ikke godkendt"
    assert walk.informed() == ["refused"]


def test_changes_asked_for_by_one_council_lead_back_to_the_terms(seeded):
    walk = TakeoverWalk().prepared().stated().accepted().approved("changes", "approved")

    said = walk.facts("task_state_terms")["councils_said"]
    assert {(one.body.name, one.conclusion) for one in said} == {
        ("Vejle Kommune", "Vilkårene skal ændres"),
        ("Region Syddanmark", "Aftalen godkendes"),
    }


def test_each_council_has_a_paper_of_its_own(seeded):
    walk = TakeoverWalk().prepared().stated().accepted()

    assert walk.receivers("takeover_recommendation_municipal") == {"Vejle Kommune"}
    assert walk.receivers("takeover_recommendation_regional") == {"Region Syddanmark"}
    assert walk.document("takeover_recommendation_regional").data["envelope"]["sender"]["name"] == "Region Syddanmark"


def test_the_agreement_goes_to_both_with_the_councils_approvals_and_those_who_sign(seeded):
    walk = TakeoverWalk().agreed()
    data = walk.document("takeover_agreement").data

    assert walk.receivers("takeover_agreement") >= {"Vejle Kommune", "Region Syddanmark"}
    assert len(data["approvals"]) == 2
    assert data["signatories"][0]["name"] == "Ida Borg"
    assert data["terms_document"]["number"] == walk.document("takeover_terms").number


def test_the_municipality_may_ask_the_council_again(seeded):
    walk = TakeoverWalk().opened().recommended().decided("changes")

    said = walk.facts("task_prepare_recommendation")["council_said"]
    assert [one.text for one in said] == ["Rådet ønsker mere viden."]


# --- the transfer and the settlement


def test_the_checklist_opens_with_owners_and_days_when_the_employees_have_notice(seeded):
    walk = TakeoverWalk().agreed()
    assert walk.items() == []

    walk.notified()

    assert {item.owner for item in walk.items()} == {Party.MUNICIPALITY, Party.REGION}
    assert all(walk.takeover.agreed_on <= item.due_on <= walk.takeover.takeover_on for item in walk.items())


def test_a_checklist_is_done_when_no_point_is_open_and_a_point_may_be_left_out_with_a_reason(seeded):
    walk = TakeoverWalk().agreed().notified()
    element = "task_complete_municipal_checklist"
    first, *others = walk.items(Party.MUNICIPALITY)
    done = [{"id": str(item.id), "done_on": "2026-03-02"} for item in others]

    assert first.label in faults_of(walk, element, {"items": done})["items"]
    walk.do(element, {"items": [*done, {"id": str(first.id), "note": "Ingen medarbejdere går med."}]})
    assert {item.skipped for item in walk.items(Party.MUNICIPALITY) if item.id == first.id} == {True}


def test_nobody_ticks_the_other_partys_points_or_in_advance(seeded):
    walk = TakeoverWalk().agreed().notified()
    (own, *_), (others, *_) = walk.items(Party.MUNICIPALITY), walk.items(Party.REGION)
    element = "task_complete_municipal_checklist"

    assert "items[0].id" in faults_of(walk, element, {"items": [{"id": str(others.id), "done_on": "2026-03-02"}]})
    early = {"items": [{"id": str(own.id), "done_on": "2026-03-03"}]}
    assert "items[0].done_on" in faults_of(walk, element, early)


def test_open_points_are_reminded_of_and_told_on_the_day(seeded, clock):
    walk = TakeoverWalk().agreed().notified()
    for timer in ("timer_month_before", "timer_week_before", "timer_takeover_day"):
        clock.set(walk.timers[timer])
        walk.fire()

    texts = [text for name, text in walk.notices if name == "Vejle Kommune"]
    assert len(texts) == 3
    assert "5 punkter" in texts[0]
    assert "10 punkter" in texts[2]


def test_a_region_that_has_not_given_notice_is_reminded_and_the_takeover_takes_place_all_the_same(seeded, clock):
    walk = TakeoverWalk().agreed()
    for timer in ("timer_month_before", "timer_week_before", "timer_takeover_day"):
        clock.set(walk.timers[timer])
        walk.fire()

    assert len([text for name, text in walk.notices if name == "Region Syddanmark" and "varslet" in text]) == 3
    assert walk.takeover.taken_over_on == date(2028, 1, 1)


def test_the_offer_changes_operator_on_the_day_and_its_history_is_kept(seeded, clock):
    walk = TakeoverWalk().agreed().notified()
    clock.set(date(2027, 12, 31))
    walk.fire()
    assert walk.takeover.taken_over_on is None
    clock.set(date(2028, 1, 1))
    walk.fire()

    with reading() as session:
        rows = list(
            session.scalars(select(Offer).where(Offer.name == "Botilbuddet Engdraget").order_by(Offer.valid_from))
        )
        sales = [session.scalars(select(OfferSale.turnover).where(OfferSale.offer_id == row.id)).all() for row in rows]
    old, new = rows
    assert old.valid_to == new.valid_from - timedelta(days=1) == date(2027, 12, 31)
    assert old.operator_id == walk.party(Party.REGION).id
    assert new.operator_id == walk.party(Party.MUNICIPALITY).id
    assert (new.structure, new.unit_id, new.valid_to) == (OfferStructure.STANDALONE, None, None)
    assert sorted(sales[0]) == sorted(sales[1])
    assert walk.deadline("takeover.transfer").met_on == date(2028, 1, 1)


def test_the_other_municipalities_and_the_body_are_told_with_what_the_agreement_says(seeded, clock):
    clock.set(date(2017, 3, 1))
    walk = TakeoverWalk(MIDTJYLLAND).opened(date(2019, 1, 1)).recommended().decided().declared()
    walk.stated(availability="Ti pladser.", supply_duty="Leverandørforpligtelsen går med.").accepted().approved()
    clock.set(date(2019, 1, 1))
    walk.fire()

    receivers = walk.receivers("takeover_information")
    assert {"Kontaktudvalget", "Silkeborg Kommune", "Aarhus Kommune"} <= receivers
    assert "Viborg Kommune" not in receivers
    told = walk.documents("takeover_information")[-1].data
    assert told["outcome"] == "taken_over"
    assert "Leverandørforpligtelsen går med." in told["consequences"]


def test_the_settlement_computes_the_share_anew_and_shows_the_difference_line_by_line(seeded, clock):
    walk = TakeoverWalk().agreed().notified().ticked()
    clock.set(date(2028, 1, 1))
    walk.fire().do("task_update_agreement", {"updated_on": "2028-01-01"}).settled(EXAMPLE_2)

    data = walk.document("takeover_settlement").data
    changed = {line["label"]: line for line in data["lines"] if line["difference"] != "0"}
    assert changed.keys() == {
        "Enhed 3: indtægter",
        "Enhed 3: årsresultat",
        "Enhed 3: overført fra tidligere år",
        "Enhed 3: akkumuleret resultat",
        "I alt: akkumuleret resultat",
        "Botilbuddet Engdraget: følger med tilbuddet",
    }
    assert Decimal(data["balance"]) == 2250
    assert data["payment"] == "Region Syddanmark betaler 2.250 kr. til Vejle Kommune."


def test_a_settlement_that_the_municipality_does_not_agree_with_is_made_again(seeded, clock):
    walk = TakeoverWalk().agreed().notified().ticked()
    clock.set(date(2028, 1, 1))
    walk.fire().do("task_update_agreement", {"updated_on": "2028-01-01"}).settled(EXAMPLE_2, agreed="no")

    task = walk.task("task_state_settlement")
    assert show_task(task.id, walk.doer(task)).facts["wished"] == "Enhed 2 er talt forkert med."
    walk.settled(EXAMPLE_1)
    assert walk.document("takeover_settlement").version == 2
    assert walk.document("takeover_settlement").data["balance"] == "0"


def test_accounts_that_are_not_approved_are_not_settled(seeded, clock):
    walk = TakeoverWalk().agreed().notified().ticked()
    clock.set(date(2028, 1, 1))
    walk.fire().do("task_update_agreement", {"updated_on": "2028-01-01"})
    early = {"approved_on": "2028-04-01", "shares": walk.shares_of(EXAMPLE_1)}

    assert faults_of(walk, "task_state_settlement", early).keys() == {"approved_on"}


REFUSED = {
    "no deadline": ("task_ask_for_data", {"wanted": "yes", "items": ["staff"]}, {"deadline"}),
    "nothing asked for": ("task_ask_for_data", {"wanted": "yes", "deadline": "2026-04-01"}, {"items"}),
    "an unknown item": (
        "task_ask_for_data",
        {"wanted": "yes", "deadline": "2026-03-02", "items": ["weather"]},
        {"items", "deadline"},
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_request_that_can_not_be_sent_is_refused(seeded, case):
    element, answers, fields = REFUSED[case]

    assert faults_of(TakeoverWalk().opened(), element, answers).keys() == fields


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        ({"next": "decide"}, {"summary", "recommendation", "presentation", "economy"}),
        ({"next": "stop"}, {"presentation"}),
        (
            {"next": "discuss", "summary": "a", "recommendation": "b", "presentation": "c", "economy": "d"},
            {"discuss_by"},
        ),
    ],
)
def test_a_recommendation_without_its_texts_is_refused(seeded, answers, fields):
    walk = TakeoverWalk().opened().not_asked()

    assert faults_of(walk, "task_prepare_recommendation", answers).keys() == fields


def test_changes_and_withdrawal_have_a_text(seeded):
    walk = TakeoverWalk().prepared().stated()

    assert faults_of(walk, "task_answer_terms", {"answer": "changes"}).keys() == {"text"}
    assert faults_of(walk, "task_answer_terms", {"answer": "withdraw"}).keys() == {"text"}
