"""Collaboration agreements between one municipality and one or more centres: entered, seen by the parties, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.models.collaboration import (
    CollaborationAgreement,
    CollaborationCentre,
    DelegatedCompetence,
    FrameDiscussion,
)
from db.models.organisation import Organisation
from db.session import lock_row, reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.errors import InputError, NotAllowed, NotFound, Refused
from workflows.processes.lookups import by_ids
from workflows.processes.reading import Answers, AtOnce, Day, NotNegative
from workflows.processes.referral.agreements import frame_left
from workflows.rules.dates_text import date_in_words
from workflows.rules.referral.collaboration import REPLACES, Delegated, Growth, check_competences
from workflows.services.referral.frames import agreement_with_parties, growth_on
from workflows.services.register.administering import administering
from workflows.vocabulary import Competence, Law, OrganisationKind, TargetGroup


class CompetenceGiven(Answers):
    """What the centres may do for one target group by one law."""

    competence: Competence
    target_group: TargetGroup
    law: Law
    legal_ground: str = ""


class AgreementGiven(Answers):
    """What an agreement says."""

    municipality_id: UUID
    centre_ids: Annotated[list[UUID], Field(min_length=1)]
    valid_from: Day
    valid_to: Day | None = None
    frame_amount: NotNegative | None = None
    growth_percent: NotNegative | None = None
    base_inquiries: Annotated[int, Field(ge=1)] | None = None
    keeps_deadline: bool
    note: str = ""
    competences: list[CompetenceGiven] = []


@dataclass(frozen=True)
class AgreementShown:
    """An agreement with its parties, how far inquiries have risen, and what is left of the year's frame."""

    agreement: CollaborationAgreement
    growth: Growth | None
    frame_left: Decimal | None
    discussions: list[FrameDiscussion]
    may_change: bool


def list_agreements(actor: Actor) -> list[CollaborationAgreement]:
    """The agreements that the actor's organisation is a party to, the newest first; a secretariat sees all."""
    found = select(CollaborationAgreement).options(
        joinedload(CollaborationAgreement.municipality),
        selectinload(CollaborationAgreement.centres).joinedload(CollaborationCentre.centre),
        selectinload(CollaborationAgreement.competences),
    )
    if actor.organisation_kind is not OrganisationKind.SECRETARIAT:
        at_centre = select(CollaborationCentre.agreement_id).where(
            CollaborationCentre.centre_id == actor.organisation_id
        )
        found = found.where(
            or_(
                CollaborationAgreement.municipality_id == actor.organisation_id,
                CollaborationAgreement.id.in_(at_centre),
            )
        )
    with reading() as session:
        newest = found.order_by(CollaborationAgreement.valid_from.desc(), CollaborationAgreement.id)
        return list(session.scalars(newest))


def show_agreement(agreement_id: UUID, actor: Actor) -> AgreementShown:
    """An agreement of the actor's organisation. Raises NotFound for others'."""
    with reading() as session:
        agreement = _seen(session, agreement_id, actor)
        discussions = select(FrameDiscussion).where(FrameDiscussion.agreement_id == agreement.id)
        return AgreementShown(
            agreement=agreement,
            growth=growth_on(session, agreement, max(agreement.valid_from, today())),
            frame_left=frame_left(session, agreement, max(agreement.valid_from, today())),
            discussions=list(session.scalars(discussions.order_by(FrameDiscussion.year_from.desc()))),
            may_change=_may_change(agreement, actor),
        )


def keep_agreement(answers: Mapping[str, Any], actor: Actor) -> UUID:
    """Enter an agreement; gives its id. What is agreed anew is a new agreement after the old one has ended.

    Raises NotAllowed, InputError for what can't stand, and Refused for decisions by serviceloven delegated without a
    ground (hovedstaden-2019-2020, 8.9), or when a centre has an agreement with the municipality at the time.
    """
    at_once = AtOnce()
    given = at_once.read(AgreementGiven, answers)
    with at_once:
        _require(given.municipality_id, actor)
    _check(given, at_once)
    with administering(actor) as session:
        _check_parties(session, given, at_once)
        with at_once:
            _refuse_overlap(session, given)
        at_once.tell()
        agreement = CollaborationAgreement(
            **given.model_dump(exclude={"centre_ids", "competences"}),
            centres=[CollaborationCentre(centre_id=one) for one in dict.fromkeys(given.centre_ids)],
            competences=[
                DelegatedCompetence(position=position, **one.model_dump())
                for position, one in enumerate(given.competences)
            ],
        )
        session.add(agreement)
        session.flush()
        return agreement.id


