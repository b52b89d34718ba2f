"""M: the account whose distribution is set for the case: by the secretariat, or as KKR recommends."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflows.errors import InputError
from workflows.rules.agreement_types import ClosingRule, DistributionKey, Method, OwnShareOf
from workflows.rules.closing.account import ClosingAccount
from workflows.rules.closing.compute import account_by
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart
from workflows.rules.jsoninput import Faults
from workflows.rules.money import danish_amount

SOURCE = "fastsat af sekretariatet, reglen er ikke til stede"
WHY = "Aftalens regel er ikke til stede, og sekretariatet har fastsat fordelingen"
KKR_SOURCE = "anbefalet af KKR for denne sag (syddanmark-2025-2026, bilag 5)"
KKR_WHY = "KKR har anbefalet en anden model for denne sag end aftalens"


@dataclass(frozen=True)
class RuleByHand:
    """An own share in percent of the basis and a key, set for one case, and why."""

    own_share_percent: Decimal
    key: DistributionKey
    reason: str
    recommended_by_kkr: bool = False


def manual_closing_account(inputs: ClosingAccountInput, rule: RuleByHand) -> ClosingAccount:
    """Share the result of a standalone offer by a rule that has been set for the case.

    With the key PERCENT, a party's percentage stands in `year_minus_1` of the `turnover` and they add up to 100; the
    other keys are as in the agreements. Raises InputError with every fault. No agreement prints this rule
    (sjaelland-2018-2019; syddanmark-2016 for local offers), or KKR has recommended another than the printed
    one (syddanmark-2025-2026, bilag 5, a regional standalone offer): each step of the trace says which.
    """
    faults = _faults(rule, inputs.key_of(rule.key) or ())
    if faults:
        raise InputError(faults)
    return account_by(_closing_rule(rule), inputs)


def _closing_rule(rule: RuleByHand) -> ClosingRule:
    kkr = rule.recommended_by_kkr
    return ClosingRule(
        model="M",
        method=Method.BUYERS,
        key=rule.key,
        own_share_percent=rule.own_share_percent,
        surplus_own_share_of=OwnShareOf.BASIS,
        may_waive=False,
        source=KKR_SOURCE if kkr else SOURCE,
        why=f"{KKR_WHY if kkr else WHY}: {rule.reason}",
    )


def _faults(rule: RuleByHand, parts: tuple[KeyPart, ...]) -> Faults:
    faults: Faults = []
    if not 0 <= rule.own_share_percent <= 100:
        faults.append(("own_share_percent", "Skal være fra 0 til 100."))
    if rule.key is DistributionKey.NONE:
        faults.append(("key", "Vælg, hvad der fordeles efter."))
    if not rule.reason.strip():
        faults.append(("reason", "Skriv, hvorfor fordelingen er fastsat sådan."))
    percents = sum((part.both_years for part in parts), Fraction(0))
    if rule.key is DistributionKey.PERCENT and percents != 100:
        faults.append(("percent", f"Procenterne skal give 100 i alt; de giver {danish_amount(percents)}."))
    return faults
