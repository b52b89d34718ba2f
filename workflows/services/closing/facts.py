"""The facts of a closing for its case page, and its accounts, each as far as the organisation may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.closing import Closing, ClosingAccount
from db.models.offer import Offer
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.rules.agreement_types import Agreement, ClosingFlow, HearingForm, Stated
from workflows.rules.agreements import agreement
from workflows.services.casework.sight import Sight, see_case
from workflows.vocabulary import AccountKind, OfferCategory, OfferStructure

WAIVED = "Driftsherren viderefører ikke underskuddet, selv om aftalen giver ret til det."


@dataclass(frozen=True)
class RuleRow:
    """What the agreement says on one point, and where."""

    text: str
    source: str


@dataclass(frozen=True)
class ClosingFacts:
    """What a closing is about.

    `told` (label and words) are those notes of the operator, the body and the secretariat that the
    organisation may see; amounts can stand in them.
    """

    offer: str
    operator: str
    legal_basis: str
    places: int
    structure: OfferStructure
    structure_reason: str
    category: OfferCategory | None
    authority: str
    reasons: str
    expected_decision_on: date
    hearing_deadline: date | None
    decided_on: date | None
    last_day: date | None
    consequences_for_others: bool | None
    kkr_may_recommend: bool
    rules: list[RuleRow] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    accounts: list["AccountRow"] = field(default_factory=list)


@dataclass(frozen=True)
class AccountRow:
    """One version of an account; `latest` of its kind.

    `result` is what the rule gave then, kept as `calc closing-account` writes it, with `explanation`.
    """

    kind: AccountKind
    version: int
    latest: bool
    treated_on: date | None
    endorsed_on: date | None
    endorsed_by: str
    sent_on: date | None
    note: str
    result: Mapping[str, Any]


def closing_facts(case_id: UUID, actor: Actor) -> ClosingFacts:
    """The facts of a closing case. Raises NotFound as the case's page does."""
    with reading() as session:
        sight = see_case(session, case_id, actor)
        found = (
            select(Closing, Offer)
            .join(Offer, Offer.id == Closing.offer_id)
            .where(Closing.case_id == case_id)
            .options(joinedload(Offer.operator))
        )
        closing, offer = session.execute(found).one()
        return _facts(closing, offer, sight, _latest_first(session, case_id))


def _facts(closing: Closing, offer: Offer, sight: Sight, accounts: list[ClosingAccount]) -> ClosingFacts:
    rules = agreement(sight.case.agreement_id)
    return ClosingFacts(
        offer=offer.name,
        operator=offer.operator.name,
        legal_basis=offer.legal_basis,
        places=offer.places,
        structure=closing.structure,
        structure_reason=closing.structure_reason,
        category=closing.category if None not in rules.flows else None,
        authority=closing.authority if closing.closed_by_authority else "",
        reasons=closing.reasons,
        expected_decision_on=closing.expected_decision_on,
        hearing_deadline=closing.hearing_deadline if _is_heard(rules, closing) else None,
        decided_on=closing.decided_on,
        last_day=closing.last_day,
        consequences_for_others=closing.consequences_for_others,
        kkr_may_recommend=_kkr_may_recommend(rules, closing, offer),
        rules=_rules(rules, closing),
        told=_told(closing, accounts, sight.aspects),
        accounts=_accounts(accounts) if Aspect.ACCOUNTS in sight.aspects else [],
    )


def _kkr_may_recommend(rules: Agreement, closing: Closing, offer: Offer) -> bool:
    return rules.kkr_may_recommend(
        operator_kind=offer.operator.kind,
        structure=closing.structure,
        closed_by_authority=closing.closed_by_authority,
    )


def _flow(rules: Agreement, closing: Closing) -> ClosingFlow:
    return rules.closing_flow(closing.category, closed_by_authority=closing.closed_by_authority)


def _is_heard(rules: Agreement, closing: Closing) -> bool:
    return _flow(rules, closing).hearing.value is not HearingForm.NOTIFY_ONLY


def _rules(rules: Agreement, closing: Closing) -> list[RuleRow]:
    """The agreement's course of a closing, in the order in which it is met."""
    flow = _flow(rules, closing)
    points: tuple[Stated[Any], ...] = (
        flow.told_to,
        flow.hearing,
        flow.notice_deadline,
        flow.transition_planning,
        flow.account_only_with_consequences,
        flow.account_rounds,
        flow.provisional_deadline,
        flow.business_committee_first,
        flow.audit,
        flow.body_treats_final,
        flow.final_deadline,
        flow.outside_buyer,
    )
    return [RuleRow(point.why, point.source) for point in points]


def _told(closing: Closing, accounts: list[ClosingAccount], seen: frozenset[Aspect]) -> list[tuple[str, str]]:
    notes = []
    if Aspect.HISTORY in seen:
        notes += [
            ("Følger af at fortsætte", closing.consequences_of_continuing),
            ("Hvorfor ingen følger for andre", closing.consequences_reason),
            ("Plan for overgangen", closing.transition_plan),
        ]
    if Aspect.ACCOUNTS in seen:
        waived = WAIVED if accounts and accounts[0].waived else ""
        set_by_hand = f"{closing.manual_rate} %: {closing.manual_reason}" if closing.manual_rate else ""
        notes += [
            ("Efterregulering", waived),
            ("Seneste væsentlige ændring", closing.change_reason),
            ("Egenandel fastsat af sekretariatet", set_by_hand),
        ]
    return [(label, text) for label, text in notes if text]


def _latest_first(session: Session, case_id: UUID) -> list[ClosingAccount]:
    found = select(ClosingAccount).where(ClosingAccount.case_id == case_id)
    return sorted(session.scalars(found), key=lambda row: (row.kind is AccountKind.FINAL, row.version), reverse=True)


def _accounts(rows: list[ClosingAccount]) -> list[AccountRow]:
    latest = {kind: max((row.version for row in rows if row.kind is kind), default=0) for kind in AccountKind}
    return [_account(row, latest=row.version == latest[row.kind]) for row in rows]


def _account(row: ClosingAccount, *, latest: bool) -> AccountRow:
    return AccountRow(
        kind=row.kind,
        version=row.version,
        latest=latest,
        treated_on=row.treated_on,
        endorsed_on=row.endorsed_on,
        endorsed_by=row.endorsed_by,
        sent_on=row.sent_on,
        note=row.note,
        result=row.result,
    )
