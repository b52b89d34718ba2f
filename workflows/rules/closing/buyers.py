"""C1, C2, C5: what lies beyond the operator's own share follows what the parties bought."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from workflows.errors import InputError
from workflows.rules.agreement_types import ClosingRule, DistributionKey
from workflows.rules.closing.account import CarriedOn
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart, OtherOffer
from workflows.rules.closing.sharing import Sharing, beyond, own_share_limit, settle, trace_beyond
from workflows.rules.money import format_amount, format_percent, two_decimals, whole_kroner
from workflows.rules.trace import Trace
from workflows.vocabulary import OfferStructure

KEY_WORDS = {
    DistributionKey.TURNOVER: "omsætning",
    DistributionKey.OCCUPANCY_DAYS: "belægningsdage",
    DistributionKey.PERCENT: "procentandel",
}

OF_THE_UNIT = "rest × basis ÷ enhedens basis"


def share_among_buyers(inputs: ClosingAccountInput, rule: ClosingRule, trace: Trace) -> Sharing:
    """Share a result between the operator, the offers that go on in its unit, and the buyers.

    The operator bears the first part. Of the rest, each offer that goes on in the unit takes its part by
    basis; what falls on the closed offer is distributed by the key of the rule, on the operator too, for
    its own citizens. Raises InputError when the key sums to nothing while there is something to distribute.

    Rule: syddanmark-2025-2026, bilag 5, examples 1 and 2; syddanmark-2016, Håndtering af lukning af tilbud.
    """
    limit = own_share_limit(inputs, rule, trace)
    rest = beyond(inputs.accumulated, limit)
    carried_on, to_distribute, figures = _carry_on(inputs, limit, rest, trace)
    parts = inputs.parts(rule.key)
    percents = _percents(parts, rule.key, trace)
    return Sharing(
        own_share=limit,
        to_distribute=to_distribute,
        carried_on=carried_on,
        shares=settle(
            accumulated=inputs.accumulated,
            borne=inputs.accumulated - rest,
            parts=parts,
            percents=percents,
            amounts=_amounts(to_distribute, figures, parts, rule, trace),
            carried_on=carried_on,
            trace=trace,
        ),
    )


def _carry_on(
    inputs: ClosingAccountInput, limit: Fraction, rest: Fraction, trace: Trace
) -> tuple[tuple[CarriedOn, ...], Fraction, dict[str, str]]:
    """What goes on to the unit's other offers, what is left, and the exact figures that it is left from."""
    if inputs.structure is OfferStructure.STANDALONE:
        trace_beyond("to_distribute", inputs, limit, rest, trace)
        return (), rest, {"til fordeling": format_amount(rest)}
    trace_beyond("beyond_own_share", inputs, limit, rest, trace)
    unit_basis = inputs.unit_basis
    rows = tuple(_to_other_offer(other, rest, unit_basis, trace) for other in inputs.remaining_offers)
    to_distribute = rest * Fraction(inputs.basis) / unit_basis
    figures = {
        "rest": format_amount(rest),
        "basis": format_amount(inputs.basis),
        "enhedens basis": format_amount(unit_basis),
    }
    trace.add("to_distribute", OF_THE_UNIT, figures, format_amount(two_decimals(to_distribute)))
    return rows, to_distribute, figures


def _to_other_offer(other: OtherOffer, rest: Fraction, unit_basis: Fraction, trace: Trace) -> CarriedOn:
    amount = whole_kroner(rest * Fraction(other.basis) / unit_basis)
    trace.add(
        "carried_on",
        "rest × tilbuddets basis ÷ enhedens basis, afrundet til hele kroner",
        {
            "tilbud": other.name,
            "rest": format_amount(rest),
            "tilbuddets basis": format_amount(other.basis),
            "enhedens basis": format_amount(unit_basis),
        },
        format_amount(amount),
    )
    return CarriedOn(name=other.name, amount=amount)


def _percents(parts: tuple[KeyPart, ...], key: DistributionKey, trace: Trace) -> dict[str, str]:
    word, whole = KEY_WORDS[key], _whole(parts)
    if key is not DistributionKey.PERCENT:
        _trace_years(parts, word, trace)
    sums = {part.party: format_amount(part.both_years) for part in parts}
    trace.add("key_total", f"alle parters {word} lagt sammen", sums, format_amount(whole))
    percents = {}
    for part in parts:
        percents[part.party] = format_percent(part.both_years, whole)
        trace.add(
            "percent",
            f"100 × partens {word} ÷ {word} i alt, afrundet til to decimaler",
            _key_figures(part, word, whole),
            percents[part.party],
        )
    return percents


def _trace_years(parts: tuple[KeyPart, ...], word: str, trace: Trace) -> None:
    for part in parts:
        trace.add(
            "key_party",
            f"partens {word} i år −2 + i år −1",
            {
                "part": part.party,
                "år −2": format_amount(part.year_minus_2),
                "år −1": format_amount(part.year_minus_1),
            },
            format_amount(part.both_years),
        )


def _amounts(
    to_distribute: Fraction,
    figures: Mapping[str, str],
    parts: tuple[KeyPart, ...],
    rule: ClosingRule,
    trace: Trace,
) -> dict[str, Decimal]:
    """Each buyer's amount in whole kroner."""
    word, whole = KEY_WORDS[rule.key], _whole(parts)
    if to_distribute and not whole:
        raise InputError([(rule.key.value, f"Parternes {word} er 0 i alt, men der er et beløb at fordele.")])
    amounts = {}
    for part in parts:
        if part.operator:
            continue
        amount = whole_kroner(to_distribute * part.both_years / whole) if to_distribute else Decimal(0)
        trace.add(
            "share",
            f"{_exact_formula(figures)} × partens {word} ÷ {word} i alt, afrundet til hele kroner",
            {**figures, **_key_figures(part, word, whole)},
            format_amount(amount),
        )
        amounts[part.party] = _less_what_the_operator_bears(part, amount, rule, trace)
    return amounts


def _less_what_the_operator_bears(part: KeyPart, amount: Decimal, rule: ClosingRule, trace: Trace) -> Decimal:
    if not part.borne_by_operator or amount >= 0:
        return amount
    trace.add(
        "outside_buyer",
        "købers andel af underskuddet bæres af driftsherren",
        {"part": part.party, "andel": format_amount(amount)},
        "0",
        source=rule.outside_source or "købers kontrakt",
    )
    return Decimal(0)


def _exact_formula(figures: Mapping[str, str]) -> str:
    return OF_THE_UNIT if "rest" in figures else "til fordeling"


def _key_figures(part: KeyPart, word: str, whole: Fraction) -> dict[str, str]:
    return {
        "part": part.party,
        f"partens {word}": format_amount(part.both_years),
        f"{word} i alt": format_amount(whole),
    }


def _whole(parts: tuple[KeyPart, ...]) -> Fraction:
    return sum((part.both_years for part in parts), Fraction(0))
