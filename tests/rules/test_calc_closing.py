import pytest

from tests.rules.closing_cases import (
    OCCUPANCY_DAYS,
    OPERATOR_BEARS,
    PART_OF_UNIT,
    REGIONAL_STANDALONE,
    REGIONAL_UNIT,
    STANDALONE,
    request,
    result,
)
from workflows.errors import InputError
from workflows.rules.calc_closing import calc_closing_account

OPERATOR = {"party": "Driftsherre", "operator": True, "year_minus_2": "2", "year_minus_1": "1"}
BUYER = {"party": "Køber", "year_minus_2": "2", "year_minus_1": "1"}
EMPTY_KEY = [
    {**OPERATOR, "year_minus_2": "0", "year_minus_1": "0"},
    {**BUYER, "year_minus_2": "0", "year_minus_1": "0"},
]
OTHER = {"name": "Tilbud 2", "basis": "100"}
WHOLE_REQUESTS = [STANDALONE, PART_OF_UNIT, REGIONAL_STANDALONE, REGIONAL_UNIT, OCCUPANCY_DAYS, OPERATOR_BEARS]


def faulty_paths(payload):
    with pytest.raises(InputError) as refused:
        calc_closing_account(payload)
    assert all(message.endswith(".") for _, message in refused.value.errors)
    return [path for path, _ in refused.value.errors]


@pytest.mark.parametrize("name", ["agreement", "operator_kind", "structure", "basis", "result", "turnover"])
def test_a_missing_field_is_named(name):
    payload = request()
    del payload[name]

    assert faulty_paths(payload) == [name]


@pytest.mark.parametrize("name", ["revenue", "costs", "carried_forward"])
def test_a_missing_part_of_the_result_is_named(name):
    payload = request()
    del payload["result"][name]

    assert faulty_paths(payload) == [f"result.{name}"]


@pytest.mark.parametrize(
    ("example", "name"),
    [
        (PART_OF_UNIT, "unit_others"),
        (PART_OF_UNIT, "turnover"),
        (REGIONAL_UNIT, "unit_others"),
        (OCCUPANCY_DAYS, "occupancy_days"),
    ],
)
def test_what_the_model_needs_besides_is_named_when_it_is_missing(example, name):
    payload = request(example)
    del payload[name]

    assert faulty_paths(payload) == [name]


def test_turnover_does_not_stand_in_for_occupancy_days():
    payload = request(OCCUPANCY_DAYS, turnover=[OPERATOR, BUYER])
    del payload["occupancy_days"]

    assert faulty_paths(payload) == ["occupancy_days"]


