"""The rules of a referral beside its clock: the twelve months, the report, who decides, growth, hearing, complaint."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import InputError, Refused
from workflows.rules.agreements import agreement
from workflows.rules.referral.collaboration import (
    Delegated,
    Terms,
    agreement_year,
    check_competences,
    decider,
    growth,
    left_of_frame,
    may_continue,
)
from workflows.rules.referral.complaint import guide
from workflows.rules.referral.party_hearing import must_be_settled
from workflows.rules.referral.reassessment import reassessment, within_window
from workflows.rules.referral.regimes import Course, agreement_for, known_regimes, regime, run_out
from workflows.rules.referral.report import PARTS, advice_faults, missing_parts
from workflows.vocabulary import AgreementId, Competence, Law, Party, ReferralOutcome, TargetGroup

HOVEDSTADEN = "hovedstaden-2019-2020"
TODAY = date(2026, 3, 2)
REPORT = {
    "purpose": "Afklare behovet for høretekniske hjælpemidler",
    "goals": "Kan følge en samtale",
    "expected_effect": "Deltager i arbejdslivet",
    "law": "serviceloven",
    "target_group": "hearing",
    "author_name": "Ida Prøve",
    "author_phone": "12 34 56 78",
}
SPEECH = Delegated(Competence.DECIDE, TargetGroup.SPEECH, Law.SPECIAL_EDUCATION)
TERMS = Terms(date(2025, 1, 1), date(2026, 12, 31), (SPEECH,))


# --- regimes


def test_every_agreement_says_something_of_referrals():
    assert known_regimes() == {one.value for one in AgreementId}


def test_hovedstaden_has_the_common_rules_and_midtjylland_none():
    assert regime(HOVEDSTADEN).course.value is Course.COMMON_RULES
    assert regime("midtjylland-2017").course.value is Course.NO_RULES
    assert regime("midtjylland-2017").decision.value == ""


@pytest.mark.parametrize("agreement_id", ["syddanmark-2016", "sjaelland-2018-2019", "syddanmark-2025-2026"])
def test_an_agreement_without_rules_for_referrals_refuses_with_the_reason(agreement_id):
    with pytest.raises(Refused, match="ingen regler om henvisning") as refused:
        regime(agreement_id)

    assert refused.value.rule.startswith(agreement_id)
    assert refused.value.field == "municipality_id"


def test_no_point_cites_the_flow_diagram_or_the_template_that_are_not_in_the_text():
    sources = {point.source for one in (HOVEDSTADEN, "midtjylland-2017") for point in vars(regime(one)).values()}

    assert not any(source.endswith(("8.3", "8.6")) for source in sources)


def test_an_agreement_that_has_run_out_is_still_followed_and_says_so():
    found = agreement_for("1084", "Gladsaxe Kommune", TODAY)

    assert found.id is AgreementId.HOVEDSTADEN_2019_2020
    assert "til og med 31. december 2020" in run_out(found, TODAY)
    assert run_out(found, date(2020, 6, 1)) == ""


def test_a_region_without_an_agreement_at_hand_is_refused():
    with pytest.raises(Refused, match="kender ingen rammeaftale"):
        agreement_for("1081", "Aalborg Kommune", TODAY)


# --- twelve months


@pytest.mark.parametrize(
    ("last", "within"),
    [(date(2025, 3, 3), True), (date(2025, 3, 2), False), (date(2025, 3, 1), False), (date(2026, 3, 2), True)],
)
def test_the_twelve_months_are_counted_back_from_the_day(last, within):
    assert reassessment(HOVEDSTADEN, last, TODAY).within is within


def test_after_an_assessment_on_a_leap_day_the_window_passes_on_the_first_of_march():
    found = reassessment(HOVEDSTADEN, date(2024, 2, 29), date(2025, 2, 28))

    assert (found.within, found.earliest) == (True, date(2025, 3, 1))


def test_the_window_explains_itself():
    found = reassessment(HOVEDSTADEN, date(2025, 9, 1), TODAY)

    assert "12 løbende måneder tilbage" in found.explanation
    assert found.source == "hovedstaden-2019-2020, 8.1 iii"


def test_an_agreement_without_the_window_has_none():
    with pytest.raises(InputError):
        reassessment("midtjylland-2017", date(2025, 9, 1), TODAY)


@given(st.dates(date(2016, 1, 1), date(2030, 12, 31)))
def test_the_earliest_day_is_the_first_outside_the_window(last):
    earliest = reassessment(HOVEDSTADEN, last, last).earliest

    assert not within_window(last, earliest)
    assert within_window(last, date.fromordinal(earliest.toordinal() - 1))


# --- report


def test_a_report_with_all_its_parts_misses_none():
    assert missing_parts(REPORT) == []


@pytest.mark.parametrize("part", [part.field for part in PARTS if part.field != "author_contact"])
def test_each_part_that_is_missing_is_named(part):
    ((field, sentence),) = missing_parts({**REPORT, part: "  "})

    assert field == part
    assert sentence.startswith("Rapporten mangler")


def test_an_employee_without_telephone_needs_an_e_mail():
    without = {**REPORT, "author_phone": ""}

    assert [field for field, _ in missing_parts(without)] == ["author_phone"]
    assert missing_parts({**without, "author_email": "ida@center.example"}) == []


def test_advice_on_concrete_efforts_is_given_only_by_agreement_with_the_municipality():
    assert advice_faults("", "", "") == []
    assert [field for field, _ in advice_faults("Undervisning", "", "")] == ["advice_agreed_with", "advice_agreed_on"]
    assert advice_faults("Undervisning", "Sagsbehandleren", "2026-03-01") == []


# --- who decides


def decides(group=TargetGroup.SPEECH, law=Law.SPECIAL_EDUCATION, day=TODAY, terms: Terms | None = TERMS):
    return decider(terms, group, law, day, common="hovedstaden-2019-2020, 8.1")


def test_the_acting_municipality_decides_without_a_collaboration_agreement():
    assert decides(terms=None).party is Party.ACTING_MUNICIPALITY


def test_the_centre_decides_for_its_target_groups_by_special_education_law():
    assert decides().party is Party.CENTRE


@pytest.mark.parametrize("group", [group for group in TargetGroup if group is not TargetGroup.SPEECH])
def test_the_municipality_decides_for_other_target_groups(group):
    assert decides(group).party is Party.ACTING_MUNICIPALITY


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2027, 1, 1)])
def test_a_collaboration_agreement_counts_only_in_its_time(day):
    assert decides(day=day).party is Party.ACTING_MUNICIPALITY


def test_a_decision_by_serviceloven_is_not_delegated():
    by_serviceloven = Delegated(Competence.DECIDE, TargetGroup.SPEECH, Law.SERVICELOVEN)

    with pytest.raises(Refused) as refused:
        check_competences([by_serviceloven])

    assert refused.value.rule == "hovedstaden-2019-2020, 8.9"
    terms = Terms(date(2025, 1, 1), None, (by_serviceloven,))
    assert decides(law=Law.SERVICELOVEN, terms=terms).party is Party.ACTING_MUNICIPALITY


def test_a_decision_by_serviceloven_is_delegated_only_on_a_ground_that_is_told():
    grounded = Delegated(Competence.DECIDE, TargetGroup.SPEECH, Law.SERVICELOVEN, "Særlig hjemmel i lov")
    check_competences([grounded])

    found = decides(law=Law.SERVICELOVEN, terms=Terms(date(2025, 1, 1), None, (grounded,)))

    assert found.party is Party.CENTRE
    assert "Særlig hjemmel i lov" in found.why


def test_continuing_is_another_competence_than_deciding():
    continuing = Delegated(Competence.CONTINUE, TargetGroup.COGNITION, Law.SERVICELOVEN)
    check_competences([continuing])
    terms = Terms(date(2025, 1, 1), None, (continuing,))

    assert may_continue(terms, TargetGroup.COGNITION, TODAY)
    assert not may_continue(terms, TargetGroup.SPEECH, TODAY)
    assert not may_continue(terms, TargetGroup.COGNITION, date(2024, 12, 31))
    assert decides(TargetGroup.COGNITION, Law.SERVICELOVEN, terms=terms).party is Party.ACTING_MUNICIPALITY


# --- growth and frame


@pytest.mark.parametrize(("inquiries", "passed"), [(99, False), (100, False), (107, False), (108, True)])
def test_more_than_seven_percent_passes_and_exactly_seven_does_not(inquiries, passed):
    assert growth(inquiries, 100, Decimal(7)).passed is passed


@given(st.integers(1, 5000), st.integers(0, 5000))
def test_growth_is_never_passed_by_fewer_inquiries_than_the_frame_was_set_by(base, inquiries):
    found = growth(min(inquiries, base), base, Decimal(7))

    assert not found.passed


def test_an_agreement_year_runs_from_the_day_the_agreement_began():
    assert agreement_year(date(2024, 4, 1), date(2024, 4, 1)) == (date(2024, 4, 1), date(2025, 3, 31))
    assert agreement_year(date(2024, 4, 1), date(2025, 4, 1))[0] == date(2025, 4, 1)


def test_what_is_left_of_the_frame_may_be_less_than_nothing():
    assert left_of_frame(Decimal(100), [Decimal(70), Decimal(50)]) == Decimal(-20)


# --- hearing and complaint


def test_a_decision_that_gives_less_than_asked_needs_a_hearing():
    assert must_be_settled(ReferralOutcome.REFUSE)
    assert must_be_settled(ReferralOutcome.PARTLY)
    assert not must_be_settled(ReferralOutcome.GRANT)


def test_a_complaint_goes_where_the_law_of_the_decision_says():
    assert guide(Law.SERVICELOVEN, "Gladsaxe Kommune").how.startswith("Klagen sendes til Gladsaxe Kommune")
    assert guide(Law.SPECIAL_EDUCATION, "Gladsaxe Kommune").authority == "Klagenævnet for Specialundervisning"


def test_every_sentence_of_a_regime_ends_as_a_sentence():
    points = [*vars(regime(HOVEDSTADEN)).values(), *vars(regime("midtjylland-2017")).values()]

    assert all(point.why.endswith(".") for point in points)
    assert all(point.source.startswith(agreement(point.source.split(",")[0]).id.value) for point in points)
