import pytest

from tests.rules.closing_cases import EXAMPLES
from tests.rules.recompute import WORDS, recomputed
from workflows.rules.calc_closing import calc_closing_account


@pytest.fixture(params=EXAMPLES, name="example")
def each_example(request):
    return EXAMPLES[request.param]


def test_the_worked_example_comes_out_to_the_krone(example):
    account = calc_closing_account(example["request"])

    assert {name: account[name] for name in example["expected"]} == example["expected"]


def test_every_step_of_the_trace_can_be_computed_again_by_hand(example):
    steps = [step for step in calc_closing_account(example["request"])["trace"] if step["step"] not in WORDS]

    assert [(step["formula"], recomputed(step)) for step in steps] == [
        (step["formula"], step["value"]) for step in steps
    ]


def test_every_step_names_a_paragraph_of_its_agreement(example):
    agreement = example["request"]["agreement"]

    assert all(
        step["source"].startswith(f"{agreement}, ") for step in calc_closing_account(example["request"])["trace"]
    )


def test_the_account_has_the_fields_of_the_contract_in_their_order(example):
    account = calc_closing_account(example["request"])

    assert list(account) == [
        "model",
        "year_result",
        "accumulated",
        "own_share",
        "to_distribute",
        "shares",
        "carried_on",
        "warnings",
        "trace",
    ]
    assert list(account["trace"][0]) == ["step", "formula", "inputs", "value", "source"]


def test_example_1_shows_the_own_share_as_the_contract_does():
    account = calc_closing_account(EXAMPLES["closing_1_standalone"]["request"])

    assert {
        "step": "own_share",
        "formula": "5 % × basis",
        "inputs": {"basis": "8581000"},
        "value": "429050",
        "source": "syddanmark-2025-2026, bilag 5",
    } in account["trace"]


def test_example_2_leaves_the_operator_with_4553333_in_all():
    account = calc_closing_account(EXAMPLES["closing_2_part_of_unit"]["request"])
    operator = int(account["shares"][0]["total"])
    carried_on = sum(int(row["amount"]) for row in account["carried_on"])

    assert operator + carried_on == -4553333
