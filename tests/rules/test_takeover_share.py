"""What follows an offer that is taken over: the examples of the agreement, roundings, contradictions, the trace."""

from decimal import Decimal

import pytest

from tests.rules.takeover_cases import DEFICIT, EXAMPLES, SURPLUS, request, unit
from workflows.errors import InputError
from workflows.rules.agreements import all_agreements
from workflows.rules.calc_takeover import calc_takeover_share
from workflows.rules.takeover.inputs import TakeoverShareInput, Unit
from workflows.rules.takeover.share import takeover_share
from workflows.rules.trace import LABELS

WITHOUT_FORMULA = ["syddanmark-2016", "midtjylland-2017", "sjaelland-2018-2019", "hovedstaden-2019-2020"]


def notes_of(answer):
    return [step for step in answer["trace"] if step["step"] == "note"]


def inputs_of(payload):
    units = tuple(
        Unit(name=row["name"], **{field: Decimal(text) for field, text in row.items() if field != "name"})
        for row in payload["units"]
    )
    return TakeoverShareInput(
        agreement=payload["agreement"],
        taken_over=payload["taken_over"],
        units=units,
        total_accumulated=Decimal(payload["total_accumulated"]),
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_example_comes_out_as_printed(name):
    answer = calc_takeover_share(EXAMPLES[name]["request"])

    answer.pop("trace")
    assert answer == EXAMPLES[name]["expected"]


def test_the_answer_has_the_fields_of_the_contract_in_their_order():
    answer = calc_takeover_share(request())

    assert list(answer) == ["percent_of_budget", "follows", "carried_on", "warnings", "trace"]
    assert all(list(step) == ["step", "formula", "inputs", "value", "source"] for step in answer["trace"])


def test_both_doors_give_the_same():
    share = takeover_share(inputs_of(request(SURPLUS)))

    assert (share.follows, share.carried_on, share.percent_of_budget) == (Decimal(1125), Decimal(3375), "5.63")


def test_the_units_own_result_plays_no_part():
    other_result = request(DEFICIT)
    other_result["units"][0] |= {"carried_forward": "6500", "accumulated": "6000"}

    assert calc_takeover_share(other_result)["follows"] == "-1125"


def test_a_unit_with_twice_the_budget_brings_twice_as_much():
    assert calc_takeover_share(request(taken_over="Enhed 3"))["follows"] == "-2250"


def test_the_only_unit_brings_everything():
    answer = calc_takeover_share(request(taken_over="A", units=[unit("A")], total_accumulated="-7"))

    assert (answer["follows"], answer["carried_on"], answer["percent_of_budget"]) == ("-7", "0", "-7.00")


def test_a_unit_without_a_budget_brings_nothing():
    units = [unit("A", budget="0"), unit("B")]

    answer = calc_takeover_share(request(taken_over="A", units=units, total_accumulated="-7"))

    assert (answer["follows"], answer["carried_on"]) == ("0", "-7")


@pytest.mark.parametrize(
    ("total", "follows", "carried_on"),
    [
        ("1", "1", "0"),
        ("-1", "-1", "0"),
        ("0.99", "0", "0.99"),
        ("-0.99", "0", "-0.99"),
        ("5", "3", "2"),
        ("-5", "-3", "-2"),
        ("-5.5", "-3", "-2.50"),
        ("0", "0", "0"),
        ("-0.00", "0", "0"),
    ],
)
def test_halves_go_away_from_nought_and_the_rest_is_carried_on(total, follows, carried_on):
    units = [unit("A"), unit("B")]

    answer = calc_takeover_share(request(taken_over="A", units=units, total_accumulated=total))

    assert (answer["follows"], answer["carried_on"]) == (follows, carried_on)


@pytest.mark.parametrize(
    ("total", "percent"), [("0.01", "0.01"), ("-0.01", "-0.01"), ("0", "0.00"), ("2.5", "1.25"), ("-400", "-200.00")]
)
def test_the_percentage_is_of_the_whole_budget_with_two_decimals(total, percent):
    units = [unit("A"), unit("B")]

    answer = calc_takeover_share(request(taken_over="A", units=units, total_accumulated=total))

    assert answer["percent_of_budget"] == percent


def test_a_year_result_that_is_not_revenue_less_costs_is_warned_of():
    payload = request()
    payload["units"][2]["revenue"] = "39000"

    assert calc_takeover_share(payload)["warnings"] == [
        {
            "path": "units[2].year_result",
            "message": "Enhed 3: årsresultatet er -2.000, men indtægter − omkostninger giver -1.000. "
            "Forskellen er -1.000. Intet er rettet.",
        }
    ]


def test_an_accumulated_result_is_compared_with_the_year_result_as_given():
    payload = request()
    payload["units"][0]["year_result"] = "-600"

    warnings = calc_takeover_share(payload)["warnings"]

    assert [warning["path"] for warning in warnings] == ["units[0].year_result", "units[0].accumulated"]
    assert warnings[1]["message"] == (
        "Enhed 1: det akkumulerede resultat er -1.000, men årsresultat + overførsel fra tidligere år giver -1.100. "
        "Forskellen er 100. Intet er rettet."
    )


def test_a_total_that_is_not_the_sum_is_warned_of_and_used_as_given():
    answer = calc_takeover_share(request(total_accumulated="-4600.5"))

    assert answer["warnings"] == [
        {
            "path": "total_accumulated",
            "message": "I alt: det akkumulerede resultat er -4.600,50, men enhedernes akkumulerede resultater "
            "lagt sammen giver -4.500. Forskellen er -100,50. Intet er rettet.",
        }
    ]
    assert (answer["follows"], answer["carried_on"]) == ("-1150", "-3450.50")


def test_contradictions_change_nothing_but_the_warnings():
    payload = request()
    payload["units"][1] |= {"revenue": "1", "costs": "2", "year_result": "3", "carried_forward": "4"}

    plain, contradicting = calc_takeover_share(request()), calc_takeover_share(payload)

    assert len(contradicting.pop("warnings")) == 2
    assert plain | contradicting == plain


def test_the_share_shows_its_formula_and_figures():
    assert {
        "step": "follows",
        "formula": "enhedens budget ÷ budget i alt × akkumuleret resultat i alt, afrundet til hele tal",
        "inputs": {
            "enhed": "Enhed 1",
            "enhedens budget": "20000",
            "budget i alt": "80000",
            "akkumuleret resultat i alt": "-4500",
        },
        "value": "-1125",
        "source": "syddanmark-2025-2026, bilag 14",
    } in calc_takeover_share(request())["trace"]


def test_every_step_has_a_danish_name():
    assert {step["step"] for step in calc_takeover_share(request())["trace"]} <= set(LABELS)


def test_the_trace_tells_what_is_odd_in_the_agreements_examples():
    notes = notes_of(calc_takeover_share(request()))

    assert {note["source"] for note in notes} == {"syddanmark-2025-2026, bilag 14"}
    told = " ".join(note["formula"] for note in notes)
    assert "Mio. kr." in told
    assert "år +2" in told
    assert "eget akkumulerede resultat indgår ikke" in told


@pytest.mark.parametrize("agreement", WITHOUT_FORMULA)
def test_an_agreement_without_a_formula_gives_the_same_figures_and_says_so(agreement):
    answer = calc_takeover_share(request(agreement=agreement))

    (note,) = notes_of(answer)
    assert note["source"].startswith(f"{agreement}, ")
    assert "ingen formel" in note["formula"]
    assert "forhandles i overtagelsesvilkårene" in note["formula"]
    assert (answer["follows"], answer["carried_on"]) == ("-1125", "-3375")


def test_only_syddanmark_2025_prints_the_formula():
    printing = [
        known.id.value for known in all_agreements() if known.takeover_share.formula_source == known.cite("bilag 14")
    ]

    assert printing == ["syddanmark-2025-2026"]
    assert {known.takeover_share.formula_source for known in all_agreements()} == {"syddanmark-2025-2026, bilag 14"}


def test_the_rule_itself_refuses_what_it_cannot_take():
    payload = request(taken_over="Enhed 9", units=[unit("A", budget="0"), unit("A", budget="0")])

    with pytest.raises(InputError) as refused:
        takeover_share(inputs_of(payload))

    assert [path for path, _ in refused.value.errors] == ["units[1].name", "taken_over", "units"]


def test_the_rule_itself_refuses_an_unknown_agreement():
    with pytest.raises(InputError) as refused:
        takeover_share(inputs_of(request(agreement="nordjylland-2020")))

    assert [path for path, _ in refused.value.errors] == ["agreement"]
