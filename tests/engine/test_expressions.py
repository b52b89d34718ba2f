"""Expressions compute with the words of the field, and with nothing of Python's."""

import warnings
from datetime import date

import pytest

from workflows.engine.expressions import ExpressionError, evaluate, problems_in

FUNCTIONS = {"deadline": lambda rule, start=None, days=0: (rule, start, days), "count": len}
DATA = {"status": "open", "rounds": 3, "yes": True, "members": ["Odense", "Vejle"], "nothing": None}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("status == 'open'", True),
        ("  status != 'open' ", False),
        ("rounds >= 3 and not nothing", True),
        ("1 < rounds <= 3", True),
        ("rounds > -1", True),
        ("'Vejle' in members", True),
        ("'Kolding' not in members", True),
        ("status in ['open', 'done']", True),
        ("nothing is None and nothing is not True", True),
        ("nothing == null or yes == false", True),
        ("'late' if rounds > 2 else 'early'", "late"),
        ("deadline('closing.final', start=status, days=-7)", ("closing.final", "open", -7)),
        ("deadline(deadline('a'), status)", (("a", None, 0), "open", 0)),
        ("count(members) == 2", True),
        ("(status)", "open"),
    ],
)
def test_an_expression_reads_the_data_and_calls_what_is_handed_in(expression, value):
    assert problems_in(expression, FUNCTIONS) == []
    assert evaluate(expression, DATA, FUNCTIONS) == value


@pytest.mark.parametrize(
    "hostile",
    [
        "__import__('os').system('true')",
        "open('/etc/passwd')",
        "eval('1')",
        "status.upper()",
        "status.__class__.__mro__",
        "deadline.__globals__",
        "().__class__.__bases__[0].__subclasses__()",
        "members[0]",
        "(lambda: 1)()",
        "[x for x in members]",
        "{x: 1 for x in members}",
        "{'a': 1}",
        "{1, 2}",
        "f'{status}'",
        "'a' * 10**9",
        "9**9**9",
        "9 + 9",
        "1 << 999999",
        "'%s' % status",
        "~1",
        "-rounds",
        "--1",
        "(status := 'done')",
        "rounds = 4",
        "import os",
        "yes; no",
        "deadline(*members)",
        "deadline(**members)",
        "deadline",
        "status('x')",
        "deadline('x')('y')",
        "_private",
        "__builtins__",
        "1.5",
        "1j",
        "b'x'",
        "...",
        "rounds is status",
        "9007199254740992",
        "'\\x41'",
        "await x",
        "yield",
        "",
        "   ",
        "a" * 501,
        "(" * 250 + ")" * 250,
        "not " * 120 + "yes",
        "-" * 500,
        "\0",
        "'unclosed",
    ],
)
def test_what_is_not_on_the_list_is_neither_adopted_nor_evaluated(hostile):
    assert problems_in(hostile, FUNCTIONS)
    with pytest.raises(ExpressionError):
        evaluate(hostile, {**DATA, "a" * 501: 1}, FUNCTIONS)


def test_a_variable_that_is_not_set_is_named():
    with pytest.raises(ExpressionError, match="the variable 'decided_on' is not set"):
        evaluate("deadline('x', decided_on)", DATA, FUNCTIONS)


@pytest.mark.parametrize("expression", ["nothing < 5", "status > 1", "'x' in rounds", "1 not in nothing"])
def test_things_that_cannot_be_compared_are_an_error_of_the_expression(expression):
    with pytest.raises(ExpressionError, match="cannot be compared"):
        evaluate(expression, DATA, FUNCTIONS)


def test_what_a_function_raises_comes_out_unchanged():
    def deadline(rule):
        raise TypeError(rule)

    with pytest.raises(TypeError, match="closing"):
        evaluate("deadline('closing')", {}, {"deadline": deadline})


def test_data_cannot_pose_as_a_function():
    assert evaluate("count(members)", {**DATA, "count": print}, FUNCTIONS) == 2


def test_a_function_may_give_a_date():
    assert evaluate("day()", {}, {"day": lambda: date(2026, 1, 1)}) == date(2026, 1, 1)


def test_evaluating_leaves_the_warning_filters_alone():
    before = list(warnings.filters)
    evaluate("status == 'open'", DATA, FUNCTIONS)
    assert warnings.filters == before
