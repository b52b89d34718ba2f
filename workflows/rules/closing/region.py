"""C3, C4: the result of a closed regional offer goes on to the region's other offers or units."""

from collections.abc import Sequence
from fractions import Fraction

from workflows.rules.agreement_types import ClosingRule, Elsewhere
from workflows.rules.closing.account import CarriedOn
from workflows.rules.closing.inputs import ClosingAccountInput, OtherOffer
from workflows.rules.closing.sharing import Sharing, beyond, own_share_limit, settle, trace_beyond
from workflows.rules.money import danish_amount, format_amount, two_decimals, whole_kroner
from workflows.rules.trace import Trace

UNIT_ITSELF = "økonomisk enhed"
OTHER_OFFERS = "regionens øvrige tilbud"
OTHER_UNITS = "øvrige økonomiske enheder"


def share_among_offers(inputs: ClosingAccountInput, rule: ClosingRule, trace: Trace) -> Sharing:
    """Distribute the whole result on the region's other offers by their cost budgets; no own share.

    Rule: syddanmark-2025-2026, bilag 5, example 3.
    """
    to_distribute = inputs.accumulated
    trace.add(
        "to_distribute",
        "akkumuleret resultat",
        {"akkumuleret resultat": format_amount(to_distribute)},
        format_amount(to_distribute),
    )
    rows = _pass_on(to_distribute, inputs.region_others, OTHER_OFFERS, rule, trace)
    return _shared(inputs, rule, Fraction(0), to_distribute, rows, trace)


def share_among_units(inputs: ClosingAccountInput, rule: ClosingRule, trace: Trace) -> Sharing:
    """Leave the own share in the unit; the region's other units cover what lies beyond, by tariff basis.

    Rule: syddanmark-2025-2026, bilag 5, example 4.
    """
    limit = own_share_limit(inputs, rule, trace)
    to_distribute = beyond(inputs.accumulated, limit)
    trace_beyond("to_distribute", inputs, limit, to_distribute, trace)
    stays = CarriedOn(name=UNIT_ITSELF, amount=whole_kroner(inputs.accumulated - to_distribute))
    trace.add(
        "within_own_share",
        "akkumuleret resultat − til fordeling, afrundet til hele kroner",
        {
            "akkumuleret resultat": format_amount(inputs.accumulated),
            "til fordeling": format_amount(to_distribute),
        },
        format_amount(stays.amount),
    )
    rows = _pass_on(to_distribute, inputs.region_others, OTHER_UNITS, rule, trace)
    return _shared(inputs, rule, limit, to_distribute, (stays, *rows), trace)


def _shared(
    inputs: ClosingAccountInput,
    rule: ClosingRule,
    own_share: Fraction,
    to_distribute: Fraction,
    carried_on: tuple[CarriedOn, ...],
    trace: Trace,
) -> Sharing:
    shares = settle(
        accumulated=inputs.accumulated,
        borne=Fraction(0),
        parts=inputs.parts(rule.key),
        percents={},
        amounts={},
        carried_on=carried_on,
        trace=trace,
    )
    return Sharing(own_share, to_distribute, shares, carried_on)


def _pass_on(
    amount: Fraction, others: Sequence[OtherOffer], all_together: str, rule: ClosingRule, trace: Trace
) -> tuple[CarriedOn, ...]:
    """Divide an amount on the others by basis, each in whole kroner; one row when none is named."""
    if not others:
        row = CarriedOn(name=all_together, amount=whole_kroner(amount))
        figures = {"tilbud": all_together, "til fordeling": format_amount(amount)}
        formula = "til fordeling, afrundet til hele kroner"
        trace.add("carried_on", formula, figures, format_amount(row.amount))
        return (row,)
    whole = sum((Fraction(other.basis) for other in others), Fraction(0))
    bases = {other.name: format_amount(other.basis) for other in others}
    trace.add("others_basis", "de øvrige tilbuds basis lagt sammen", bases, format_amount(whole))
    return tuple(_row(amount, other, whole, rule, trace) for other in others)


def _row(amount: Fraction, other: OtherOffer, whole: Fraction, rule: ClosingRule, trace: Trace) -> CarriedOn:
    row = CarriedOn(name=other.name, amount=whole_kroner(amount * Fraction(other.basis) / whole))
    trace.add(
        "carried_on",
        "til fordeling × tilbuddets basis ÷ de øvrige tilbuds basis i alt, afrundet til hele kroner",
        {
            "tilbud": other.name,
            "til fordeling": format_amount(amount),
            "tilbuddets basis": format_amount(other.basis),
            "de øvrige tilbuds basis i alt": format_amount(whole),
        },
        format_amount(row.amount),
    )
    _trace_elsewhere(row, other, rule.elsewhere, trace)
    return row


def _trace_elsewhere(row: CarriedOn, other: OtherOffer, elsewhere: Elsewhere | None, trace: Trace) -> None:
    """Say what the amount brings beyond the limit of the offer that gets it: it is post-regulated there."""
    if elsewhere is None or other.accumulated is None:
        return
    limit = Fraction(other.basis) * Fraction(elsewhere.limit_percent) / 100
    excess = beyond(Fraction(other.accumulated) + Fraction(row.amount), limit)
    if excess * Fraction(row.amount) <= 0:
        return
    percent = danish_amount(elsewhere.limit_percent)
    trace.add(
        "post_regulation_elsewhere",
        f"tilbuddets resultat før + videreført, den del ud over {percent} % af tilbuddets basis; "
        "den efterreguleres i tilbuddets egen takst",
        {
            "tilbud": other.name,
            "tilbuddets resultat før": format_amount(other.accumulated),
            "videreført": format_amount(row.amount),
            "tilbuddets basis": format_amount(other.basis),
        },
        format_amount(two_decimals(excess)),
        source=elsewhere.source,
    )
