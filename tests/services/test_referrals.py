"""Referrals through the services: who may open, what is refused, what is kept and told, and by whom it is seen."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.collaboration import CentreSubscription
from db.models.organisation import Organisation
from db.session import reading
from tests.closing_walk import colleague, person
from tests.referral_walk import (
    CENTRE,
    GLADSAXE,
    HERLEV,
    REPORT,
    TELLING,
    ReferralWalk,
    kroner,
    payer,
)
from tests.sealed import assert_nowhere
from workflows.errors import InputError, NotAllowed, NotFound, ReasonNeeded, Refused
from workflows.services.casework.cases import list_cases, show_case
from workflows.services.casework.taskpage import show_task
from workflows.services.referral.looks import look
from workflows.services.referral.pages import economy_shown, referral_shown, referral_texts
from workflows.services.referral.referrals import opening_choices
from workflows.vocabulary import InquirySource, Party, Role

# --- opening


def test_the_centre_and_the_municipality_may_open_a_referral_each_for_itself(seeded):
    walk = ReferralWalk().opened(by=person("yasmin@gladsaxe.example", GLADSAXE))

    assert walk.referral.source is InquirySource.MUNICIPALITY
    with pytest.raises(InputError, match="egen organisation"):
        ReferralWalk().opened(by=person("jonas@herlev.example", HERLEV))
    with pytest.raises(NotAllowed):
        ReferralWalk().opened(by=colleague(walk.municipality_org.id, {Role.DIRECTOR}))


def test_choices_give_an_organisation_only_itself_of_its_own_kind(seeded):
    walk = ReferralWalk()

    assert [one.name for one in opening_choices(walk.centre).centres] == [walk.centre_org.name]
    assert len(opening_choices(walk.centre).municipalities) == 98
    assert len(opening_choices(walk.municipality).centres) == 7


@pytest.mark.parametrize("municipality", ["630", "370"])
def test_a_municipality_whose_agreement_has_no_referrals_is_refused_with_the_reason(seeded, municipality):
    walk = ReferralWalk(CENTRE, municipality)

    with pytest.raises(Refused, match="ingen regler om henvisning") as refused:
        walk.opened()

    assert refused.value.field == "municipality_id"


def test_a_case_under_an_agreement_that_has_run_out_says_so(seeded):
    walk = ReferralWalk().opened()

    assert walk.case.agreement_id == "hovedstaden-2019-2020"
    assert any("gjaldt til og med 31. december 2020" in event.text for event in walk.events)


def test_a_citizen_has_one_referral_at_a_time_between_the_same_two(seeded):
    walk = ReferralWalk().opened()

    with pytest.raises(Refused, match=f"sag {walk.case.number}"):
        ReferralWalk().opened(cpr="680452-9183")


@pytest.mark.parametrize("cpr", ["1234", "3113901234", "010130-9999"])
def test_a_number_that_is_none_is_refused(seeded, cpr):
    with pytest.raises(InputError) as wrong:
        ReferralWalk().opened(cpr=cpr)

    assert [path for path, _ in wrong.value.errors] == ["cpr"]


def test_the_six_centres_of_midtjylland_have_the_municipalities_that_the_agreement_names(seeded):
    with reading() as session:
        rows = session.execute(
            select(Organisation.name, CentreSubscription.municipality_id, CentreSubscription.valid_from).join(
                CentreSubscription, CentreSubscription.centre_id == Organisation.id
            )
        ).all()

    counted = {name: sum(1 for row in rows if row.name == name) for name, _, _ in rows}
    assert sorted(counted.values()) == [1, 1, 2, 3, 4]
    assert {row.valid_from for row in rows} == {date(2017, 1, 1)}


# --- the twelve months


def test_an_assessment_within_twelve_months_is_not_started_again(seeded):
    walk = ReferralWalk().opened()

    with pytest.raises(InputError, match="12 løbende måneder tilbage") as refused:
        walk.started(last_assessed_on="2025-03-03")

    assert refused.value.errors[0][0] == "situation_changed"


def test_the_twelve_months_are_set_aside_only_with_a_reason(seeded):
    walk = ReferralWalk().opened()
    with pytest.raises(InputError, match="hvad der er væsentligt ændret"):
        walk.started(last_assessed_on="2025-06-01", situation_changed=True)

    walk.started(last_assessed_on="2025-06-01", situation_changed=True, change_reason="Ny blodprop i december.")

    assert walk.texts["evaluation"]["change"] == "Ny blodprop i december."
    assert any("væsentligt ændret" in event.text for event in walk.events)


def test_on_the_same_day_a_year_later_a_new_assessment_is_started(seeded):
    assert "task_write_assessment" in ReferralWalk().opened().started(last_assessed_on="2025-03-02").waits_for


def test_an_assessment_known_to_the_municipality_counts_without_being_told(seeded, clock):
    ReferralWalk().opened().started().reported().informed().decided()
    clock.set(date(2026, 9, 1))
    walk = ReferralWalk("center-for-kommunikation-herning").opened()

    assert walk.facts("task_evaluate_inquiry")["last_assessed"] == date(2026, 3, 2)
    with pytest.raises(InputError, match="12 løbende måneder"):
        walk.started()


# --- the report


def test_a_report_says_each_part_that_it_lacks(seeded):
    walk = ReferralWalk().opened().started()

    with pytest.raises(InputError) as missing:
        walk.do("task_write_assessment", {})

    fields = [path for path, _ in missing.value.errors]
    assert fields == [
        *("purpose", "goals", "expected_effect", "law", "target_group", "author_name", "author_phone"),
    ]


def test_a_report_goes_to_the_acting_municipality_with_all_its_parts(seeded):
    walk = ReferralWalk().opened().started().named().reported()

    told = walk.clear("assessment_report")

    assert walk.receivers("assessment_report") == {"Gladsaxe Kommune"}
    assert told["author"]["name"] == "Rikke Solbjerg"
    assert told["deadline"]["date"] == "2026-03-23"
    assert told["citizen"]["cpr"] == "680452-****"
    assert told["municipal_contact"]["name"] == "Yasmin Ebbesen"


def test_advice_is_given_least_intrusive_first_and_only_by_agreement(seeded):
    walk = ReferralWalk().opened().started()
    with pytest.raises(InputError, match="efter aftale med handlekommunen"):
        walk.reported(efforts=["lydbøger"])

    walk.reported(efforts=["lydbøger", "Undervisning"], advice_agreed_with="Yasmin", advice_agreed_on="2026-03-01")

    assert walk.clear("assessment_report")["efforts"] == ["lydbøger", "Undervisning"]
    assert "Aftalt med Yasmin" in walk.clear("assessment_report")["advice_agreed"]


# --- the decision


def test_a_decision_has_its_reasons_its_rule_and_its_complaint_guide_with_the_date(seeded):
    walk = ReferralWalk().ready().decided()

    letter = walk.clear("referral_decision")

    assert walk.receivers("referral_decision") == {walk.centre_org.name}
    assert letter["citizen"]["cpr"] == "680452-9183"
    assert letter["complaint"]["authority"] == "Klagenævnet for Specialundervisning"
    assert letter["complaint"]["deadline"]["date"] == "2026-03-30"
    assert walk.referral.complaint_by == date(2026, 3, 30)
    assert walk.deadline("referral.decision").met_on == date(2026, 3, 2)


@pytest.mark.parametrize("left_out", ["service", "law", "paragraph", "reasons", "extent", "period_from"])
def test_a_decision_says_each_part_that_it_lacks(seeded, left_out):
    empty = None if left_out == "period_from" else ""

    with pytest.raises(InputError) as missing:
        ReferralWalk().ready().decided(**{left_out: empty})

    assert [path for path, _ in missing.value.errors] == [left_out]


# --- who sees what


@pytest.fixture
def paid(seeded):
    """A referral that Herlev pays for, decided."""
    with reading() as session:
        herlev = session.scalars(select(Organisation).where(Organisation.code == HERLEV)).one()
    walk = ReferralWalk().opened(paying_municipality_id=str(herlev.id)).started().named().reported().informed()
    return walk.decided()


def test_nothing_of_the_citizen_stands_in_the_clear_anywhere(paid):
    paid.work()

    assert_nowhere(*TELLING, "følger efter", REPORT["goals"].split("\n")[0])


def test_the_paying_municipality_sees_where_the_case_stands_and_its_economy_only(paid):
    shown = show_case(paid.case_id, payer())

    assert [row.title for row in list_cases(payer()).rows] == [paid.case.title]
    assert shown.deadlines == []
    assert (shown.parties, shown.documents, shown.journal, shown.waiting.tasks) == ([], [], [], [])
    assert economy_shown(paid.case_id, payer()).expected_cost == kroner(18000)
    for forbidden in (referral_shown, referral_texts):
        with pytest.raises(NotFound):
            forbidden(paid.case_id, payer())


def test_strangers_and_the_secretariat_see_nothing_of_a_referral(paid):
    secretariat = person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
    stranger = person("lise@herning.example", "657")

    for actor in (secretariat, stranger):
        assert list_cases(actor).rows == []
        for show in (show_case, referral_shown, referral_texts, economy_shown):
            with pytest.raises(NotFound):
                show(paid.case_id, actor)


def test_the_two_parties_see_the_case_without_a_reason_and_its_texts_with_one(paid):
    shown = referral_shown(paid.case_id, paid.municipality)

    assert (shown.centre, shown.municipality, shown.payer) == (
        paid.centre_org.name,
        "Gladsaxe Kommune",
        "Herlev Kommune",
    )
    assert shown.outcome == "Bevilget"
    with pytest.raises(ReasonNeeded):
        referral_texts(paid.case_id, paid.municipality)
    look(paid.case_id, what="Borgeren", reason="Borgeren ringer om afgørelsen", actor=paid.municipality)
    assert referral_texts(paid.case_id, paid.municipality).report["purpose"] == REPORT["purpose"]


def test_a_task_shows_the_number_masked_and_its_texts_to_the_one_who_does_it(seeded):
    walk = ReferralWalk().opened().started().named().reported()
    task = walk.task("task_check_case")

    facts = show_task(task.id, walk.municipality).facts
    director = show_task(task.id, colleague(walk.municipality_org.id, {Role.DIRECTOR})).facts

    assert facts["citizen"]["cpr"] == "680452-****"
    assert facts["report"]["purpose"] == REPORT["purpose"]
    assert director == {}


def test_simultaneous_referrals_are_shown_to_the_municipality_that_coordinates_and_to_no_centre(seeded):
    other = ReferralWalk("center-for-kommunikation-herning").opened()
    walk = ReferralWalk().ready()

    (found,) = walk.facts("task_decide_referral")["others"]

    assert (found.number, found.title) == (other.case.number, other.case.title)
    walk.decided()
    assert walk.facts("task_follow_effort")["others"] == []


def test_the_wait_is_shown_with_its_pauses(seeded, clock):
    walk = ReferralWalk().opened().started().reported().missing("citizen")
    clock.set(date(2026, 3, 30))

    shown = referral_shown(walk.case_id, walk.centre)

    assert shown.waited_days == 28
    assert [one.last_day for one in shown.pauses] == [None]


def test_every_document_of_a_referral_is_printed(seeded):
    walk = ReferralWalk().opened().started().named().reported().missing("citizen").recorded().missing("centre")
    walk.do("task_supply_information", {"supplied": True, "text": "Vedlagt."})
    walk.informed().heard().do("task_record_statement", {"answered": True, "text": "Ja."})
    walk.decided().do("task_follow_effort", {"next_step": "end", "on": "2026-03-02", "text": "Slut."})

    walk.work()

    assert [(row.kind, row.rendered_at is not None) for row in walk.documents()] == [
        ("assessment_report", True),
        ("missing_information", True),
        ("missing_information", True),
        ("party_hearing", True),
        ("referral_decision", True),
        ("referral_notice", True),
    ]
    assert walk.incidents == []


def test_a_case_names_its_parties_and_the_payer_only_when_it_is_another(seeded):
    assert ReferralWalk().opened().parties(Party.PAYING_MUNICIPALITY) == []
