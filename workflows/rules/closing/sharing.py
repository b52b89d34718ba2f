"""What all methods of sharing a result have in common: the own share, and the operator takes the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflows.rules.agreement_types import ClosingRule, OwnShareOf
from workflows.rules.closing.account import CarriedOn, Share
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart
from workflows.rules.money import danish_amount, format_amount, two_decimals
from workflows.rules.trace import Trace
from workflows.vocabulary import OfferStructure

OPERATOR = KeyPart(party="Driftsherre", year_minus_2=Decimal(0), year_minus_1=Decimal(0), operator=True)
"""The only party where no key names any."""


@dataclass(frozen=True)
class Sharing:
    """A result that has been shared; the own share and what is distributed are exact."""

    own_share: Fraction
    to_distribute: Fraction
    shares: tuple[Share, ...]
    carried_on: tuple[CarriedOn, ...] = ()


def own_share_limit(inputs: ClosingAccountInput, rule: ClosingRule, trace: Trace) -> Fraction:
    """The first part of a result, which is not passed on: a percentage of its base, as a magnitude."""
    word, base = _own_share_base(inputs, rule, trace)
    limit = base * Fraction(rule.own_share_percent) / 100
    formula = f"{danish_amount(rule.own_share_percent)} % × {word}"
    trace.add("own_share", formula, {word: format_amount(base)}, format_amount(two_decimals(limit)))
    return limit


def beyond(result: Fraction, limit: Fraction) -> Fraction:
    """The part of a surplus or a deficit that lies beyond a limit, with the sign of the result."""
    if result < 0:
        return min(result + limit, Fraction(0))
    return max(result - limit, Fraction(0))


def trace_beyond(step: str, inputs: ClosingAccountInput, limit: Fraction, value: Fraction, trace: Trace) -> None:
    """Write down how much of the result lies beyond the own share."""
    formula = "akkumuleret resultat − egenfinansiering, dog mindst 0"
    if inputs.accumulated < 0:
        formula = "akkumuleret resultat + egenfinansiering, dog højst 0"
    figures = {
        "akkumuleret resultat": format_amount(inputs.accumulated),
        "egenfinansiering": format_amount(limit),
    }
    trace.add(step, formula, figures, format_amount(two_decimals(value)))


def settle(
    *,
    accumulated: Fraction,
    borne: Fraction,
    parts: Sequence[KeyPart],
    percents: Mapping[str, str],
    amounts: Mapping[str, Decimal],
    carried_on: Sequence[CarriedOn],
    trace: Trace,
) -> tuple[Share, ...]:
    """The share of each party: a buyer's is its amount, and the operator takes all that is left.

    `borne` is the part of the own share that the operator bears, with the sign of the result; a party
    without a percentage or an amount has none.
    """
    passed_on = sum(map(Fraction, amounts.values())) + sum(Fraction(row.amount) for row in carried_on)
    total = two_decimals(accumulated - passed_on)
    distributed = two_decimals(Fraction(total) - borne)
    _trace_operator(accumulated, amounts, carried_on, borne, total, distributed, trace)
    return tuple(
        Share(
            party=part.party,
            operator=part.operator,
            percent=percents.get(part.party, "0.00"),
            distributed=distributed if part.operator else amounts.get(part.party, Decimal(0)),
            total=total if part.operator else amounts.get(part.party, Decimal(0)),
        )
        for part in parts or (OPERATOR,)
    )


def _own_share_base(inputs: ClosingAccountInput, rule: ClosingRule, trace: Trace) -> tuple[str, Fraction]:
    if inputs.structure is OfferStructure.STANDALONE:
        return "basis", Fraction(inputs.basis)
    trace.add(
        "unit_basis",
        "basis + de øvrige tilbuds basis",
        {"basis": format_amount(inputs.basis)}
        | {f"basis, {other.name}": format_amount(other.basis) for other in inputs.remaining_offers},
        format_amount(inputs.unit_basis),
    )
    if rule.surplus_own_share_of is OwnShareOf.CLOSING_YEAR_TURNOVER and inputs.accumulated > 0:
        return "enhedens takstbaserede omsætning i lukkeåret", Fraction(inputs.closing_year_turnover or 0)
    return "enhedens basis", inputs.unit_basis


def _trace_operator(
    accumulated: Fraction,
    amounts: Mapping[str, Decimal],
    carried_on: Sequence[CarriedOn],
    borne: Fraction,
    total: Decimal,
    distributed: Decimal,
    trace: Trace,
) -> None:
    trace.add(
        "operator_total",
        "akkumuleret resultat − købernes beløb − videreført",
        {
            "akkumuleret resultat": format_amount(accumulated),
            "købernes beløb": format_amount(sum(map(Fraction, amounts.values()))),
            "videreført": format_amount(sum(Fraction(row.amount) for row in carried_on)),
        },
        format_amount(total),
    )
    trace.add(
        "operator_distributed",
        "driftsherrens beløb i alt − egenfinansiering med resultatets fortegn",
        {
            "driftsherrens beløb i alt": format_amount(total),
            "egenfinansiering med resultatets fortegn": format_amount(borne),
        },
        format_amount(distributed),
    )