def test_a_surplus_in_a_unit_needs_the_closing_years_turnover():
    assert faulty_paths(request(PART_OF_UNIT, result=result(1))) == ["closing_year_turnover"]
    assert calc_closing_account(request(PART_OF_UNIT, result=result(0)))["own_share"] == "3000000"


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"agreement": "syddanmark-2024"}, ["agreement"]),
        ({"agreement": "sjaelland-2018-2019"}, ["agreement"]),
        ({"agreement": "sjaelland-2018-2019", "closed_by_authority": True}, ["agreement"]),
        ({"agreement": ["syddanmark-2016"]}, ["agreement"]),
        ({"operator_kind": "body"}, ["operator_kind"]),
        ({"operator_kind": {}}, ["operator_kind"]),
        ({"structure": "unit"}, ["structure"]),
        ({"closed_by_authority": "true"}, ["closed_by_authority"]),
        ({"closed_by_authority": 1}, ["closed_by_authority"]),
        ({"closed_by_authority": None}, ["closed_by_authority"]),
        ({"basis": "0"}, ["basis"]),
        ({"basis": "-0.00"}, ["basis"]),
        ({"basis": "-1"}, ["basis"]),
        ({"basis": 8581000}, ["basis"]),
        ({"basis": 8581000.5}, ["basis"]),
        ({"basis": True}, ["basis"]),
        ({"basis": "1_000"}, ["basis"]),
        ({"basis": "1e3"}, ["basis"]),
        ({"basis": "١٢"}, ["basis"]),
        ({"basis": "1\n"}, ["basis"]),
        ({"basis": None}, ["basis"]),
        ({"result": []}, ["result"]),
        ({"result": {"revenue": "-1", "costs": "-1", "carried_forward": "-1"}}, ["result.revenue", "result.costs"]),
        ({"result": result("1.234")}, ["result.carried_forward"]),
        ({"result": {**result(1), "cost": "1"}}, ["result.cost"]),
        ({"turnovr": []}, ["turnovr"]),
        ({"waived": True}, ["waived"]),
        ({"turnover": {}}, ["turnover"]),
        ({"turnover": None}, ["turnover"]),
        ({"turnover": []}, ["turnover"]),
        ({"turnover": [BUYER]}, ["turnover"]),
        ({"turnover": [OPERATOR, 5]}, ["turnover[1]"]),
        ({"turnover": [5, BUYER]}, ["turnover[0]"]),
        ({"turnover": [OPERATOR, BUYER, {**OPERATOR, "party": "B"}]}, ["turnover[2].operator"]),
        ({"turnover": [OPERATOR, BUYER, BUYER]}, ["turnover[2].party"]),
        ({"turnover": [OPERATOR, {**BUYER, "party": ""}]}, ["turnover[1].party"]),
        ({"turnover": [OPERATOR, {**BUYER, "party": " \t"}]}, ["turnover[1].party"]),
        ({"turnover": [OPERATOR, {**BUYER, "party": 7}]}, ["turnover[1].party"]),
        ({"turnover": [{**OPERATOR, "operator": "ja"}, BUYER]}, ["turnover[0].operator"]),
        ({"turnover": [{**BUYER, "operatør": True}]}, ["turnover[0].operatør"]),
        ({"turnover": [OPERATOR, {**BUYER, "year_minus_1": "-1"}]}, ["turnover[1].year_minus_1"]),
        ({"turnover": [OPERATOR, {"party": "Køber"}]}, ["turnover[1].year_minus_2", "turnover[1].year_minus_1"]),
        ({"turnover": EMPTY_KEY}, ["turnover"]),
        ({"closing_year_turnover": "-1"}, ["closing_year_turnover"]),
    ],
)
def test_a_fault_is_told_with_the_path_of_its_field(changes, paths):
    assert faulty_paths(request(**changes)) == paths


@pytest.mark.parametrize(
    ("example", "changes", "paths"),
    [
        (PART_OF_UNIT, {"unit_others": [{"name": "B", "basis": "0"}]}, ["unit_others[0].basis"]),
        (PART_OF_UNIT, {"unit_others": [OTHER, OTHER]}, ["unit_others[1].name"]),
        (PART_OF_UNIT, {"unit_others": [{**OTHER, "accumulated": "1"}]}, ["unit_others[0].accumulated"]),
        (PART_OF_UNIT, {"unit_others": [{"basis": "1"}]}, ["unit_others[0].name"]),
        (REGIONAL_UNIT, {"unit_others": [{"name": "B", "basis": "0"}]}, ["unit_others[0].basis"]),
        (REGIONAL_STANDALONE, {"region_others": [{"name": "B", "basis": "0"}]}, ["region_others[0].basis"]),
        (REGIONAL_STANDALONE, {"region_others": [OTHER, OTHER]}, ["region_others[1].name"]),
        (REGIONAL_STANDALONE, {"region_others": [{**OTHER, "accumulated": 1}]}, ["region_others[0].accumulated"]),
        (REGIONAL_STANDALONE, {"turnover": [BUYER]}, ["turnover"]),
        (OPERATOR_BEARS, {"occupancy_days": [OPERATOR, {**OPERATOR, "party": "B"}]}, ["occupancy_days[1].operator"]),
        (OCCUPANCY_DAYS, {"occupancy_days": EMPTY_KEY}, ["occupancy_days"]),
        (OPERATOR_BEARS, {"basis": "0"}, ["basis"]),
    ],
)
def test_a_fault_in_what_another_model_uses_is_told_too(example, changes, paths):
    assert faulty_paths(request(example, **changes)) == paths


