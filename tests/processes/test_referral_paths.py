"""Every path of a referral's diagrams, to every end."""

from datetime import date

import pytest

from tests.referral_walk import CONTINUES, DECIDES, HERNING, HERNING_CENTRE, ReferralWalk, collaborate
from workflows.errors import InputError
from workflows.services.casework.calling_off import call_off
from workflows.vocabulary import CaseStatus, Party, ReferralOutcome

HEARD_WAITS = {"task_record_statement"}


def ended(walk: ReferralWalk) -> tuple[str, CaseStatus]:
    return walk.case.standing, walk.case.status


def test_an_inquiry_waits_for_the_centres_evaluation(seeded):
    walk = ReferralWalk().opened()

    assert walk.waits_for == {"task_evaluate_inquiry"}
    assert walk.case.title == "Henvisning til Kommunikationscenter Fjordager (opdigtet)"


def test_an_inquiry_is_declined_with_a_message_to_the_citizen(seeded):
    walk = (
        ReferralWalk().opened().do("task_evaluate_inquiry", {"outcome": "decline", "reason": "Ingen vanskeligheder."})
    )

    assert ended(walk) == ("Henvendelsen afvist", CaseStatus.CLOSED)
    assert walk.receivers("referral_notice") == {"Gladsaxe Kommune"}


def test_the_contact_person_is_asked_for_beside_the_assessment(seeded):
    walk = ReferralWalk().opened().started()

    assert walk.waits_for == {"task_name_contact", "task_write_assessment"}
    assert walk.named().waits_for == {"task_write_assessment"}
    assert walk.referral.contact["name"] == "Yasmin Ebbesen"


def test_a_grant_is_followed_until_the_effort_ends(seeded, clock):
    walk = ReferralWalk().ready().decided()
    assert walk.waits_for == {"task_follow_effort"}

    clock.set(date(2026, 5, 4))
    walk.do("task_follow_effort", {"next_step": "follow_up", "on": "2026-05-04", "text": "Går fremad."})
    walk.do("task_follow_effort", {"next_step": "end", "on": "2026-05-04", "text": "Målet er nået."})

    assert ended(walk) == ("Indsats afsluttet", CaseStatus.CLOSED)
    assert [one["text"] for one in walk.texts["effort"]] == ["Går fremad.", "Målet er nået."]


def test_a_case_ends_though_no_contact_person_was_ever_named(seeded, clock):
    walk = ReferralWalk().opened().started().reported().informed().decided()
    assert walk.waits_for == {"task_name_contact", "task_follow_effort"}

    walk.do("task_follow_effort", {"next_step": "end", "on": "2026-03-02", "text": "Slut."})

    assert ended(walk) == ("Indsats afsluttet", CaseStatus.CLOSED)
    assert walk.open() == []


def test_a_refusal_after_a_hearing_ends_the_case(seeded, clock):
    walk = ReferralWalk().ready().heard()
    assert walk.waits_for == HEARD_WAITS

    clock.set(date(2026, 3, 6))
    walk.do("task_record_statement", {"answered": True, "received_on": "2026-03-05", "text": "Jeg er uenig."})
    walk.decided(outcome="refuse")

    assert ended(walk) == ("Afslag meddelt", CaseStatus.CLOSED)
    assert walk.referral.outcome is ReferralOutcome.REFUSE
    assert walk.texts["hearing"]["statement"] == "Jeg er uenig."


def test_silence_closes_a_hearing_only_after_its_deadline(seeded, clock):
    walk = ReferralWalk().ready().heard()
    with pytest.raises(InputError, match="kan svare til og med"):
        walk.do("task_record_statement", {"answered": False})

    clock.set(date(2026, 3, 17))
    walk.do("task_record_statement", {"answered": False})

    assert walk.waits_for == {"task_decide_referral"}


