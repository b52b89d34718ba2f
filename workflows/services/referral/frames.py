"""The frame of a collaboration agreement: when inquiries have risen by more than it sets, its discussion is opened."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.models.collaboration import CollaborationAgreement, CollaborationCentre, FrameDiscussion
from db.models.referral import Referral
from db.session import lock_row
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.processes.lookups import by_ids
from workflows.rules.agreement_types import Agreement
from workflows.rules.referral.collaboration import Growth, agreement_year, growth
from workflows.services.referral.cases import new_case
from workflows.services.running.stepping import begin, restart, save
from workflows.vocabulary import EventKind, Party


def inquiries_in_year(session: Session, agreement: CollaborationAgreement, day: date) -> int:
    """The inquiries from the municipality to the agreement's centres in its year, whoever made them."""
    first, last = agreement_year(agreement.valid_from, day)
    counted = select(func.count(Referral.id)).where(
        Referral.municipality_id == agreement.municipality_id,
        Referral.centre_id.in_([one.centre_id for one in agreement.centres]),
        Referral.inquired_on.between(first, last),
    )
    return session.scalars(counted).one()


def growth_on(session: Session, agreement: CollaborationAgreement, day: date) -> Growth | None:
    """How inquiries have risen in the agreement's year; none where it sets no percentage or no number to rise from."""
    if agreement.growth_percent is None or agreement.base_inquiries is None:
        return None
    return growth(inquiries_in_year(session, agreement, day), agreement.base_inquiries, agreement.growth_percent)


def discuss_if_risen(
    session: Session, agreement_id: UUID, framework: Agreement, day: date, actor: Actor | None
) -> None:
    """Open the discussion of the frame when inquiries have risen by more than is set; once for each year.

    The agreement is held until the transaction ends, so that two inquiries at once open one.
    Rule: hovedstaden-2019-2020, 8.10, example 2.
    """
    held = select(CollaborationAgreement).where(CollaborationAgreement.id == agreement_id)
    loaded = lock_row(held.options(selectinload(CollaborationAgreement.centres)))
    agreement = session.scalars(loaded.execution_options(populate_existing=True)).one()
    found = growth_on(session, agreement, day)
    if found is None or not found.passed:
        return
    first, _ = agreement_year(agreement.valid_from, day)
    opened = select(FrameDiscussion.id).where(
        FrameDiscussion.agreement_id == agreement.id, FrameDiscussion.year_from == first
    )
    if session.scalars(opened).one_or_none() is None:
        _open(session, agreement, framework, FrameDiscussion(year_from=first, inquiries=found.inquiries), actor)


def _open(
    session: Session,
    agreement: CollaborationAgreement,
    framework: Agreement,
    discussion: FrameDiscussion,
    actor: Actor | None,
) -> None:
    ids = {agreement.municipality_id, *(one.centre_id for one in agreement.centres)}
    parties = by_ids(session, ids)
    municipality = parties.pop(agreement.municipality_id)
    title = f"Drøftelse af rammen for {municipality.name} hos kommunikationscentret"
    case = new_case(session, title, framework, sealed=False)
    step = begin(session, case, now(), actor)
    session.add(case)
    session.flush()
    assert agreement.base_inquiries is not None
    discussion.case_id, discussion.agreement = case.id, agreement
    discussion.base_inquiries = agreement.base_inquiries
    session.add(discussion)
    step.subject = discussion
    step.involve(Party.ACTING_MUNICIPALITY, [municipality])
    step.involve(Party.CENTRE, parties.values())
    step.note(EventKind.CASE_OPENED, case.title, source=framework.id.value)
    save(step, restart(step, "referral", "referral_frame", {}))


def agreement_with_parties(session: Session, agreement_id: UUID) -> CollaborationAgreement | None:
    """A collaboration agreement with its municipality, its centres and its competences."""
    found = select(CollaborationAgreement).where(CollaborationAgreement.id == agreement_id)
    return session.scalars(
        found.options(
            joinedload(CollaborationAgreement.municipality),
            selectinload(CollaborationAgreement.centres).joinedload(CollaborationCentre.centre),
            selectinload(CollaborationAgreement.competences),
        )
    ).one_or_none()
