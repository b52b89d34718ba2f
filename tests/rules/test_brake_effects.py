"""Calculation B: what a measure costs each municipality (hovedstaden-2019-2020, 9.2)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import InputError
from workflows.rules.emergency_brake.effects import SCENARIOS, effect_as_json, effect_of
from workflows.rules.emergency_brake.financing import Financing, Terms, User
from workflows.rules.emergency_brake.toolbox import Calculation

SOURCE = "hovedstaden-2019-2020, 9.2"
OFFER = Financing(
    basis=Decimal(7_300_000),
    places=10,
    days_in_year=365,
    occupancy=Decimal(100),
    users=(User("Driftsherre", 365, operator=True), User("A Kommune", 1460), User("B Kommune", 730)),
)
"""A tariff of 2.000 kr. a day; seven of ten places are in use."""
LOWER = Terms(Calculation.LOWER_OCCUPANCY, occupancy=Decimal(80))
OBJECTIVE = Terms(
    Calculation.OBJECTIVE_FINANCING,
    objective_percent=Decimal(40),
    key_name="Indbyggere",
    key={"A Kommune": Decimal(30_000), "B Kommune": Decimal(10_000), "C Kommune": Decimal(60_000)},
)
GUARANTEE = Terms(Calculation.PURCHASE_AGREEMENT, places={"A Kommune": Decimal(5), "C Kommune": Decimal(1)})
SHARED = Terms(Calculation.SHARED_FINANCING, contributions={"C Kommune": Decimal(250_000)})
ALL = (LOWER, OBJECTIVE, GUARANTEE, SHARED)


def amounts(scenario):
    return {one.party: (int(one.before), int(one.after)) for one in scenario.changes}


def effect(*terms, offer=OFFER):
    return effect_of(offer, terms, source=SOURCE)


def test_a_lower_budgeted_occupancy_raises_the_tariff_for_those_who_use_the_offer():
    found = effect(LOWER)

    assert (found.tariff_before, found.tariff_after) == (Decimal("2000.00"), Decimal("2500.00"))
    assert amounts(found.today) == {
        "Driftsherre": (7_300_000 - 4_380_000, 7_300_000 - 5_475_000),
        "A Kommune": (2_920_000, 3_650_000),
        "B Kommune": (1_460_000, 1_825_000),
    }


def test_objective_financing_is_shared_by_the_key_and_the_rest_by_tariff():
    found = effect(OBJECTIVE)

    assert found.tariff_after == Decimal("1200.00")
    assert amounts(found.today)["A Kommune"] == (2_920_000, 1_752_000 + 876_000)
    assert amounts(found.today)["C Kommune"] == (0, 1_752_000)


def test_a_guarantee_is_paid_for_places_that_nobody_uses():
    """A uses four of its five places and pays for one; C uses none; three places are empty, so both pay in full."""
    found = amounts(effect(GUARANTEE).today)

    assert found["A Kommune"] == (2_920_000, 2_920_000 + 730_000)
    assert found["C Kommune"] == (0, 730_000)


def test_a_guarantee_costs_nothing_when_others_use_the_places():
    full = effect(GUARANTEE).scenarios[-1]

    assert full.occupancy == 100
    assert all(one.before == one.after for one in full.changes)


def test_guarantors_share_the_empty_places_where_there_are_fewer_than_they_guarantee():
    nearly_full = replace(OFFER, users=(User("Driftsherre", 2190, operator=True), User("A Kommune", 730)))
    both = Terms(Calculation.PURCHASE_AGREEMENT, places={"A Kommune": Decimal(4), "C Kommune": Decimal(2)})

    found = amounts(effect(both, offer=nearly_full).today)

    assert found["A Kommune"] == (1_460_000, 1_460_000 + 730_000)
    assert found["C Kommune"] == (0, 730_000)


def test_an_agreed_contribution_is_paid_whether_the_offer_is_used_or_not():
    found = effect(SHARED)

    assert {dict(amounts(one))["C Kommune"] for one in found.scenarios} == {(0, 250_000)}
    assert amounts(found.today)["Driftsherre"] == (2_920_000, 2_670_000)


def test_in_an_empty_offer_the_operator_bears_what_nobody_else_pays():
    empty = effect(LOWER).scenarios[0]

    assert amounts(empty) == {"Driftsherre": (7_300_000, 7_300_000), "A Kommune": (0, 0), "B Kommune": (0, 0)}


def test_in_a_full_offer_at_full_budgeted_occupancy_the_operator_pays_for_its_own_citizens_only():
    full = effect().scenarios[-1]

    own_part = Decimal(365) / Decimal(2555)
    assert full.changes[0].before == round(OFFER.basis * own_part)


def test_measures_can_be_combined():
    together = effect(*ALL)

    assert together.tariff_after == Decimal("1500.00")
    assert amounts(together.today)["C Kommune"] == (0, 1_752_000 + 547_500 + 250_000)


def test_the_scenarios_go_from_empty_to_full_beside_today():
    found = effect(LOWER)

    assert [one.occupancy for one in found.scenarios] == list(SCENARIOS)
    assert found.today.occupancy == Decimal("70.00")


def test_the_trace_tells_each_municipality_its_figures():
    trace = effect(*ALL).trace

    assert {step.source for step in trace} == {SOURCE}
    assert {step.step for step in trace} == {
        *("tariff_before", "tariff_after", "objective_part", "guaranteed_places", "payment", "operator_rest", "note")
    }
    payments = {step.inputs["kommune"]: step.value for step in trace if step.step == "payment"}
    assert payments == {one.party: f"{one.after:f}" for one in effect(*ALL).today.changes if not one.operator}
    assert all(step.label for step in trace)


def test_the_trace_gathers_what_has_one_formula():
    kinds = [step.step for step in effect(*ALL).trace]

    assert kinds == sorted(kinds, key=list(dict.fromkeys(kinds)).index)


def test_the_same_figures_give_the_same_effect():
    assert effect_as_json(effect(*ALL)) == effect_as_json(effect(*ALL))


BAD_OFFERS = {
    "finance.tariff_basis": replace(OFFER, basis=Decimal(0)),
    "finance.places": replace(OFFER, places=0),
    "finance.occupancy": replace(OFFER, occupancy=Decimal(0)),
    "finance.days_in_year": replace(OFFER, days_in_year=360),
    "finance.usage": replace(OFFER, users=(User("Driftsherre", 0, operator=True),)),
}


@pytest.mark.parametrize("path", BAD_OFFERS)
def test_figures_without_a_tariff_are_refused(path):
    with pytest.raises(InputError) as refusal:
        effect(offer=BAD_OFFERS[path])
    assert [found for found, _ in refusal.value.errors] == [path]


@pytest.mark.parametrize(
    ("terms", "path"),
    [
        (replace(LOWER, occupancy=Decimal(100)), "measures[0].occupancy"),
        (replace(LOWER, occupancy=None), "measures[0].occupancy"),
        (replace(OBJECTIVE, objective_percent=Decimal(101)), "measures[0].objective_percent"),
        (replace(OBJECTIVE, key={"A Kommune": Decimal(0)}), "measures[0].key"),
        (replace(OBJECTIVE, key={"A Kommune": Decimal(2), "B Kommune": Decimal(-1)}), "measures[0].key"),
        (replace(GUARANTEE, places={}), "measures[0].places"),
        (replace(GUARANTEE, places={"A Kommune": Decimal(11)}), "measures[0].places"),
        (replace(SHARED, contributions={"A Kommune": Decimal(0)}), "measures[0].contributions"),
    ],
)
def test_terms_that_cannot_stand_are_refused_by_their_field(terms, path):
    with pytest.raises(InputError) as refusal:
        effect(terms)
    assert [found for found, _ in refusal.value.errors] == [path]


# --- what holds for any figures

PARTIES = ("A Kommune", "B Kommune", "C Kommune")
weights = st.dictionaries(st.sampled_from(PARTIES), st.integers(1, 60_000).map(Decimal), min_size=1)


@st.composite
def offers(draw) -> Financing:
    used = draw(st.lists(st.integers(0, 4000), min_size=3, max_size=3))
    own = draw(st.integers(0 if sum(used) else 1, 4000))
    return Financing(
        basis=draw(st.integers(1, 10**11)) / Decimal(100),
        places=draw(st.integers(3, 40)),
        days_in_year=draw(st.sampled_from((365, 366))),
        occupancy=Decimal(draw(st.integers(5001, 15000))) / 100,
        users=(User("Driftsherre", own, operator=True), *(map(User, PARTIES, used))),
    )


@st.composite
def measures(draw) -> list[Terms]:
    given_out = st.integers(1, 100).map(lambda part: Decimal(part) / 100)
    kinds = (
        st.integers(1, 5000).map(lambda bp: Terms(Calculation.LOWER_OCCUPANCY, occupancy=Decimal(bp) / 100)),
        st.builds(
            lambda percent, key: Terms(Calculation.OBJECTIVE_FINANCING, objective_percent=percent, key=key),
            st.integers(1, 100).map(Decimal),
            weights,
        ),
        st.dictionaries(st.sampled_from(PARTIES), given_out, min_size=1).map(
            lambda places: Terms(Calculation.PURCHASE_AGREEMENT, places=places)
        ),
        weights.map(lambda amounts: Terms(Calculation.SHARED_FINANCING, contributions=amounts)),
    )
    return [draw(kind) for kind in kinds if draw(st.booleans())]


@given(offers(), measures())
def test_the_parts_always_add_up_to_the_cost_of_the_offer(offer, terms):
    found = effect(*terms, offer=offer)

    for scenario in (found.today, *found.scenarios):
        assert sum(one.before for one in scenario.changes) == offer.basis
        assert sum(one.after for one in scenario.changes) == offer.basis


@given(offers(), measures())
def test_each_payment_can_be_worked_out_again_from_its_trace(offer, terms):
    for step in effect(*terms, offer=offer).trace:
        if step.step == "payment":
            figures = {name: Decimal(value) for name, value in step.inputs.items() if name != "kommune"}
            tariff = figures["takst efter"] * figures["døgn"]
            parts = figures["objektivt beløb"] + figures["betaling for ubrugte pladser"] + figures["bidrag"]
            assert abs(tariff + parts - Decimal(step.value)) <= Decimal("0.51")


@given(offers(), measures())
def test_only_the_operator_takes_ore_and_rounding(offer, terms):
    found = effect(*terms, offer=offer)

    for scenario in (found.today, *found.scenarios):
        assert [one.operator for one in scenario.changes].count(True) == 1
        assert all(one.after == one.after.to_integral_value() >= 0 for one in scenario.changes if not one.operator)


@given(offers(), st.integers(1, 5000))
def test_a_lower_occupancy_never_makes_the_offer_cheaper_for_a_buyer(offer, bp):
    found = effect(Terms(Calculation.LOWER_OCCUPANCY, occupancy=Decimal(bp) / 100), offer=offer)

    for scenario in found.scenarios:
        assert all(one.difference >= 0 for one in scenario.changes if not one.operator)


@given(
    offers(), st.dictionaries(st.sampled_from(PARTIES), st.integers(1, 100).map(lambda p: Decimal(p) / 100), min_size=1)
)
def test_a_guarantee_never_costs_more_than_all_its_places_and_nothing_when_full(offer, places):
    found = effect(Terms(Calculation.PURCHASE_AGREEMENT, places=places), offer=offer)

    full = found.scenarios[-1]
    assert all(one.difference == 0 for one in full.changes)
    for one in found.scenarios[0].changes:
        most = offer.tariff * offer.days_in_year * Fraction(places.get(one.party, 0)) + 1
        assert one.operator or one.difference <= most
