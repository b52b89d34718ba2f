from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.closing_cases import (
    OCCUPANCY_DAYS,
    OPERATOR_BEARS,
    PART_OF_UNIT,
    REGIONAL_STANDALONE,
    REGIONAL_UNIT,
    request,
    result,
)
from workflows.errors import InputError, Refused
from workflows.rules.calc_closing import calc_closing_account
from workflows.rules.closing.compute import closing_account
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart
from workflows.vocabulary import OfferStructure, OrganisationKind

OPERATOR = KeyPart(party="Nordby", operator=True, year_minus_2=Decimal(100), year_minus_1=Decimal(100))
BUYER = KeyPart(party="Sønderby", year_minus_2=Decimal(50), year_minus_1=Decimal(50))
FOREIGN_BUYER = KeyPart(party="Vesterby", year_minus_2=Decimal(50), year_minus_1=Decimal(50), borne_by_operator=True)

SMALL = ClosingAccountInput(
    agreement="syddanmark-2025-2026",
    operator_kind=OrganisationKind.MUNICIPALITY,
    structure=OfferStructure.STANDALONE,
    basis=Decimal(1000),
    revenue=Decimal(0),
    costs=Decimal(350),
    carried_forward=Decimal(0),
    turnover=(OPERATOR, BUYER, FOREIGN_BUYER),
)


def notes_of(account):
    return [step["formula"] for step in account["trace"] if step["step"] == "note"]


def totals(account):
    return {share["party"]: share["total"] for share in account["shares"]}


@pytest.mark.parametrize("accumulated", ["-429050", "429050", "-429049.99", "1"])
def test_a_result_within_five_percent_stays_with_the_operator(accumulated):
    account = calc_closing_account(request(result=result(accumulated)))

    assert account["to_distribute"] == "0"
    assert totals(account) == {"Driftsherre": accumulated, "Køberkommune 1": "0", "Køberkommune 2": "0"}
    assert account["shares"][0]["distributed"] == "0"
    assert [share["percent"] for share in account["shares"]] == ["72.97", "16.22", "10.81"]


def test_a_surplus_is_shared_as_a_deficit_with_the_opposite_sign():
    figures = {"revenue": "7604000", "costs": "4400000", "carried_forward": "452000"}

    account = calc_closing_account(request(result=figures))

    assert totals(account) == {
        "Driftsherre": "2783852",
        "Køberkommune 1": "523289",
        "Køberkommune 2": "348859",
    }


def test_the_operator_may_have_øre_and_no_one_else():
    account = calc_closing_account(request(basis="1000.01", result=result("-100.37")))

    assert account["own_share"] == "50"
    assert account["to_distribute"] == "-50.37"
    assert totals(account) == {"Driftsherre": "-87.37", "Køberkommune 1": "-8", "Køberkommune 2": "-5"}
    assert account["shares"][0]["distributed"] == "-37.37"


def test_an_own_share_of_half_an_øre_is_rounded_up_in_the_output_only():
    account = calc_closing_account(request(basis="0.1", result=result("-10")))

    assert account["own_share"] == "0.01"
    assert account["to_distribute"] == "-10"
    assert account["shares"][0]["distributed"] == "-7"


def test_a_surplus_in_a_unit_is_kept_by_five_percent_of_the_closing_years_turnover():
    account = calc_closing_account(request(PART_OF_UNIT, result=result(5000000), closing_year_turnover="50000000"))

    assert account["own_share"] == "2500000"
    assert account["to_distribute"] == "833333.33"
    assert account["carried_on"] == [{"name": "Tilbud 2 og 3", "amount": "1666667"}]
    assert any("takstbaserede omsætning" in note for note in notes_of(account))


def test_a_deficit_in_a_unit_takes_no_notice_of_the_closing_years_turnover():
    plain = calc_closing_account(request(PART_OF_UNIT))

    assert calc_closing_account(request(PART_OF_UNIT, closing_year_turnover="1")) == plain


def test_an_offer_in_a_unit_is_computed_with_the_reservation_of_the_agreement():
    assert any("hel økonomisk enhed" in note for note in notes_of(calc_closing_account(request(PART_OF_UNIT))))