def test_all_faults_are_told_at_once():
    payload = request(
        basis=1,
        operator_kind="x",
        result={"revenue": "a", "carried_forward": "0"},
        turnover=[OPERATOR, {**BUYER, "year_minus_1": "x"}],
        extra=1,
    )

    assert faulty_paths(payload) == [
        "operator_kind",
        "basis",
        "result.revenue",
        "result.costs",
        "turnover[1].year_minus_1",
        "extra",
    ]


def test_a_faulty_amount_does_not_hide_that_the_operator_is_missing():
    payload = request(turnover=[{**BUYER, "year_minus_1": "x"}])

    assert faulty_paths(payload) == ["turnover[0].year_minus_1", "turnover"]


@pytest.mark.parametrize("example", WHOLE_REQUESTS)
def test_fields_of_the_contract_that_the_model_does_not_need_change_nothing(example):
    plain = calc_closing_account(request(example))
    spare = {
        "unit_others": [OTHER],
        "region_others": [{**OTHER, "accumulated": "-7"}],
        "closing_year_turnover": "1",
        "turnover": [OPERATOR, BUYER],
        "occupancy_days": [BUYER],
    }
    needed = {
        PART_OF_UNIT: {"unit_others"},
        REGIONAL_STANDALONE: {"region_others", "turnover", "occupancy_days"},
        REGIONAL_UNIT: {"unit_others", "region_others", "turnover", "occupancy_days"},
        OPERATOR_BEARS: {"turnover", "occupancy_days"},
    }.get(example, set())

    for name in set(spare) - needed - set(request(example)):
        assert calc_closing_account(request(example, **{name: spare[name]})) == plain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unit_others", [{"name": "B", "basis": "x"}]),
        ("unit_others", "B"),
        ("region_others", [{"name": "B"}]),
        ("occupancy_days", [{**BUYER, "days": "1"}]),
        ("closing_year_turnover", 1),
    ],
)
def test_a_field_that_is_not_needed_is_still_looked_at_for_its_form(name, value):
    assert faulty_paths(request(**{name: value}))[0].startswith(name)


@pytest.mark.parametrize("example", [REGIONAL_STANDALONE, REGIONAL_UNIT, OPERATOR_BEARS])
def test_a_key_that_sums_to_nothing_is_no_fault_where_it_is_not_used(example):
    account = calc_closing_account(request(example, turnover=EMPTY_KEY))

    assert [share["percent"] for share in account["shares"]] == ["0.00", "0.00"]


def test_a_key_that_sums_to_nothing_is_no_fault_while_there_is_nothing_to_distribute():
    account = calc_closing_account(request(turnover=EMPTY_KEY, result=result("-429050")))

    assert [(share["percent"], share["total"]) for share in account["shares"]] == [("0.00", "-429050"), ("0.00", "0")]


def test_a_flag_that_is_left_out_is_false():
    with_flags = request(closed_by_authority=False)
    with_flags["turnover"][1]["operator"] = False
    without = request()
    del without["closed_by_authority"]

    assert calc_closing_account(without) == calc_closing_account(with_flags)


def test_an_empty_list_of_the_regions_others_is_as_none():
    account = calc_closing_account(request(REGIONAL_STANDALONE, region_others=[]))

    assert [row["name"] for row in account["carried_on"]] == ["regionens øvrige tilbud"]


def test_an_offer_of_the_unit_may_be_called_anything():
    account = calc_closing_account(request(PART_OF_UNIT, unit_others=[{"name": "basis", "basis": "40000000"}]))

    steps = {step["step"]: step for step in account["trace"]}
    assert steps["unit_basis"]["inputs"] == {"basis": "20000000", "basis, basis": "40000000"}
