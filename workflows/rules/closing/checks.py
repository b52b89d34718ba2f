"""What must be there, and hold, before a closing account can be computed."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from workflows.rules.agreement_types import ClosingRule, Method, OwnShareOf
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart, OtherOffer
from workflows.rules.jsoninput import MISSING, Faults
from workflows.vocabulary import OfferStructure


def faults_of(rule: ClosingRule, inputs: ClosingAccountInput) -> Faults:
    """Everything that keeps the account from being computed by the rule; empty when nothing does.

    What the rule does not need is looked at for one thing only: names are unique within a list.
    """
    return [
        *_basis("basis", inputs.basis),
        *_key(rule, inputs),
        *_unit(rule, inputs),
        *_region(rule, inputs),
        *_closing_year_turnover(rule, inputs),
        *_twins(inputs),
    ]


def _key(rule: ClosingRule, inputs: ClosingAccountInput) -> Faults:
    if rule.method is Method.BUYERS:
        parts = inputs.key_of(rule.key)
        return [(rule.key.value, MISSING)] if parts is None else _operators(rule.key.value, parts)
    listed = inputs.listed_key(rule.key)
    return _operators(listed.value, inputs.parts(listed)) if listed else []


def _operators(name: str, parts: Sequence[KeyPart]) -> Faults:
    operators = [index for index, part in enumerate(parts) if part.operator]
    if not operators:
        return [(name, "En af parterne skal være driftsherre (operator).")]
    return [(f"{name}[{index}].operator", "Der kan kun være én driftsherre.") for index in operators[1:]]


def _unit(rule: ClosingRule, inputs: ClosingAccountInput) -> Faults:
    if rule.method is Method.OPERATOR or inputs.structure is OfferStructure.STANDALONE:
        return []
    if inputs.unit_others is None:
        return [("unit_others", MISSING)]
    return _bases("unit_others", inputs.unit_others)


def _region(rule: ClosingRule, inputs: ClosingAccountInput) -> Faults:
    if rule.method in (Method.REGION_OFFERS, Method.REGION_UNITS):
        return _bases("region_others", inputs.region_others)
    return []


def _closing_year_turnover(rule: ClosingRule, inputs: ClosingAccountInput) -> Faults:
    needed = rule.surplus_own_share_of is OwnShareOf.CLOSING_YEAR_TURNOVER and inputs.accumulated > 0
    if needed and inputs.closing_year_turnover is None:
        return [("closing_year_turnover", f"{MISSING} Ved overskud regnes egenfinansieringen af den.")]
    return []


def _twins(inputs: ClosingAccountInput) -> Faults:
    turnover, days = inputs.turnover or (), inputs.occupancy_days or ()
    return [
        *_repeated("turnover", "party", (part.party for part in turnover)),
        *_repeated("occupancy_days", "party", (part.party for part in days)),
        *_repeated("unit_others", "name", (other.name for other in inputs.unit_others or ())),
        *_repeated("region_others", "name", (other.name for other in inputs.region_others)),
    ]


def _repeated(name: str, field: str, texts: Iterable[str]) -> Faults:
    faults: Faults = []
    seen: set[str] = set()
    for index, text in enumerate(texts):
        if text in seen:
            faults.append((f"{name}[{index}].{field}", "Navnet står allerede på listen."))
        seen.add(text)
    return faults


def _bases(name: str, others: Sequence[OtherOffer]) -> Faults:
    return [fault for index, other in enumerate(others) for fault in _basis(f"{name}[{index}].basis", other.basis)]


def _basis(path: str, basis: Decimal) -> Faults:
    return [] if basis > 0 else [(path, "Skal være større end nul.")]
