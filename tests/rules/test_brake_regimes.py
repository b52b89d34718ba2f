from datetime import date

import pytest

from workflows.errors import InputError, Refused
from workflows.rules.emergency_brake.nomination import (
    Timing,
    check_meeting_dates,
    check_presupposed,
    check_timing,
    meeting_for,
)
from workflows.rules.emergency_brake.reevaluation import check_adopted_from, check_criteria_answered
from workflows.rules.emergency_brake.regimes import BY_SECRETARIAT, POINTS, has_model, regime
from workflows.vocabulary import AgreementId

HOVEDSTADEN, SJAELLAND = regime("hovedstaden-2019-2020"), regime("sjaelland-2018-2019")
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("agreement_id", ["syddanmark-2016", "midtjylland-2017", "syddanmark-2025-2026"])
def test_an_agreement_without_a_model_refuses_and_says_so(agreement_id):
    assert not has_model(agreement_id)
    with pytest.raises(Refused, match="ingen model") as refusal:
        regime(agreement_id)
    assert refusal.value.rule == agreement_id


def test_every_agreement_says_whether_it_has_a_model():
    assert {one.value for one in AgreementId if has_model(one.value)} == {
        *("hovedstaden-2019-2020", "sjaelland-2018-2019")
    }


@pytest.mark.parametrize("point", POINTS)
def test_every_point_of_hovedstaden_cites_its_paragraph_and_says_why(point):
    stated = getattr(HOVEDSTADEN, point)

    assert stated.source.startswith("hovedstaden-2019-2020, 4.2" if point == "notice" else "hovedstaden-2019-2020, 9")
    assert stated.why.endswith(".")


@pytest.mark.parametrize("point", POINTS)
def test_sjaelland_cites_its_own_list_or_the_secretariat_and_nothing_of_hovedstaden(point):
    stated = getattr(SJAELLAND, point)

    assert stated.source in ("sjaelland-2018-2019, De mest specialiserede tilbud", BY_SECRETARIAT)
    assert "nødbremse" not in stated.why.lower()
    assert "KKR" not in stated.why
    assert "Embedsmandsudvalg" not in stated.why


def test_the_toolbox_has_the_seven_measures_and_states_for_and_against_only_where_the_agreement_does():
    stated = {tool.key: (len(tool.advantages), len(tool.drawbacks)) for tool in HOVEDSTADEN.toolbox}

    assert stated == {
        "close_keep_knowledge": (0, 0),
        "develop_content": (0, 0),
        "extended_notice": (1, 0),
        "lower_occupancy": (0, 1),
        "objective_financing": (2, 2),
        "purchase_agreement": (1, 1),
        "shared_financing": (1, 1),
    }


def test_four_measures_change_what_municipalities_pay_and_one_closes_the_offer():
    assert [tool.key for tool in HOVEDSTADEN.toolbox if tool.calculation] == [
        *("lower_occupancy", "objective_financing", "purchase_agreement", "shared_financing")
    ]
    assert [tool.key for tool in HOVEDSTADEN.toolbox if tool.closes] == ["close_keep_knowledge"]


def test_sjaelland_has_no_toolbox_no_duties_and_no_presupposed_measures():
    assert (SJAELLAND.toolbox, SJAELLAND.duties, SJAELLAND.presupposed) == ((), (), ())
    assert SJAELLAND.codes is None
    assert SJAELLAND.set_up.value


def test_only_hovedstaden_keeps_national_and_secured_offers_off_the_list():
    assert HOVEDSTADEN.list.value
    assert not SJAELLAND.list.value


def test_the_operator_answers_each_presupposed_measure_by_itself():
    answers = {one.key: "Overvejet." for one in HOVEDSTADEN.presupposed}
    check_presupposed(HOVEDSTADEN.presupposed, answers)

    with pytest.raises(InputError) as refusal:
        check_presupposed(HOVEDSTADEN.presupposed, answers | {"savings": "  ", "joint_management": ""})

    assert [path for path, _ in refusal.value.errors] == ["presupposed.savings", "presupposed.joint_management"]


def test_an_acute_nomination_says_why_it_cannot_wait():
    check_timing(Timing.ORDINARY, "")
    check_timing(Timing.ACUTE, "Bygningen er dømt ude af brug.")
    with pytest.raises(InputError, match="ikke kan vente"):
        check_timing(Timing.ACUTE, "")


def test_an_ordinary_nomination_goes_to_the_next_fixed_meeting():
    days = [date(2027, 10, 12), date(2027, 4, 13)]

    assert meeting_for(days, TODAY) == date(2027, 4, 13)
    assert meeting_for(days, date(2027, 4, 13)) == date(2027, 10, 12)
    assert meeting_for([], TODAY) is None


def test_two_meetings_a_year_are_set_in_advance():
    check_meeting_dates([date(2027, 4, 13), date(2027, 10, 12)], year=2027, number=2, today=TODAY)


@pytest.mark.parametrize(
    ("days", "path"),
    [
        ([date(2027, 4, 13)], "days"),
        ([date(2027, 4, 13), date(2027, 4, 13)], "days"),
        ([date(2027, 4, 13), date(2028, 4, 13)], "days[1]"),
        ([date(2027, 4, 13), date(2027, 5, 1), date(2027, 10, 12)], "days"),
    ],
)
def test_other_than_two_days_of_the_year_are_refused(days, path):
    with pytest.raises(InputError) as refusal:
        check_meeting_dates(days, year=2027, number=2, today=TODAY)
    assert path in [found for found, _ in refusal.value.errors]


def test_a_meeting_date_that_has_passed_is_not_set_in_advance():
    with pytest.raises(InputError, match="på forhånd"):
        check_meeting_dates([TODAY, date(2026, 12, 1)], year=2026, number=2, today=TODAY)


def test_each_criterion_is_answered_once():
    check_criteria_answered([1, 2, 3], [3, 1, 2])
    for answered in ([1, 2], [1, 2, 2], [1, 2, 3, 4]):
        with pytest.raises(InputError):
            check_criteria_answered([1, 2, 3], answered)


def test_a_list_is_not_in_force_before_it_is_adopted():
    check_adopted_from(TODAY, TODAY)
    with pytest.raises(InputError):
        check_adopted_from(date(2026, 11, 21), TODAY)
