"""A decision table decides by its cells, and says so when it cannot."""

import pytest

from tests.engine.support import DIAGRAMS, Walk, diagram
from workflows.engine.diagrams import Diagram, adopt
from workflows.engine.errors import DiagramRejected, EngineError

REGIME = diagram("regime", "regime.bpmn", "regime.dmn")
TABLE = (DIAGRAMS / "regime.dmn").read_text()


def with_table(old: str, new: str) -> Diagram:
    assert old in TABLE
    changed = {"regime.dmn": TABLE.replace(old, new).encode()}
    return Diagram.from_files("regime", {**REGIME.files, **changed})


@pytest.mark.parametrize(
    ("agreement", "standalone", "places", "regime", "task"),
    [
        ("syddanmark", True, 5, "own_share", "task_follow"),
        ("syddanmark", True, 4, "operator_bears", "task_bear"),
        ("syddanmark", False, 4, "unit", "task_follow"),
        ("sjaelland", False, None, "unit", "task_follow"),
        ("midtjylland", True, 9, "operator_bears", "task_bear"),
    ],
)
def test_the_table_chooses_the_course(agreement, standalone, places, regime, task):
    walk = Walk(REGIME, agreement=agreement, standalone=standalone, places=places)
    assert walk.open == [task]
    assert walk.task(task).data["regime"] == regime


def test_a_case_that_no_rule_covers_is_an_error():
    with pytest.raises(EngineError, match="decide_regime: no rule of table_regime applies"):
        Walk(REGIME, agreement="sjaelland", standalone=True, places=1)


def test_a_variable_that_the_table_lacks_is_named():
    with pytest.raises(EngineError, match="decide_regime: 'standalone': the variable 'standalone' is not set"):
        Walk(REGIME, agreement="syddanmark")


def test_two_rules_may_not_apply_where_the_table_says_one():
    overlapping = with_table("&lt; 5", "&lt; 9")
    with pytest.raises(EngineError, match="2 rules of table_regime apply"):
        Walk(overlapping, agreement="syddanmark", standalone=True, places=5)


def test_the_first_rule_wins_where_the_table_says_so():
    overlapping = with_table("&lt; 5", "&lt; 9").files["regime.dmn"].decode()
    first = with_table(TABLE, overlapping.replace("UNIQUE", "FIRST"))
    walk = Walk(first, agreement="syddanmark", standalone=True, places=5)
    assert walk.task("task_follow").data["regime"] == "own_share"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"own_share"', "__import__('os')", "own_regime|standalone_regime"),
        ('"own_share"', "0.05", "standalone_regime: 0.05 is not allowed"),
        ("&gt;= 5", "&gt;= 9**9", "standalone_places: BinOp is not allowed"),
        ("&gt;= 5", "[1..5]", "standalone_places"),
        ("<text>places</text>", "<text>agreement.format</text>", "input_places: Attribute is not allowed"),
        ("<text>places</text>", "<text />", "input_places"),
        ("UNIQUE", "COLLECT", "hit policy COLLECT"),
        (
            '<inputEntry id="unit_places"><text>-</text></inputEntry>',
            "",
            "rule_unit: it has not a cell for each column",
        ),
        ("https://www.omg.org/spec/DMN/20191111/MODEL/", "urn:other", "not DMN 1.1 to 1.3"),
        ('name="regime"', 'name="data.regime"', "'data.regime' is not the name of a variable"),
        ("<text>-</text>", f"<text>{'-' * 501}</text>", "longer than 500 characters"),
        ("<decision ", '<decision id="other"/><decision ', "one decision with one table"),
        ("<rule id=", "<script/><rule id=", "script in table_regime is not allowed"),
    ],
)
def test_a_table_with_a_fault_is_rejected(old, new, problem):
    with pytest.raises(DiagramRejected, match=problem):
        adopt(with_table(old, new), operations=[], functions=[])


def test_a_table_that_is_not_there_is_missed():
    alone = Diagram.from_files("regime", {"regime.bpmn": REGIME.files["regime.bpmn"]})
    with pytest.raises(DiagramRejected, match="regime"):
        adopt(alone, operations=[], functions=[])
