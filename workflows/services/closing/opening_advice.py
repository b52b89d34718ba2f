"""What the answers lead to, told while a closing is being opened."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from db.models.offer import Offer
from db.session import reading
from workflows.access.actor import Actor
from workflows.errors import InputError, NotFound
from workflows.rules.agreement_types import AccountRounds, Agreement, ClosingFlow
from workflows.services.closing.closings import NOT_REPORTED, agreement_on, that_may_close
from workflows.services.closing.facts import RuleRow
from workflows.vocabulary import OfferCategory, OfferStructure

STANDALONE = (
    "Tilbuddet er selvstændigt: det har eget budget og egne takster, og det fremgår tydeligt af indberetningen."
)


@dataclass(frozen=True)
class Advice:
    """What the answers so far lead to.

    `agreement` is the title of the rule set that will apply, or empty with `no_agreement` saying why;
    `needs_category` tells that it has different rules for the categories of offers.
    """

    structure: str
    agreement: str = ""
    agreement_id: str = ""
    no_agreement: str = ""
    needs_category: bool = False
    course: list[RuleRow] = field(default_factory=list)
    with_consequences: RuleRow | None = None
    without_consequences: RuleRow | None = None
    sharing: RuleRow | None = None
    by_authority: RuleRow | None = None
    not_a_closing: RuleRow | None = None
    """Why moving or merging the offer is no closing."""


def advise(
    offer_id: UUID,
    *,
    expected_decision_on: date | None,
    category: OfferCategory | None,
    closed_by_authority: bool = False,
    actor: Actor,
) -> Advice:
    """What closing the offer leads to, as far as the answers tell. Raises NotFound for others' offers."""
    with reading() as session:
        offer = _offer(session, offer_id, actor)
    structure = _structure(offer)
    if expected_decision_on is None:
        return Advice(structure)
    try:
        found = agreement_on(offer.operator, expected_decision_on)
    except InputError as unknown:
        return Advice(structure, no_agreement=unknown.errors[0][1])
    return _advice(offer, structure, found, _flow(found, category or offer.category, closed_by_authority))


def _offer(session: Session, offer_id: UUID, actor: Actor) -> Offer:
    found = that_may_close(offer_id, actor).options(joinedload(Offer.unit))
    offer = session.scalars(found).one_or_none()
    if offer is None:
        raise NotFound("Tilbuddet findes ikke, eller det er en anden driftsherres.")
    return offer


def _structure(offer: Offer) -> str:
    if offer.structure is OfferStructure.PART_OF_UNIT:
        assert offer.unit is not None
        return f"Tilbuddet er en del af den økonomiske enhed »{offer.unit.name}«, som har fælles økonomi."
    return STANDALONE if offer.clearly_reported else NOT_REPORTED


def _flow(rules: Agreement, category: OfferCategory | None, closed_by_authority: bool) -> ClosingFlow | None:
    """The course of the closing; none while the agreement asks for a category."""
    if category is None and None not in rules.flows:
        return None
    return rules.closing_flow(category, closed_by_authority=closed_by_authority)


def _advice(offer: Offer, structure: str, rules: Agreement, flow: ClosingFlow | None) -> Advice:
    asks = flow is not None and flow.account_only_with_consequences.value
    return Advice(
        structure=structure,
        agreement=rules.title,
        agreement_id=rules.id.value,
        needs_category=None not in rules.flows,
        course=_course(flow) if flow else [],
        with_consequences=RuleRow(flow.account_rounds.why, flow.account_rounds.source) if flow else None,
        without_consequences=_unless_consequences(flow) if flow and asks else None,
        sharing=_sharing(offer, rules) if flow and flow.account_rounds.value is not AccountRounds.MANUAL else None,
        by_authority=_by_authority(rules),
        not_a_closing=RuleRow(rules.moving_or_merging.why, rules.moving_or_merging.source),
    )


def _course(flow: ClosingFlow) -> list[RuleRow]:
    return [RuleRow(point.why, point.source) for point in (flow.hearing, flow.told_to)]


def _unless_consequences(flow: ClosingFlow) -> RuleRow:
    point = flow.account_only_with_consequences
    return RuleRow(point.why, point.source)


def _sharing(offer: Offer, rules: Agreement) -> RuleRow | None:
    """How the result is shared; none where the agreement's rules are not at hand."""
    if not rules.closing_rules:
        return None
    standalone = offer.structure is OfferStructure.STANDALONE and offer.clearly_reported
    structure = OfferStructure.STANDALONE if standalone else OfferStructure.PART_OF_UNIT
    row = rules.closing_rule(operator_kind=offer.operator.kind, structure=structure)
    return RuleRow(row.why, row.source)


def _by_authority(rules: Agreement) -> RuleRow | None:
    rule = rules.authority_rule
    return RuleRow(rule.why, rule.source) if rule else None
