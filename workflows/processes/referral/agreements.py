"""The collaboration agreement between the parties of a referral, as its operations read it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from db.models.collaboration import CollaborationAgreement, CollaborationCentre
from db.models.referral import Referral
from workflows.processes.step import Step
from workflows.rules.referral.collaboration import Delegated, Terms, agreement_year, left_of_frame
from workflows.vocabulary import Party


def agreement_between(
    session: Session, municipality_id: UUID, centre_id: UUID, day: date
) -> CollaborationAgreement | None:
    """The collaboration agreement of a municipality and a centre on a day, with its competences."""
    until = or_(CollaborationAgreement.valid_to.is_(None), CollaborationAgreement.valid_to >= day)
    found = (
        select(CollaborationAgreement)
        .join(CollaborationCentre, CollaborationCentre.agreement_id == CollaborationAgreement.id)
        .where(
            CollaborationAgreement.municipality_id == municipality_id,
            CollaborationCentre.centre_id == centre_id,
            CollaborationAgreement.valid_from <= day,
            until,
        )
        .options(joinedload(CollaborationAgreement.competences))
        .order_by(CollaborationAgreement.valid_from.desc(), CollaborationAgreement.id)
        .limit(1)
    )
    return session.scalars(found).unique().one_or_none()


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
