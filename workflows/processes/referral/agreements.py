"""The collaboration agreement between the parties of a referral, as its operations read it."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, cast, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from db.models.collaboration import CollaborationAgreement, CollaborationCentre
from db.models.referral import Referral
from workflows.processes.referral.facts import know_referral, select_referral
from workflows.processes.step import Step
from workflows.rules.referral.collaboration import Delegated, Terms, agreement_year, left_of_frame
from workflows.vocabulary import Party

GRANTED = "what the centres have granted"


def agreement_between(
    session: Session, municipality_id: UUID, centre_id: UUID, day: date
) -> CollaborationAgreement | None:
    """The collaboration agreement of a municipality and a centre on a day, with its competences."""
    chosen = _chosen(municipality_id, centre_id, day).scalar_subquery()
    found = select(CollaborationAgreement).where(CollaborationAgreement.id == chosen)
    return session.scalars(found.options(joinedload(CollaborationAgreement.competences))).unique().one_or_none()


def _chosen(municipality_id: Any, centre_id: Any, day: date) -> Select[UUID]:
    """The id of the agreement that counts between the two on a day: the one that began last."""
    agreement = aliased(CollaborationAgreement)
    until = or_(agreement.valid_to.is_(None), agreement.valid_to >= day)
    return (
        select(agreement.id)
        .join(CollaborationCentre, CollaborationCentre.agreement_id == agreement.id)
        .where(
            agreement.municipality_id == municipality_id,
            CollaborationCentre.centre_id == centre_id,
            agreement.valid_from <= day,
            until,
        )
        .order_by(agreement.valid_from.desc(), agreement.id)
        .limit(1)
    )


def read_with_agreement(step: Step) -> None:
    """Read the referral together with its agreement of today and what the centres have granted by it: a decision at
    the centre asks for all of it, and a step is to ask little of the database."""
    chosen = _chosen(Referral.municipality_id, Referral.centre_id, step.today).correlate(Referral).scalar_subquery()
    granted = aliased(Referral)
    costs = (
        select(func.aggregate_strings(cast(granted.decided_on, Text) + "=" + cast(granted.expected_cost, Text), ";"))
        .where(
            granted.collaboration_id == CollaborationAgreement.id,
            granted.decider == Party.CENTRE,
            granted.decided_on.is_not(None),
            granted.expected_cost.is_not(None),
        )
        .correlate(CollaborationAgreement)
        .scalar_subquery()
    )
    found = (
        select_referral(step)
        .outerjoin(CollaborationAgreement, CollaborationAgreement.id == chosen)
        .outerjoin(CollaborationAgreement.competences)
        .add_columns(CollaborationAgreement, costs)
        .options(contains_eager(CollaborationAgreement.competences))
    )
    rows = step.session.execute(found).unique().all()
    know_referral(step, rows)
    step.known[CollaborationAgreement, step.today] = rows[0][4]
    step.known[GRANTED] = _costs(rows[0][5] or "")


def _costs(text: str) -> list[tuple[date, Decimal]]:
    """Day and amount of each decision, out of `2026-03-02=1800000;…` with the amounts in øre."""
    pairs = [one.split("=") for one in text.split(";") if one]
    return [(date.fromisoformat(day), Decimal(oere).scaleb(-2)) for day, oere in pairs]


def collaboration_of(step: Step, referral: Referral, day: date) -> CollaborationAgreement | None:
    """The agreement between the parties of the case on a day, read once in a step."""
    key = CollaborationAgreement, day
    if key not in step.known:
        step.known[key] = agreement_between(step.session, referral.municipality_id, referral.centre_id, day)
    found: CollaborationAgreement | None = step.known[key]
    return found


def terms_of(agreement: CollaborationAgreement | None) -> Terms | None:
    """What a collaboration agreement says, as the rules read it. Its competences are loaded."""
    if agreement is None:
        return None
    competences = tuple(
        Delegated(one.competence, one.target_group, one.law, one.legal_ground) for one in agreement.competences
    )
    return Terms(agreement.valid_from, agreement.valid_to, competences)


def frame_left_of(step: Step, agreement: CollaborationAgreement) -> Decimal | None:
    """What is left of the frame today; none without a frame. What `read_with_agreement` read is not read again."""
    if GRANTED not in step.known:
        return frame_left(step.session, agreement, step.today)
    if agreement.frame_amount is None:
        return None
    first, last = agreement_year(agreement.valid_from, step.today)
    return left_of_frame(agreement.frame_amount, [cost for day, cost in step.known[GRANTED] if first <= day <= last])


def frame_left(session: Session, agreement: CollaborationAgreement, day: date) -> Decimal | None:
    """What is left of the frame in the agreement's year, after what the centres have granted; none without a frame."""
    if agreement.frame_amount is None:
        return None
    first, last = agreement_year(agreement.valid_from, day)
    granted = select(Referral.expected_cost).where(
        Referral.collaboration_id == agreement.id,
        Referral.decider == Party.CENTRE,
        Referral.decided_on.between(first, last),
        Referral.expected_cost.is_not(None),
    )
    return left_of_frame(agreement.frame_amount, [cost for cost in session.scalars(granted) if cost is not None])