def test_an_adverse_decision_without_a_hearing_needs_a_recorded_exemption(seeded):
    walk = ReferralWalk().ready()
    for outcome in ("refuse", "partly"):
        with pytest.raises(InputError, match="forvaltningsloven § 19"):
            walk.decided(outcome=outcome, refused="Resten")

    walk.decided(outcome="refuse", exemption="known", exemption_reason="Borgeren har selv sendt dem.")

    assert walk.referral.exemption == "known"
    assert "blev truffet: du kender de oplysninger" in walk.clear("referral_decision")["heard"]


def test_a_refusal_grants_no_extent_period_or_money_whatever_was_typed(seeded):
    walk = ReferralWalk().ready()
    walk.decided(outcome="refuse", exemption="known", exemption_reason="Aftalt.", period_to="2026-12-31")

    letter, referral = walk.clear("referral_decision"), walk.referral
    assert (letter["extent"], letter["period"]) == ("", "")
    assert (referral.period_from, referral.period_to, referral.financing, referral.expected_cost) == (None,) * 4


def test_a_full_grant_refuses_nothing_whatever_was_typed(seeded):
    walk = ReferralWalk().ready().decided(refused="Kørsel")

    assert walk.clear("referral_decision")["refused"] == ""


def test_a_partial_grant_says_what_is_not_granted(seeded):
    walk = ReferralWalk().ready()
    exempted = {"outcome": "partly", "exemption": "known", "exemption_reason": "Aftalt med borgeren."}
    with pytest.raises(InputError, match="hvad der ikke bevilges"):
        walk.decided(**exempted)

    walk.decided(**exempted, refused="Kørsel")

    assert walk.waits_for == {"task_follow_effort"}


def test_information_missing_from_the_centre_is_given_by_the_centre(seeded):
    walk = ReferralWalk().opened().started().named().reported().missing("centre")
    assert walk.waits_for == {"task_supply_information"}

    walk.do("task_supply_information", {"supplied": True, "text": "Testen viste følger."})

    assert walk.waits_for == {"task_check_case"}


def test_when_the_centre_is_silent_the_municipality_takes_the_matter_up(seeded, clock):
    walk = ReferralWalk().opened().started().named().reported().missing("centre", wanted_by="2026-03-09")

    clock.set(date(2026, 3, 10))
    walk.fire()

    assert walk.waits_for == {"task_record_information"}
    assert walk.recorded(supplied=False).waits_for == {"task_check_case"}


def test_information_missing_from_the_citizen_is_recorded_by_the_municipality(seeded):
    walk = ReferralWalk().opened().started().named().reported().missing("citizen")
    assert walk.waits_for == {"task_record_information"}

    assert walk.recorded().informed().waits_for == {"task_decide_referral"}


def test_something_can_be_found_missing_while_deciding_and_as_often_as_needed(seeded, clock):
    walk = ReferralWalk().ready()
    for day in (3, 4, 5):
        clock.set(date(2026, 3, day))
        walk.do("task_decide_referral", {"next_step": "missing", "missing_from": "other", "missing": "Journal"})
        walk.recorded().informed()

    assert len(walk.pauses) == 3
    assert walk.waits_for == {"task_decide_referral"}


def test_a_delegated_decision_is_the_centres(seeded):
    collaborate(DECIDES)
    walk = ReferralWalk().opened().started().named().reported()

    assert walk.waits_for == {"task_decide_at_centre"}
    walk.decided("task_decide_at_centre")

    assert walk.referral.decider is Party.CENTRE
    assert walk.receivers("referral_decision") == {"Gladsaxe Kommune"}
    assert "end_decided_at_centre" in walk.passed


def test_a_centre_hears_the_citizen_before_it_refuses(seeded):
    collaborate(DECIDES)
    walk = ReferralWalk().opened().started().named().reported().heard("task_decide_at_centre")

    walk.do("task_record_statement_at_centre", {"answered": True, "text": "Ingen bemærkninger."})
    walk.decided("task_decide_at_centre", outcome="refuse")

    assert ended(walk) == ("Afslag meddelt", CaseStatus.CLOSED)


