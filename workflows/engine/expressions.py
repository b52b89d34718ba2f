"""The expressions of a diagram: an allow-list of Python's syntax, evaluated by simpleeval.

Names of task data, text, whole numbers, comparisons, `in`, `and`, `or`, `not`, `x if y else z`, and calls of
the functions that are handed in. No attributes, no arithmetic, no subscripts, no builtins.
"""

import ast
import operator
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any

from simpleeval import NameNotDefined, SimpleEval

from workflows.engine.errors import EngineError
from workflows.engine.limits import MAX_EXPRESSION_LENGTH, MAX_EXPRESSION_NODES

# mypy: disallow-subclassing-any=False

Function = Callable[..., object]

_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot)
_ALLOWED = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.IfExp, ast.Compare),
    *_COMPARISONS,
    *(ast.Constant, ast.Name, ast.Load, ast.List, ast.Tuple, ast.Call, ast.keyword),
)
_FEEL_WORDS = {"true": True, "false": False, "null": None}
"""The words that decision tables use for these values."""


class ExpressionError(EngineError):
    """An expression that is not allowed, or that cannot be evaluated with the data at hand."""


def problems_in(expression: str, functions: Collection[str]) -> list[str]:
    """Why the expression may not stand in a diagram, empty when it may; `functions` it may call."""
    return list(_read(expression.strip(), frozenset(functions))[1])


def evaluate(expression: str, names: Mapping[str, object], functions: Mapping[str, Function]) -> object:
    """The value of the expression; ExpressionError if it is not allowed or a variable is not set.

    What a function raises comes out unchanged.
    """
    tree, problems = _read(expression.strip(), frozenset(functions))
    if tree is None or problems:
        raise ExpressionError("; ".join(problems))
    try:
        return _Evaluator(names, functions).eval(expression, tree)
    except NameNotDefined as error:
        raise ExpressionError(f"the variable {error.name!r} is not set") from error


@lru_cache(maxsize=4096)
def _read(text: str, functions: frozenset[str]) -> tuple[ast.expr | None, tuple[str, ...]]:
    if not text or len(text) > MAX_EXPRESSION_LENGTH:
        return None, (f"an expression has 1 to {MAX_EXPRESSION_LENGTH} characters, not {len(text)}",)
    # An escape in a literal can hide a character, and an unknown one makes Python warn.
    if "\\" in text or "\0" in text:
        return None, ("a backslash is not allowed",)
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, RecursionError, MemoryError):
        return None, ("it is not an expression",)

    nodes = list(ast.walk(tree))
    if len(nodes) > MAX_EXPRESSION_NODES:
        return None, ("it is too complicated",)
    callees = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    problems = [_problem_with(node, functions, is_callee=id(node) in callees) for node in nodes]
    return tree.body, tuple(problem for problem in problems if problem)


def _problem_with(node: ast.AST, functions: frozenset[str], *, is_callee: bool) -> str | None:
    if not isinstance(node, _ALLOWED):
        return f"{type(node).__name__} is not allowed"
    if isinstance(node, ast.Constant):
        return _problem_with_constant(node.value)
    if isinstance(node, ast.Name) and node.id.startswith("_"):
        return f"the name {node.id!r} is not allowed"
    if isinstance(node, ast.Name) and (node.id in functions) != is_callee:
        return f"{node.id!r} is not a function" if is_callee else f"{node.id!r} is a function, not a variable"
    if isinstance(node, ast.Call) and not isinstance(node.func, ast.Name):
        return "only a function named by one word can be called"
    if isinstance(node, ast.keyword) and node.arg is None:
        return "** is not allowed"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and not _is_number(node.operand):
        return "a minus stands only before a number"
    if isinstance(node, ast.Compare) and not all(map(_compares_well, node.ops, node.comparators)):
        return "`is` compares only with None, True and False"
    return None


def _problem_with_constant(value: object) -> str | None:
    if isinstance(value, int) and abs(value) >= 2**53:
        return "the number is too large"
    return None if value is None or isinstance(value, str | int) else f"{value!r} is not allowed"


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def _compares_well(comparison: ast.cmpop, right: ast.expr) -> bool:
    identity = isinstance(comparison, ast.Is | ast.IsNot)
    return not identity or (isinstance(right, ast.Constant) and right.value in (None, True, False))


def _comparing(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
    def compare_or_explain(left: object, right: object) -> bool:
        try:
            return compare(left, right)
        except TypeError as error:
            raise ExpressionError(f"{type(left).__name__} and {type(right).__name__} cannot be compared") from error

    return compare_or_explain


_OPERATORS = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: _comparing(operator.lt),
    ast.LtE: _comparing(operator.le),
    ast.Gt: _comparing(operator.gt),
    ast.GtE: _comparing(operator.ge),
    ast.In: _comparing(lambda item, container: operator.contains(container, item)),
    ast.NotIn: _comparing(lambda item, container: not operator.contains(container, item)),
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.Not: operator.not_,
    ast.USub: operator.neg,
}


class _Evaluator(SimpleEval):
    """simpleeval with our nodes only.

    Its own `__init__` is not called: it changes the warning filters of the whole process for a moment,
    which two threads must not do at once.
    """

    def __init__(self, names: Mapping[str, object], functions: Mapping[str, Function]) -> None:
        self.operators = _OPERATORS
        self.functions = functions
        self.names: Mapping[str, object] = {**_FEEL_WORDS, **names}
        self.nodes = {
            ast.BoolOp: self._eval_boolop,
            ast.UnaryOp: self._eval_unaryop,
            ast.IfExp: self._eval_ifexp,
            ast.Compare: self._eval_compare,
            ast.Constant: self._eval_constant,
            ast.Name: self._eval_name,
            ast.List: self._eval_sequence,
            ast.Tuple: self._eval_sequence,
            ast.Call: self._eval_call,
            ast.keyword: self._eval_keyword,
        }

    def _eval_sequence(self, node: ast.List | ast.Tuple) -> list[object]:
        return [self._eval(element) for element in node.elts]
