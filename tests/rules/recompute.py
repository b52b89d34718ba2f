"""Computes the steps of a trace again from their own formula and figures, as an auditor would by hand."""

import re
from fractions import Fraction
from typing import Any

from workflows.rules.money import format_amount, two_decimals, whole_kroner

SUMS = ("key_total", "others_basis", "unit_basis")
WORDS = ("note", "operator_bears", "outside_buyer", "post_regulation_elsewhere")


def recomputed(step: dict[str, Any]) -> str:
    """The value that a step's formula gives; two decimals always for a percentage."""
    if step["step"] in SUMS:
        return format_amount(sum(Fraction(figure) for figure in step["inputs"].values()))
    formula, _, ending = step["formula"].partition(", ")
    exact = _evaluate(formula, step["inputs"])
    if "højst 0" in ending:
        exact = min(exact, Fraction(0))
    if "mindst 0" in ending:
        exact = max(exact, Fraction(0))
    if step["step"] == "percent":
        return str(two_decimals(exact))
    return format_amount(whole_kroner(exact) if "hele kroner" in ending else two_decimals(exact))


def _evaluate(formula: str, figures: dict[str, str]) -> Fraction:
    formula = formula.replace("5 %", "Fraction(5, 100)").replace("partens omsætning i år −2 + i år −1", "år −2 + år −1")
    formula = formula.replace("partens belægningsdage i år −2 + i år −1", "år −2 + år −1")
    for index, word in enumerate(sorted(figures, key=len, reverse=True)):
        formula = formula.replace(word, f"<{index}>")
    for index, word in enumerate(sorted(figures, key=len, reverse=True)):
        formula = formula.replace(f"<{index}>", f"Fraction('{figures[word]}')")
    formula = re.sub("[×÷−]", lambda sign: {"×": "*", "÷": "/", "−": "-"}[sign[0]], formula)
    return Fraction(eval(formula, {"Fraction": Fraction}))
