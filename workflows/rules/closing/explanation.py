"""A closing account's result told in plain Danish."""

from workflows.rules.agreement_types import ClosingRule, Method
from workflows.rules.closing.inputs import ClosingAccountInput
from workflows.rules.closing.sharing import Sharing
from workflows.rules.money import danish_amount, two_decimals


def explain(rule: ClosingRule, inputs: ClosingAccountInput, sharing: Sharing) -> str:
    """Why the result is shared in this way, and what came of it."""
    return f"{rule.why} {_outcome(rule, inputs, sharing)}"


def _outcome(rule: ClosingRule, inputs: ClosingAccountInput, sharing: Sharing) -> str:
    accumulated = inputs.accumulated
    if not accumulated:
        return "Det akkumulerede resultat er 0 kr., og der er intet at fordele."
    word = "overskuddet" if accumulated > 0 else "underskuddet"
    amount = danish_amount(abs(accumulated))
    if rule.method is Method.OPERATOR:
        verb = "beholder" if accumulated > 0 else "bærer"
        return f"Driftsherren {verb} hele {word} på {amount} kr."
    own_share = danish_amount(two_decimals(sharing.own_share))
    if not sharing.to_distribute:
        place = "i den økonomiske enhed" if rule.method is Method.REGION_UNITS else "hos driftsherren"
        return f"Hele {word} på {amount} kr. ligger inden for {own_share} kr. og bliver {place}."
    distributed = danish_amount(two_decimals(abs(sharing.to_distribute)))
    return f"Af {word} på {amount} kr. fordeles {distributed} kr."
