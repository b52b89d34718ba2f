from typing import Any

from workflows.documents.steps import grouped
from workflows.rules.trace import LABELS


def step(value: str, **inputs: str) -> dict[str, Any]:
    formula = "til fordeling × partens omsætning ÷ omsætning i alt"
    return {"step": "share", "formula": formula, "inputs": inputs, "value": value, "source": "bilag 5"}


def test_one_formula_for_many_parties_stands_once():
    all_in_all = {"omsætning i alt": "10", "til fordeling": "-100"}
    trace = [
        step("-50", part="Kolding", **{"partens omsætning": "5"}, **all_in_all),
        step("-30", part="Fredericia", **{"partens omsætning": "3"}, **all_in_all),
    ]

    (group,) = grouped(trace)

    assert group.label == LABELS["share"]
    assert group.common == [("til fordeling", "-100"), ("omsætning i alt", "10")]
    assert group.lines == [
        ([("part", "Kolding"), ("partens omsætning", "5")], "-50"),
        ([("part", "Fredericia"), ("partens omsætning", "3")], "-30"),
    ]


def test_figures_that_are_the_same_by_chance_in_some_lines_are_kept():
    trace = [step("1", a="1", b="1"), step("2", a="1", b="2"), step("2", a="2", b="2")]

    (group,) = grouped(trace)

    assert group.common == []
    assert [own for own, _ in group.lines][1] == [("a", "1"), ("b", "2")]


def test_steps_apart_are_not_gathered():
    trace = [step("1", part="x"), {**step("2", part="x"), "step": "percent"}, step("3", part="x")]

    assert [group.lines[0][1] for group in grouped(trace)] == ["1", "2", "3"]


def test_a_step_without_a_danish_name_is_shown_as_it_is():
    (group,) = grouped([{**step("1"), "step": "from_another_time"}])

    assert group.label == "from_another_time"