def test_a_whole_unit_that_closes_is_shared_as_a_standalone_offer_without_the_reservation():
    whole = calc_closing_account(request(PART_OF_UNIT, unit_others=[]))
    alone = calc_closing_account(request(PART_OF_UNIT, structure="standalone"))

    assert whole["shares"] == alone["shares"]
    assert whole["carried_on"] == []
    assert notes_of(whole) == []


def test_a_regional_deficit_follows_the_cost_budgets_of_the_other_offers():
    others = [{"name": "A", "basis": "1000000"}, {"name": "B", "basis": "2000000"}]

    account = calc_closing_account(request(REGIONAL_STANDALONE, region_others=others, result=result("-100.50")))

    assert account["carried_on"] == [{"name": "A", "amount": "-34"}, {"name": "B", "amount": "-67"}]
    assert totals(account) == {"Driftsherre": "0.50"}
    assert account["shares"][0]["distributed"] == "0.50"


def test_what_brings_another_offer_beyond_five_percent_is_post_regulated_there():
    others = [
        {"name": "A", "basis": "1000000", "accumulated": "-40000"},
        {"name": "B", "basis": "1000000", "accumulated": "40000"},
        {"name": "C", "basis": "1000000"},
    ]

    account = calc_closing_account(request(REGIONAL_STANDALONE, region_others=others, result=result(-60000)))

    elsewhere = [step for step in account["trace"] if step["step"] == "post_regulation_elsewhere"]
    assert [(step["inputs"]["tilbud"], step["value"]) for step in elsewhere] == [("A", "-10000")]
    assert account["warnings"] == []


@pytest.mark.parametrize("amount", ["4000000", "-4000000"])
def test_a_regional_unit_keeps_five_percent_and_the_other_units_share_the_rest(amount):
    sign = -1 if amount.startswith("-") else 1
    others = [{"name": "Enhed X", "basis": "10000000"}, {"name": "Enhed Y", "basis": "30000000"}]

    account = calc_closing_account(request(REGIONAL_UNIT, result=result(amount), region_others=others))

    assert account["to_distribute"] == str(sign * 1000000)
    assert [(row["name"], int(row["amount"])) for row in account["carried_on"]] == [
        ("økonomisk enhed", sign * 3000000),
        ("Enhed X", sign * 250000),
        ("Enhed Y", sign * 750000),
    ]


def test_rows_stand_in_the_account_of_a_regional_offer_without_a_result():
    account = calc_closing_account(request(REGIONAL_UNIT, result=result(0)))

    assert [row["amount"] for row in account["carried_on"]] == ["0", "0"]
    assert account["own_share"] == "3000000"


def test_the_rest_of_a_centre_takes_its_part_under_syddanmark_2016():
    others = [{"name": "Tilbud B", "basis": "1000000"}]

    account = calc_closing_account(request(OCCUPANCY_DAYS, structure="part_of_unit", unit_others=others))

    assert account["model"] == "C5"
    assert account["own_share"] == "100000"
    assert account["carried_on"] == [{"name": "Tilbud B", "amount": "-50000"}]
    assert totals(account)["Nordby Kommune"] == "-16667"


def test_syddanmark_2016_prints_the_sources_words():
    notes = notes_of(calc_closing_account(request(OCCUPANCY_DAYS)))

    assert any("over 5 procent af centrets samlede over-/underskud" in note for note in notes)


def test_a_surplus_of_a_centre_needs_no_turnover_under_syddanmark_2016():
    account = calc_closing_account(
        request(OCCUPANCY_DAYS, structure="part_of_unit", unit_others=[], result=result(100000))
    )

    assert account["own_share"] == "50000"


@pytest.mark.parametrize("agreement", ["midtjylland-2017", "hovedstaden-2019-2020"])
@pytest.mark.parametrize("operator_kind", ["municipality", "region"])
@pytest.mark.parametrize("accumulated", ["-5.50", "5.50", "0"])
def test_the_operator_bears_every_result(agreement, operator_kind, accumulated):
    account = calc_closing_account(
        request(OPERATOR_BEARS, agreement=agreement, operator_kind=operator_kind, result=result(accumulated))
    )

    assert account["model"] == "C0"
    assert account["own_share"] == accumulated.removeprefix("-")
    assert totals(account) == {"Driftsherre": accumulated}


