"""M: the account whose distribution is set for the case: by the secretariat, or as KKR recommends."""

from decimal import Decimal
from fractions import Fraction

from workflows.errors import InputError
from workflows.rules.agreement_types import ClosingRule, DistributionKey, Method, OwnShareOf
from workflows.rules.closing.account import ClosingAccount
from workflows.rules.closing.compute import account_by
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart
from workflows.rules.jsoninput import Faults
from workflows.rules.money import danish_amount
from workflows.vocabulary import OfferStructure, OrganisationKind

SOURCE = "fastsat af sekretariatet, reglen er ikke til stede"
WHY = "Aftalens regel er ikke til stede, og sekretariatet har fastsat fordelingen"
KKR_SOURCE = "anbefalet af KKR for denne sag (syddanmark-2025-2026, bilag 5)"
KKR_WHY = "KKR har anbefalet en anden model for denne sag end aftalens"


def manual_closing_account(
    *,
    agreement: str,
    operator_kind: OrganisationKind,
    basis: Decimal,
    revenue: Decimal,
    costs: Decimal,
    carried_forward: Decimal,
    own_share_percent: Decimal,
    key: DistributionKey,
    parts: tuple[KeyPart, ...],
    reason: str,
    recommended_by_kkr: bool = False,
) -> ClosingAccount:
    """Share a result by an own share in percent of the basis, and a key, that the secretariat has set.

    With the key PERCENT, a party's percentage stands in `year_minus_1` and they add up to 100; the other
    keys are as in the agreements. Raises InputError with every fault. No agreement prints this rule
    (sjaelland-2018-2019; syddanmark-2016 for local offers), or KKR has recommended another than the printed
    one (syddanmark-2025-2026, bilag 5, a regional standalone offer): each step of the trace says which.
    """
    faults = _faults(own_share_percent, key, parts, reason)
    if faults:
        raise InputError(faults)
    inputs = ClosingAccountInput(
        agreement=agreement,
        operator_kind=operator_kind,
        structure=OfferStructure.STANDALONE,
        basis=basis,
        revenue=revenue,
        costs=costs,
        carried_forward=carried_forward,
        turnover=None if key is DistributionKey.OCCUPANCY_DAYS else parts,
        occupancy_days=parts if key is DistributionKey.OCCUPANCY_DAYS else None,
    )
    return account_by(_rule(own_share_percent, key, reason, kkr=recommended_by_kkr), inputs)


def _rule(own_share_percent: Decimal, key: DistributionKey, reason: str, *, kkr: bool) -> ClosingRule:
    return ClosingRule(
        model="M",
        method=Method.BUYERS,
        key=key,
        own_share_percent=own_share_percent,
        surplus_own_share_of=OwnShareOf.BASIS,
        may_waive=False,
        source=KKR_SOURCE if kkr else SOURCE,
        why=f"{KKR_WHY if kkr else WHY}: {reason}",
    )


def _faults(own_share_percent: Decimal, key: DistributionKey, parts: tuple[KeyPart, ...], reason: str) -> Faults:
    faults: Faults = []
    if not 0 <= own_share_percent <= 100:
        faults.append(("own_share_percent", "Skal være fra 0 til 100."))
    if key is DistributionKey.NONE:
        faults.append(("key", "Vælg, hvad der fordeles efter."))
    if not reason.strip():
        faults.append(("reason", "Skriv, hvorfor fordelingen er fastsat sådan."))
    percents = sum((part.both_years for part in parts), Fraction(0))
    if key is DistributionKey.PERCENT and percents != 100:
        faults.append(("percent", f"Procenterne skal give 100 i alt; de giver {danish_amount(percents)}."))
    return faults
