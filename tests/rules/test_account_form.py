"""The form of a closing account: what must hold before it is computed (syddanmark-2025-2026, bilag 5)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.account_form import LineAmounts, LineGroup, period_limit, remarks, total, year_remark

EXAMPLE_1 = {
    "revenue": ("8581000", "4400000"),
    "staff": ("7037000", "6500000"),
    "citizens": ("160000", "85000"),
    "administration": ("382000", "279000"),
    "competence": ("50000", "0"),
    "property": ("422000", "298000"),
    "depreciation": ("457000", "381000"),
    "interest": ("73000", "61000"),
}


def lines(**changes):
    return {
        key: LineAmounts(Decimal(budget), Decimal(account))
        for key, (budget, account) in {**EXAMPLE_1, **changes}.items()
    }


def found(months=10, basis="8581000", **changes):
    rows = remarks(lines(**changes), months=months, expected_basis=Decimal(basis))
    return {row.path: row.stops for row in rows}


def test_the_sources_example_stands_without_a_remark():
    assert found() == {}


def test_the_lines_of_the_example_add_up_to_its_sums():
    assert total(lines(), LineGroup.COSTS, "budget") == Decimal(8581000)
    assert total(lines(), LineGroup.COSTS, "account") == Decimal(7604000)


@pytest.mark.parametrize(
    ("line", "amounts"), [("depreciation", ("457000", "381001")), ("interest", ("73000", "61001"))]
)
def test_interest_and_depreciation_count_only_for_the_months_in_operation(line, amounts):
    assert found(**{line: amounts})[f"lines.{line}.account"] is True


def test_revenue_and_costs_are_written_without_a_sign():
    assert found(staff=("7037000", "-1"))["lines.staff.account"] is True


def test_income_from_interest_may_be_more_than_its_cost():
    assert "lines.interest.account" not in found(interest=("73000", "-5000"))


def test_another_budget_than_the_registered_basis_asks_for_a_second_look():
    assert found(basis="9000000") == {"lines": False}


def test_a_budget_that_does_not_balance_asks_for_a_second_look():
    assert found(revenue=("8000000", "4400000")) == {"lines.revenue.budget": False}


def test_another_year_than_that_of_the_last_day_asks_for_a_second_look():
    assert year_remark(2026, date(2026, 10, 31)) == []
    assert [(row.path, row.stops) for row in year_remark(2025, date(2026, 10, 31))] == [("year", False)]


@given(st.integers(0, 10**9), st.integers(0, 12))
def test_the_limit_is_never_less_than_the_exact_part_nor_a_thousand_more(budget, months):
    limit = period_limit(Decimal(budget), months)

    assert 0 <= limit - Decimal(budget) * months / 12 < 1000