@pytest.mark.parametrize("example", [PART_OF_UNIT, REGIONAL_STANDALONE, REGIONAL_UNIT, OCCUPANCY_DAYS])
@pytest.mark.parametrize("accumulated", [-900, 900])
def test_an_offer_closed_by_an_authority_is_the_operators_alone(example, accumulated):
    account = calc_closing_account(request(example, closed_by_authority=True, result=result(accumulated)))

    assert (account["model"], account["carried_on"]) == ("C0", [])
    assert account["shares"][0]["total"] == str(accumulated)
    assert {share["total"] for share in account["shares"][1:]} <= {"0"}


@pytest.mark.parametrize("example", [REGIONAL_STANDALONE, REGIONAL_UNIT, OPERATOR_BEARS])
def test_parties_of_a_key_that_is_not_used_are_listed_with_nothing(example):
    account = calc_closing_account(request(example, turnover=request()["turnover"]))

    assert [share["party"] for share in account["shares"]] == [
        "Driftsherre",
        "Køberkommune 1",
        "Køberkommune 2",
    ]
    assert {share["percent"] for share in account["shares"]} == {"0.00"}
    assert [share["total"] for share in account["shares"][1:]] == ["0", "0"]


def test_a_waived_deficit_stays_with_the_operator_and_says_why():
    account = closing_account(replace(SMALL, waived=True))

    assert account.model == "C0"
    assert account.operator_share.total == -350
    assert "valgt at lade være" in account.explanation


def test_a_surplus_cannot_be_kept_by_waiving():
    surplus = replace(SMALL, revenue=Decimal(700))

    assert closing_account(replace(surplus, waived=True)) == closing_account(surplus)


def test_post_regulation_cannot_be_waived_where_it_is_a_duty():
    old = replace(SMALL, agreement="syddanmark-2016", occupancy_days=SMALL.turnover, waived=True)

    with pytest.raises(Refused) as refused:
        closing_account(old)

    assert refused.value.field == "waived"


def test_a_buyer_from_outside_without_the_principles_in_its_contract_falls_on_the_operator():
    old = replace(SMALL, agreement="syddanmark-2016", occupancy_days=SMALL.turnover)

    account = closing_account(old)

    assert {share.party: share.total for share in account.shares} == {
        "Nordby": -275,
        "Sønderby": -75,
        "Vesterby": 0,
    }
    step = next(step for step in account.trace if step.step == "outside_buyer")
    assert (step.inputs["andel"], step.source) == ("-75", "syddanmark-2016, Styringsaftalen")


def test_a_buyer_from_outside_has_its_part_of_a_surplus():
    old = replace(SMALL, agreement="syddanmark-2016", occupancy_days=SMALL.turnover, revenue=Decimal(700))

    assert {share.party: share.total for share in closing_account(old).shares}["Vesterby"] == 75


def test_every_step_of_a_trace_has_a_name_that_a_person_reads():
    account = closing_account(replace(SMALL, agreement="syddanmark-2016", occupancy_days=SMALL.turnover))

    assert all(step.label for step in account.trace)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Af underskuddet på 350 kr. fordeles 300 kr."),
        (
            {"costs": Decimal(50)},
            "Hele underskuddet på 50 kr. ligger inden for 50 kr. og bliver hos driftsherren.",
        ),
        ({"costs": Decimal(0)}, "Det akkumulerede resultat er 0 kr., og der er intet at fordele."),
        ({"closed_by_authority": True}, "Driftsherren bærer hele underskuddet på 350 kr."),
        (
            {"agreement": "midtjylland-2017", "revenue": Decimal(400)},
            "Driftsherren beholder hele overskuddet på 50 kr.",
        ),
    ],
)
def test_the_explanation_says_what_came_of_it(changes, words):
    assert closing_account(replace(SMALL, **changes)).explanation.endswith(words)


def test_figures_of_a_case_are_checked_as_those_of_a_request():
    with pytest.raises(InputError) as refused:
        closing_account(replace(SMALL, basis=Decimal(0), turnover=(BUYER, BUYER)))

    assert [path for path, _ in refused.value.errors] == ["basis", "turnover", "turnover[1].party"]
