"""What holds of every share that follows a taken-over offer, whatever the figures."""

import json
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.rules.takeover_cases import request
from workflows.errors import InputError
from workflows.rules.calc_takeover import calc_takeover_share
from workflows.rules.jsoninput import read_object
from workflows.rules.money import format_amount, two_decimals, whole_kroner
from workflows.vocabulary import AgreementId

HOLDS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""However slow the machine is: what is tested is the figures."""

SIZES = st.integers(0, 10**15 - 1) | st.integers(0, 10**6)
AMOUNTS = SIZES.map(lambda øre: format_amount(Fraction(øre, 100)))
SIGNED = st.builds(lambda sign, amount: sign + amount, st.sampled_from(["", "-"]), AMOUNTS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=8) | SIGNED,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)

BY_HAND = {
    "total_budget": lambda figure: format_amount(sum(map(Fraction, figure.values()))),
    "percent_of_budget": lambda figure: str(
        two_decimals(100 * Fraction(figure["akkumuleret resultat i alt"]) / Fraction(figure["budget i alt"]))
    ),
    "follows": lambda figure: format_amount(
        whole_kroner(
            Fraction(figure["enhedens budget"])
            / Fraction(figure["budget i alt"])
            * Fraction(figure["akkumuleret resultat i alt"])
        )
    ),
    "carried_on": lambda figure: format_amount(
        Fraction(figure["akkumuleret resultat i alt"]) - Fraction(figure["det, der følger med"])
    ),
}


@st.composite
def requests(draw):
    """An economic unit with something in its budgets."""
    names = draw(st.lists(st.text("ABCÆØÅ 123", min_size=1).filter(str.strip), min_size=1, max_size=6, unique=True))
    units = [
        {
            "name": name,
            **{field: draw(AMOUNTS) for field in ("budget", "revenue", "costs")},
            **{field: draw(SIGNED) for field in ("year_result", "carried_forward", "accumulated")},
        }
        for name in names
    ]
    assume(any(row["budget"] != "0" for row in units))
    return {
        "agreement": draw(st.sampled_from([known.value for known in AgreementId])),
        "taken_over": draw(st.sampled_from(names)),
        "units": units,
        "total_accumulated": draw(SIGNED),
    }


@HOLDS
@given(requests())
def test_what_follows_and_what_is_carried_on_add_up_to_the_total(payload):
    answer = calc_takeover_share(payload)

    assert Fraction(answer["follows"]) + Fraction(answer["carried_on"]) == Fraction(payload["total_accumulated"])


@HOLDS
@given(requests())
def test_what_follows_is_whole_and_within_a_half_of_the_exact_share(payload):
    follows = Fraction(calc_takeover_share(payload)["follows"])

    budgets = {row["name"]: Fraction(row["budget"]) for row in payload["units"]}
    exact = Fraction(payload["total_accumulated"]) * budgets[payload["taken_over"]] / sum(budgets.values())
    assert follows.denominator == 1
    assert abs(follows - exact) <= Fraction(1, 2)


@HOLDS
@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_nothing(payload, random):
    shuffled = {**payload, "units": random.sample(payload["units"], len(payload["units"]))}

    def without_order(answer):
        return {**answer, "warnings": {warning["message"] for warning in answer["warnings"]}}

    assert without_order(calc_takeover_share(shuffled)) == without_order(calc_takeover_share(payload))


@HOLDS
@given(requests())
def test_a_surplus_is_divided_as_the_deficit_of_the_same_size(payload):
    size = payload["total_accumulated"].removeprefix("-")

    surplus = calc_takeover_share({**payload, "total_accumulated": size})
    deficit = calc_takeover_share({**payload, "total_accumulated": f"-{size}"})

    for name in ("percent_of_budget", "follows", "carried_on"):
        assert Fraction(surplus[name]) == -Fraction(deficit[name])


@HOLDS
@given(requests())
def test_a_figure_is_warned_of_exactly_when_others_contradict_it(payload):
    expected = []
    for index, row in enumerate(payload["units"]):
        figure = {field: Fraction(text) for field, text in row.items() if field != "name"}
        if figure["year_result"] != figure["revenue"] - figure["costs"]:
            expected.append(f"units[{index}].year_result")
        if figure["accumulated"] != figure["year_result"] + figure["carried_forward"]:
            expected.append(f"units[{index}].accumulated")
    if Fraction(payload["total_accumulated"]) != sum(Fraction(row["accumulated"]) for row in payload["units"]):
        expected.append("total_accumulated")

    assert [warning["path"] for warning in calc_takeover_share(payload)["warnings"]] == expected


@HOLDS
@given(requests())
def test_every_step_can_be_computed_again_from_what_it_shows(payload):
    steps = [step for step in calc_takeover_share(payload)["trace"] if step["step"] != "note"]

    assert [step["value"] for step in steps] == [BY_HAND[step["step"]](step["inputs"]) for step in steps]


@HOLDS
@given(requests())
def test_no_amount_is_minus_nought_and_none_has_an_exponent(payload):
    answer = calc_takeover_share(payload)

    for amount in (answer["percent_of_budget"], answer["follows"], answer["carried_on"]):
        assert "E" not in amount
        assert amount not in ("-0", "-0.00")


@HOLDS
@given(requests())
def test_the_same_figures_give_the_same_share(payload):
    assert calc_takeover_share(json.loads(json.dumps(payload))) == calc_takeover_share(payload)


@HOLDS
@given(st.sampled_from(sorted(request())), JSON)
def test_whatever_stands_in_a_field_gives_a_share_or_a_fault_of_that_field(name, value):
    try:
        calc_takeover_share(request(**{name: value}))
    except InputError as refused:
        fields = {path.partition("[")[0] for path, _ in refused.errors}
        assert fields <= {name, "taken_over"} if name == "units" else fields == {name}


@HOLDS
@given(st.sampled_from(sorted(request()["units"][0])), JSON)
def test_whatever_stands_in_a_unit_gives_a_share_or_a_fault_of_that_field(name, value):
    payload = request()
    payload["units"][1][name] = value

    try:
        calc_takeover_share(payload)
        refused = set()
    except InputError as error:
        refused = {path for path, _ in error.errors}

    assert refused <= {f"units[1].{name}"}


@HOLDS
@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4))
def test_any_object_that_is_no_request_is_refused_with_its_missing_fields(payload):
    try:
        calc_takeover_share(read_object(json.dumps(payload)))
        refused = []
    except InputError as error:
        refused = [path for path, _ in error.errors]

    assert {"agreement", "taken_over", "units", "total_accumulated"} <= set(refused)
