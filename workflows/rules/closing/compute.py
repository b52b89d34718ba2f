"""The account of a closed offer by the agreement's own rule: the one entry for all who need it."""

from collections.abc import Callable

from workflows.errors import InputError, Refused
from workflows.rules.agreement_types import ClosingRule, Method, NoteWhen
from workflows.rules.agreements import agreement
from workflows.rules.closing.account import ClosingAccount
from workflows.rules.closing.buyers import share_among_buyers
from workflows.rules.closing.checks import faults_of
from workflows.rules.closing.explanation import explain
from workflows.rules.closing.inputs import ClosingAccountInput
from workflows.rules.closing.operator import operator_bears, waived
from workflows.rules.closing.region import share_among_offers, share_among_units
from workflows.rules.closing.sharing import Sharing
from workflows.rules.money import format_amount, two_decimals
from workflows.rules.trace import Trace

METHODS: dict[Method, Callable[[ClosingAccountInput, ClosingRule, Trace], Sharing]] = {
    Method.BUYERS: share_among_buyers,
    Method.REGION_OFFERS: share_among_offers,
    Method.REGION_UNITS: share_among_units,
    Method.OPERATOR: operator_bears,
}


def closing_account(inputs: ClosingAccountInput) -> ClosingAccount:
    """Compute the closing account by the rule that the agreement has for this operator and offer.

    Raises InputError with every fault of the figures, or on `agreement` where no rule is at hand;
    Refused when post-regulation is waived where the agreement makes it a duty.
    """
    return account_by(rule_for(inputs), inputs)


def rule_for(inputs: ClosingAccountInput) -> ClosingRule:
    """The row of the agreement's decision table that the account follows."""
    rule = agreement(inputs.agreement).closing_rule(
        operator_kind=inputs.operator_kind,
        structure=inputs.structure,
        closed_by_authority=inputs.closed_by_authority,
    )
    if not inputs.waived or inputs.accumulated >= 0 or rule.method is Method.OPERATOR:
        return rule
    if not rule.may_waive:
        raise Refused(
            "Aftalen giver ikke driftsherren ret til at lade være med at efterregulere underskuddet.",
            rule=rule.source,
            field="waived",
        )
    return waived(rule)


def account_by(rule: ClosingRule, inputs: ClosingAccountInput) -> ClosingAccount:
    """Compute the account by a given rule. Raises InputError with every fault of the figures."""
    faults = faults_of(rule, inputs)
    if faults:
        raise InputError(faults)
    trace = Trace(rule.source)
    _trace_result(inputs, trace)
    sharing = METHODS[rule.method](inputs, rule, trace)
    _trace_notes(rule, inputs, trace)
    return ClosingAccount(
        model=rule.model,
        year_result=two_decimals(inputs.year_result),
        accumulated=two_decimals(inputs.accumulated),
        own_share=two_decimals(sharing.own_share),
        to_distribute=two_decimals(sharing.to_distribute),
        shares=sharing.shares,
        carried_on=sharing.carried_on,
        trace=tuple(trace.steps),
        explanation=explain(rule, inputs, sharing),
    )


def _trace_result(inputs: ClosingAccountInput, trace: Trace) -> None:
    trace.add(
        "year_result",
        "indtægter − omkostninger",
        {"indtægter": format_amount(inputs.revenue), "omkostninger": format_amount(inputs.costs)},
        format_amount(inputs.year_result),
    )
    trace.add(
        "accumulated",
        "årets resultat + overført fra tidligere år",
        {
            "årets resultat": format_amount(inputs.year_result),
            "overført fra tidligere år": format_amount(inputs.carried_forward),
        },
        format_amount(inputs.accumulated),
    )


def _trace_notes(rule: ClosingRule, inputs: ClosingAccountInput, trace: Trace) -> None:
    holds = {
        NoteWhen.ALWAYS: True,
        NoteWhen.SURPLUS: inputs.accumulated > 0,
        NoteWhen.REMAINING_OFFERS: bool(inputs.remaining_offers),
    }
    for note in rule.notes:
        if holds[note.when]:
            trace.note(note.text, source=note.source)
