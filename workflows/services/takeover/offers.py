"""The offers of a round: added or left out until the regional council has been told."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete

from db.models.takeover import TakeoverOffer
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import InputError, Refused
from workflows.processes.step import Step
from workflows.processes.takeover.facts import (
    municipality_of,
    offers_of,
    regime_of,
    region_of,
    rows_of,
    takeover_of,
)
from workflows.rules.takeover.registration import Check, Verdict
from workflows.services.casework.sight import require_in_case
from workflows.services.running.stepping import begin, lock_case
from workflows.services.takeover.registration import Found, HalfOpening, found_by, title_of
from workflows.vocabulary import CaseStatus, EventKind

OF_OFFERS = frozenset({"regional", "located", "in_operation", "closing", "one_region"})
"""The checks of the registration that are about the offers."""


def offers_of_round(case_id: UUID, actor: Actor) -> list[UUID]:
    """The offers that the round covers now. Raises as changing them does."""
    with reading() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        _require_open(step)
        return [offer.id for offer in offers_of(step)]


def change_offers(case_id: UUID, offer_ids: Sequence[UUID], *, reason: str, actor: Actor) -> list[Check]:
    """Let the round cover these offers; gives the checks of them.

    Raises InputError with the checks that refuse, at `offer_ids`; Refused without a reason, or when the regional
    council has been told. Rule: one round in each election term may cover several offers (serviceloven §§ 186–187).
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor sagens tilbud ændres.", field="reason")
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        _require_open(step)
        found = _found(step, offer_ids)
        told = [one for one in found.checks if one.name in OF_OFFERS]
        refused = [(one.field, f"{one.message} ({one.source})") for one in told if one.verdict is Verdict.REFUSED]
        if refused:
            raise InputError(refused)
        _keep(step, found)
        step.case.title = title_of(found.offers)
        step.case.revision += 1
        step.note(EventKind.CORRECTED, f"Sagen omfatter nu: {step.case.title.lower()}. {reason.strip()}")
        return told


def _require_open(step: Step) -> None:
    require_in_case(step, Permission.TAKEOVER_PREPARE)
    if step.case.status is not CaseStatus.RUNNING or takeover_of(step).declared_on is not None:
        text = "Regionsrådet har fået besked, og sagens tilbud ligger fast."
        raise Refused(text, rule=regime_of(step).right.source)


def _found(step: Step, offer_ids: Sequence[UUID]) -> Found:
    if not offer_ids or len(set(offer_ids)) != len(offer_ids):
        raise InputError([("offer_ids", "Vælg mindst ét tilbud, hvert én gang.")])
    takeover = takeover_of(step)
    given = HalfOpening(offer_ids=list(offer_ids), takeover_on=takeover.takeover_on, term_start=takeover.term_start)
    found = found_by(step.session, given, municipality_of(step))
    foreign = [offer.name for offer in found.offers if offer.operator_id != region_of(step).id]
    if foreign:
        raise InputError([("offer_ids", f"{', '.join(foreign)} drives ikke af {region_of(step).name}.")])
    return found


def _keep(step: Step, found: Found) -> None:
    wanted = {offer.id: position for position, offer in enumerate(found.offers)}
    gone = [row.id for row in rows_of(step) if row.offer_id not in wanted]
    step.session.execute(delete(TakeoverOffer).where(TakeoverOffer.id.in_(gone)))
    kept = {row.offer_id: row for row in rows_of(step)}
    for offer_id, position in wanted.items():
        if offer_id in kept:
            kept[offer_id].position = position
        else:
            step.session.add(TakeoverOffer(case_id=step.case.id, offer_id=offer_id, position=position))
