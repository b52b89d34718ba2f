"""C0: the operator bears the result, and nothing is distributed."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from workflows.rules.agreement_types import ClosingRule, Method
from workflows.rules.closing.inputs import ClosingAccountInput
from workflows.rules.closing.sharing import Sharing, settle
from workflows.rules.money import format_amount
from workflows.rules.trace import Trace

WAIVED = (
    "Driftsherren har ret, men ikke pligt, til at efterregulere et underskud og har valgt at lade være. "
    "Driftsherren bærer derfor underskuddet alene."
)


def operator_bears(inputs: ClosingAccountInput, rule: ClosingRule, trace: Trace) -> Sharing:
    """Leave the whole result with the operator; buyers that are named get nothing.

    Rule: midtjylland-2017, 12.3; hovedstaden-2019-2020, 4.8; syddanmark-2025-2026, bilag 5 (authority).
    """
    accumulated = inputs.accumulated
    figures = {"akkumuleret resultat": format_amount(accumulated)}
    formula = "akkumuleret resultat; intet fordeles"
    trace.add("operator_bears", formula, figures, format_amount(accumulated))
    parts = inputs.parts(rule.key)
    shares = settle(
        accumulated=accumulated,
        borne=accumulated,
        parts=parts,
        percents={},
        amounts={},
        carried_on=(),
        trace=trace,
    )
    return Sharing(abs(accumulated), Fraction(0), shares)


def waived(rule: ClosingRule) -> ClosingRule:
    """The rule when the operator lets post-regulation of a deficit be."""
    return replace(
        rule,
        model="C0",
        method=Method.OPERATOR,
        own_share_percent=Decimal(100),
        why=WAIVED,
        notes=(),
    )
