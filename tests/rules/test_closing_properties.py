"""What holds of every closing account, whatever the figures."""

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.rules.closing_cases import request
from tests.rules.recompute import WORDS, recomputed
from workflows.errors import InputError
from workflows.rules.calc_closing import calc_closing_account
from workflows.rules.jsoninput import read_object
from workflows.rules.money import format_amount

HOLDS = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
"""However slow the machine is: what is tested is the figures."""

SIZES = st.integers(0, 10**13) | st.integers(0, 10**6)
AMOUNTS = SIZES.map(lambda øre: format_amount(Fraction(øre, 100)))
SIGNED = st.builds(lambda sign, amount: sign + amount, st.sampled_from(["", "-"]), AMOUNTS)
BASES = st.integers(1, 10**13).map(lambda øre: format_amount(Fraction(øre, 100)))
NAMES = [f"Kommune {letter}" for letter in "ABCDEF"]


@st.composite
def keys(draw):
    """A key with one operator, and something in it."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    rows = [{"party": name, "year_minus_2": draw(AMOUNTS), "year_minus_1": draw(AMOUNTS)} for name in names]
    assume(any(row["year_minus_2"] != "0" or row["year_minus_1"] != "0" for row in rows))
    rows[draw(st.integers(0, len(rows) - 1))]["operator"] = True
    return rows


@st.composite
def others(draw):
    names = draw(st.lists(st.sampled_from(["Tilbud 1", "Tilbud 2", "Tilbud 3"]), unique=True))
    return [{"name": name, "basis": draw(BASES)} for name in names]


RESULTS = st.fixed_dictionaries({"revenue": AMOUNTS, "costs": AMOUNTS, "carried_forward": SIGNED})
REQUESTS = st.fixed_dictionaries(
    {
        "agreement": st.sampled_from(
            ["syddanmark-2016", "midtjylland-2017", "hovedstaden-2019-2020", "syddanmark-2025-2026"]
        ),
        "operator_kind": st.sampled_from(["municipality", "region"]),
        "structure": st.sampled_from(["standalone", "part_of_unit"]),
        "closed_by_authority": st.sampled_from([False, False, False, True]),
        "basis": BASES,
        "result": RESULTS,
        "turnover": keys(),
        "occupancy_days": keys(),
        "unit_others": others(),
        "region_others": others(),
        "closing_year_turnover": AMOUNTS,
    }
)
WITHOUT_NOTE_6 = REQUESTS.filter(
    lambda payload: (
        not (
            payload["agreement"] == "syddanmark-2025-2026"
            and payload["operator_kind"] == "municipality"
            and payload["structure"] == "part_of_unit"
        )
    )
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=8) | AMOUNTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


def opposite(figures):
    sign = "" if figures["carried_forward"].startswith("-") else "-"
    return {
        "revenue": figures["costs"],
        "costs": figures["revenue"],
        "carried_forward": sign + figures["carried_forward"].removeprefix("-"),
    }


@HOLDS
@given(REQUESTS)
def test_what_is_shared_and_carried_on_adds_up_to_the_result(payload):
    account = calc_closing_account(payload)

    parts = [share["total"] for share in account["shares"]] + [row["amount"] for row in account["carried_on"]]
    assert sum(map(Fraction, parts)) == Fraction(account["accumulated"])


@HOLDS
@given(REQUESTS)
def test_no_amount_is_minus_nought_and_none_has_an_exponent(payload):
    account = calc_closing_account(payload)
    account.pop("trace")

    assert '"-0' not in json.dumps(account).replace('"-0.', "")
    assert "E" not in "".join(str(row["amount"]) for row in account["carried_on"])


@HOLDS
@given(REQUESTS)
def test_only_the_operator_may_have_øre_and_each_buyer_has_its_part_within_half_a_krone(payload):
    account = calc_closing_account(payload)
    assume(account["model"] in ("C1", "C2", "C5"))
    key = payload["occupancy_days" if account["model"] == "C5" else "turnover"]
    bought = {row["party"]: Fraction(row["year_minus_2"]) + Fraction(row["year_minus_1"]) for row in key}

    for share in account["shares"]:
        if not share["operator"]:
            exact = exactly_to_distribute(payload, account) * bought[share["party"]] / sum(bought.values())
            assert Fraction(share["total"]).denominator == 1
            assert abs(Fraction(share["total"]) - exact) <= Fraction(1, 2)


def exactly_to_distribute(payload, account):
    """The rule again, from the raw figures, apart from the code that is tested."""
    figures = {name: Fraction(text) for name, text in payload["result"].items()}
    accumulated = figures["revenue"] - figures["costs"] + figures["carried_forward"]
    basis = Fraction(payload["basis"])
    unit = basis
    if payload["structure"] == "part_of_unit":
        unit += sum(Fraction(other["basis"]) for other in payload["unit_others"])
    base = Fraction(payload["closing_year_turnover"]) if account["model"] == "C2" and accumulated > 0 else unit
    rest = max(abs(accumulated) - base / 20, 0) * basis / unit
    return rest if accumulated > 0 else -rest


@HOLDS
@given(WITHOUT_NOTE_6)
def test_a_surplus_is_shared_as_the_deficit_of_the_same_size(payload):
    account = calc_closing_account(payload)
    mirrored = calc_closing_account({**payload, "result": opposite(payload["result"])})

    assert mirrored["own_share"] == account["own_share"]
    assert [Fraction(share["total"]) for share in mirrored["shares"]] == [
        -Fraction(share["total"]) for share in account["shares"]
    ]
    assert [Fraction(row["amount"]) for row in mirrored["carried_on"]] == [
        -Fraction(row["amount"]) for row in account["carried_on"]
    ]


@HOLDS
@given(REQUESTS, st.randoms(use_true_random=False))
def test_the_order_of_the_parties_changes_no_ones_share(payload, random):
    shuffled = {**payload}
    for name in ("turnover", "occupancy_days", "unit_others", "region_others"):
        shuffled[name] = random.sample(payload[name], len(payload[name]))

    def by_name(account):
        return {share["party"]: share for share in account["shares"]} | {
            row["name"]: row for row in account["carried_on"]
        }

    assert by_name(calc_closing_account(shuffled)) == by_name(calc_closing_account(payload))


@HOLDS
@given(REQUESTS, BASES, BASES)
def test_a_larger_basis_never_makes_a_smaller_own_share(payload, one, another):
    smaller, larger = sorted((one, another), key=Decimal)

    low = calc_closing_account({**payload, "basis": smaller})
    high = calc_closing_account({**payload, "basis": larger})

    assert Fraction(low["own_share"]) <= Fraction(high["own_share"])


@HOLDS
@given(REQUESTS)
def test_the_same_figures_give_the_same_account(payload):
    assert calc_closing_account(json.loads(json.dumps(payload))) == calc_closing_account(payload)


@HOLDS
@given(REQUESTS)
def test_every_step_can_be_computed_again_from_what_it_shows(payload):
    steps = [step for step in calc_closing_account(payload)["trace"] if step["step"] not in WORDS]

    assert [recomputed(step) for step in steps] == [step["value"] for step in steps]


@HOLDS
@given(st.sampled_from(sorted(request(turnover=[], occupancy_days=[], unit_others=[], region_others=[]))), JSON)
def test_whatever_stands_in_a_field_gives_an_account_or_a_fault_of_that_field(name, value):
    try:
        calc_closing_account(request(**{name: value}))
    except InputError as refused:
        fields = {path.partition("[")[0].partition(".")[0] for path, _ in refused.errors}
        missing = {"unit_others", "occupancy_days"} if name in ("structure", "agreement") else set()
        assert fields <= {name, *missing}


@HOLDS
@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4))
def test_any_object_that_is_no_request_is_refused_with_its_missing_fields(payload):
    try:
        calc_closing_account(read_object(json.dumps(payload)))
        refused = []
    except InputError as error:
        refused = [path for path, _ in error.errors]

    assert {"agreement", "operator_kind", "structure", "basis", "result"} <= set(refused)