def test_a_centre_that_decides_waits_itself_for_what_is_missing(seeded):
    collaborate(DECIDES)
    walk = ReferralWalk().opened().started().named().reported()
    walk.do("task_decide_at_centre", {"next_step": "missing", "missing_from": "citizen", "missing": "Journal"})
    assert walk.waits_for == {"task_supply_information"}

    walk.do("task_supply_information", {"supplied": True, "text": "Modtaget."})

    assert walk.waits_for == {"task_decide_at_centre"}


def test_a_centre_passes_a_decision_on_to_the_municipality(seeded):
    collaborate(DECIDES)
    walk = ReferralWalk().opened().started().named().reported()
    walk.do("task_decide_at_centre", {"next_step": "municipality"})

    assert walk.waits_for == {"task_check_case"}
    walk.informed().decided()
    assert walk.receivers("referral_decision") == {walk.centre_org.name}


def test_a_municipality_has_nobody_to_pass_the_decision_on_to(seeded):
    with pytest.raises(InputError, match="allerede hos kommunen"):
        ReferralWalk().ready().do("task_decide_referral", {"next_step": "municipality"})


def test_a_centre_decides_only_by_the_law_that_is_delegated(seeded):
    collaborate(DECIDES)
    walk = ReferralWalk().opened().started().named().reported()

    with pytest.raises(InputError, match="Giv sagen til kommunen"):
        walk.decided("task_decide_at_centre", law="serviceloven", paragraph="§ 112")


def test_a_report_that_proposes_serviceloven_goes_to_the_municipality(seeded):
    collaborate(DECIDES)
    walk = ReferralWalk().opened().started().named().reported(law="serviceloven", paragraph="§ 112")

    assert walk.waits_for == {"task_check_case"}


def test_an_effort_granted_before_goes_on_by_a_collaboration_agreement(seeded):
    collaborate(CONTINUES)
    walk = ReferralWalk().opened()
    going_on = {
        "outcome": "continue",
        "reason": "Samme behov.",
        "granted_on": "2025-05-01",
        "grant_reference": "27-113",
    }

    walk.do("task_evaluate_inquiry", going_on)

    assert walk.waits_for == {"task_follow_effort"}
    assert walk.receivers("referral_notice") == {"Gladsaxe Kommune"}


def test_no_effort_goes_on_without_an_agreement_or_an_earlier_grant(seeded):
    walk = ReferralWalk().opened()
    with pytest.raises(InputError, match="lader ikke centret fortsætte"):
        walk.do("task_evaluate_inquiry", {"outcome": "continue", "reason": "Samme behov."})

    collaborate(CONTINUES)

    with pytest.raises(InputError, match="hvornår kommunen bevilgede"):
        walk.do("task_evaluate_inquiry", {"outcome": "continue", "reason": "Samme behov."})


def test_midtjylland_runs_without_a_deadline_and_says_so(seeded):
    walk = ReferralWalk(HERNING_CENTRE, HERNING).opened().started().named().reported()

    assert walk.timers == {}
    assert walk.due_on is None
    assert walk.clear("assessment_report")["deadline_note"] == "Rammeaftalen sætter ingen frist for afgørelsen."
    assert any("ingen regler om henvisning" in event.text for event in walk.events)
    walk.informed().decided()
    assert walk.waits_for == {"task_follow_effort"}


def test_a_referral_is_called_off_before_it_is_decided_and_not_after(seeded):
    walk = ReferralWalk().ready()
    call_off(walk.case_id, reason="Ønskes ikke længere.", actor=walk.municipality)
    assert walk.case.status is CaseStatus.CALLED_OFF

    decided = ReferralWalk().opened(cpr="7103611234").started().reported().informed().decided()
    with pytest.raises(Exception, match="Afgørelsen er truffet"):
        call_off(decided.case_id, reason="Ønskes ikke længere.", actor=decided.centre)