def end_agreement(agreement_id: UUID, *, valid_to: date, actor: Actor) -> None:
    """End an agreement on a day, which is its last.

    Raises NotFound, NotAllowed, and Refused for a day before it began or after it ends.
    """
    with administering(actor) as session:
        _seen(session, agreement_id, actor)
        held = lock_row(select(CollaborationAgreement).where(CollaborationAgreement.id == agreement_id))
        agreement: CollaborationAgreement = session.scalars(held).one()
        _require(agreement.municipality_id, actor)
        if valid_to < agreement.valid_from:
            raise Refused("Aftalen kan ikke slutte, før den begynder.", field="valid_to")
        if agreement.valid_to is not None and agreement.valid_to < valid_to:
            raise Refused(f"Aftalen slutter allerede den {date_in_words(agreement.valid_to)}.", field="valid_to")
        agreement.valid_to = valid_to


def _seen(session: Session, agreement_id: UUID, actor: Actor) -> CollaborationAgreement:
    agreement = agreement_with_parties(session, agreement_id)
    parties = {agreement.municipality_id, *(one.centre_id for one in agreement.centres)} if agreement else set()
    secretariat = actor.organisation_kind is OrganisationKind.SECRETARIAT
    if agreement is None or not (secretariat or actor.organisation_id in parties):
        raise NotFound("Samarbejdsaftalen findes ikke, eller I er ikke part i den.")
    return agreement


def _may_change(agreement: CollaborationAgreement, actor: Actor) -> bool:
    own = agreement.municipality_id == actor.organisation_id
    secretariat = actor.organisation_kind is OrganisationKind.SECRETARIAT
    return (own or secretariat) and allows(Permission.COLLABORATION_KEEP, actor=actor)


def _require(municipality_id: UUID, actor: Actor) -> None:
    own = actor.organisation_id == municipality_id
    secretariat = actor.organisation_kind is OrganisationKind.SECRETARIAT
    if not allows(Permission.COLLABORATION_KEEP, actor=actor) or not (own or secretariat):
        raise NotAllowed("Din rolle giver ikke adgang til at vedligeholde kommunens samarbejdsaftaler.")


def _check(given: AgreementGiven, at_once: AtOnce) -> None:
    at_once.refuse(
        "valid_to",
        "Aftalen slutter, før den begynder.",
        when=lambda: given.valid_to is not None and given.valid_to < given.valid_from,
    )
    with at_once:
        if (given.growth_percent is None) != (given.base_inquiries is None):
            missing = "growth_percent" if given.growth_percent is None else "base_inquiries"
            both = "Skriv både procenten og det antal henvendelser, som rammen er sat efter."
            raise InputError([(missing, both)])
    with at_once:
        keys = [(one.competence, one.target_group, one.law) for one in given.competences]
        if len(set(keys)) < len(keys):
            raise InputError([("competences", "Den samme beføjelse står to gange.")])
    with at_once:
        check_competences(
            Delegated(one.competence, one.target_group, one.law, one.legal_ground) for one in given.competences
        )


def _check_parties(session: Session, given: AgreementGiven, at_once: AtOnce) -> None:
    with at_once:
        municipality = by_ids(session, {given.municipality_id}).get(given.municipality_id)
        if not _is(municipality, OrganisationKind.MUNICIPALITY):
            raise InputError([("municipality_id", "Vælg en kommune.")])
    with at_once:
        centres = by_ids(session, set(given.centre_ids))
        if not all(_is(centres.get(one), OrganisationKind.CENTRE) for one in given.centre_ids):
            raise InputError([("centre_ids", "Vælg kommunikationscentre.")])


def _is(organisation: Organisation | None, kind: OrganisationKind) -> bool:
    return organisation is not None and organisation.kind is kind


def _refuse_overlap(session: Session, given: AgreementGiven) -> None:
    """One agreement at a time between a municipality and a centre; two that enter one at once wait for each other."""
    session.execute(lock_row(select(Organisation.id).where(Organisation.id == given.municipality_id)))
    until = or_(CollaborationAgreement.valid_to.is_(None), CollaborationAgreement.valid_to >= given.valid_from)
    other = (
        select(Organisation.name)
        .join(CollaborationCentre, CollaborationCentre.centre_id == Organisation.id)
        .join(CollaborationAgreement, CollaborationAgreement.id == CollaborationCentre.agreement_id)
        .where(
            CollaborationAgreement.municipality_id == given.municipality_id,
            CollaborationCentre.centre_id.in_(given.centre_ids),
            until,
        )
    )
    if given.valid_to is not None:
        other = other.where(CollaborationAgreement.valid_from <= given.valid_to)
    name = session.scalars(other.order_by(Organisation.name)).first()
    if name is not None:
        message = f"Kommunen har allerede en samarbejdsaftale med {name} i perioden. Afslut den først."
        raise Refused(message, rule=REPLACES, field="valid_from")
