"""Opening a referral: by a centre or a municipality, or by a citizen through the public form."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.organisation import Organisation
from db.models.referral import Referral, ReferralPause
from db.models.sealed import Citizen as CitizenRow
from db.session import lock_row, reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.errors import InputError, NotAllowed, Refused
from workflows.processes.lookups import by_ids, existing
from workflows.processes.reading import AtOnce, Day
from workflows.processes.referral.agreements import agreement_between
from workflows.processes.referral.answers import PersonalAnswers
from workflows.processes.referral.facts import TEXTS, keep_texts
from workflows.processes.sealing import Citizen, about, keep_citizen
from workflows.processes.step import Step
from workflows.rules.cpr import NotACpr, checked_cpr
from workflows.rules.referral.regimes import agreement_for
from workflows.services.papers.journals import HOW_KLE, is_kle
from workflows.services.referral.cases import new_case
from workflows.services.referral.frames import discuss_if_risen
from workflows.services.register.listing import alphabetical
from workflows.services.running.stepping import begin, save, start
from workflows.vocabulary import CaseStatus, EventKind, InquirySource, OrganisationKind, Party, TargetGroup

Text = Annotated[str, Field(min_length=1)]
Parties = tuple[Organisation, Organisation, Organisation]
"""Centre, acting municipality and paying municipality."""


class Inquiry(PersonalAnswers):
    """What an inquiry says, whoever makes it."""

    centre_id: UUID
    municipality_id: UUID
    paying_municipality_id: UUID | None = None
    inquired_on: Day
    target_group: TargetGroup
    text: Text
    name: Text
    cpr: Text
    address: str = ""
    phone: str = ""
    email: str = ""
    kle: str = ""


@dataclass(frozen=True)
class Choice:
    """An organisation to choose in a form."""

    id: UUID
    name: str


@dataclass(frozen=True)
class OpeningChoices:
    """The organisations that a referral can be opened between; the actor's own is the only one of its kind."""

    centres: list[Choice] = field(default_factory=list)
    municipalities: list[Choice] = field(default_factory=list)
    payers: list[Choice] = field(default_factory=list)
    """All municipalities."""


def opening_choices(actor: Actor) -> OpeningChoices:
    """The centres and municipalities of today, by name; of the actor's own kind only its own."""
    with reading() as session:
        centres = choices(session, OrganisationKind.CENTRE, today())
        municipalities = choices(session, OrganisationKind.MUNICIPALITY, today())
    own = [Choice(actor.organisation_id, actor.organisation_name)]
    return OpeningChoices(
        own if actor.organisation_kind is OrganisationKind.CENTRE else centres,
        own if actor.organisation_kind is OrganisationKind.MUNICIPALITY else municipalities,
        municipalities,
    )


def choices(
    session: Session, kind: OrganisationKind, day: date, regions: Collection[str] | None = None
) -> list[Choice]:
    """The organisations of a kind that exist on a day, by name; in some regions only, where these are given."""
    found = select(Organisation.id, Organisation.name).where(Organisation.kind == kind, existing(day))
    if regions is not None:
        found = found.where(Organisation.region_code.in_(regions))
    return [Choice(row.id, row.name) for row in session.execute(found.order_by(alphabetical(Organisation.name)))]


def open_referral(answers: Mapping[str, Any], actor: Actor) -> UUID:
    """Open a referral and run it until it waits for the centre's evaluation; gives the case's id.

    Raises InputError for answers that can't stand, NotAllowed when the actor may not open a case, and Refused where
    the agreement has no referrals, or the citizen has one on its way between the same two.
    """
    if not allows(Permission.REFERRAL_OPEN, actor=actor):
        raise NotAllowed("Din rolle giver ikke adgang til at oprette en henvisning.")
    by_centre = actor.organisation_kind is OrganisationKind.CENTRE
    source = InquirySource.CENTRE if by_centre else InquirySource.MUNICIPALITY
    with transaction() as session:
        at_once = AtOnce()
        given = at_once.read(Inquiry, answers)
        at_once.refuse(
            "centre_id" if by_centre else "municipality_id",
            "Vælg jeres egen organisation.",
            when=lambda: actor.organisation_id != (given.centre_id if by_centre else given.municipality_id),
        )
        with at_once:
            _refuse_twice(session, given, checked_citizen(given).cpr)
        check_inquiry(session, given, at_once)
        at_once.tell()
        return open_case(session, given, checked_citizen(given), source=source, actor=actor).id


def checked_citizen(given: Inquiry) -> Citizen:
    """The citizen of an inquiry. Raises InputError on `cpr` for what is no number."""
    try:
        cpr = checked_cpr(given.cpr, today=today())
    except NotACpr as wrong:
        raise InputError([("cpr", wrong.message)]) from None
    return Citizen(given.name, cpr, given.address, given.phone, given.email)


def _refuse_twice(session: Session, given: Inquiry, cpr: str) -> None:
    # Both sides may open at the same moment: the second finds the case of the first.
    session.execute(lock_row(select(Organisation.id).where(Organisation.id == given.municipality_id)))
    running = (
        select(Case.number)
        .join(Referral, Referral.case_id == Case.id)
        .where(
            Case.id.in_(about(cpr)),
            Case.status == CaseStatus.RUNNING,
            Referral.centre_id == given.centre_id,
            Referral.municipality_id == given.municipality_id,
        )
    )
    number = session.scalars(running.order_by(Case.number)).first()
    if number is not None:
        raise Refused(f"Borgeren har allerede en henvisning mellem jer, sag {number}. Fortsæt i den sag.", field="cpr")


def open_case(
    session: Session,
    given: Inquiry,
    citizen: Citizen,
    *,
    source: InquirySource,
    actor: Actor | None,
    reference: str | None = None,
) -> Case:
    """Make the case with its parties, its sealed texts and its citizen, and start the process.

    The answers are those that `check_inquiry` found nothing wrong with. Raises Refused as `open_referral` does.
    """
    parties = _parties(session, given)
    centre, municipality, _ = parties
    agreement = agreement_for(municipality.region_code or "", municipality.name, given.inquired_on)
    collaboration = agreement_between(session, municipality.id, centre.id, given.inquired_on)
    case = new_case(session, f"Henvisning til {centre.name}", agreement, kle=given.kle, sealed=True)
    step = begin(session, case, now(), actor)
    session.add(case)
    session.flush()
    _involve(step, parties)
    step.subject = _referral(case, given, parties, source, reference)
    step.subject.collaboration_id = collaboration.id if collaboration else None
    _seal(step, given, citizen)
    session.add(step.subject)
    step.note(
        EventKind.CASE_OPENED, f"{case.title}. Henvendelse fra: {source.label.lower()}", source=agreement.id.value
    )
    save(step, start(step, "referral", {}))
    if collaboration is not None:
        session.flush()
        discuss_if_risen(session, collaboration.id, agreement, given.inquired_on, actor)
    return case


def _involve(step: Step, parties: Parties) -> None:
    centre, municipality, payer = parties
    step.involve(Party.CENTRE, [centre])
    step.involve(Party.ACTING_MUNICIPALITY, [municipality])
    if payer.id != municipality.id:
        step.involve(Party.PAYING_MUNICIPALITY, [payer])


def _referral(case: Case, given: Inquiry, parties: Parties, source: InquirySource, reference: str | None) -> Referral:
    centre, municipality, payer = parties
    return Referral(
        case_id=case.id,
        centre_id=centre.id,
        municipality_id=municipality.id,
        payer_id=payer.id,
        source=source,
        reference=reference,
        inquired_on=given.inquired_on,
        clock_counts=True,
    )


def _seal(step: Step, given: Inquiry, citizen: Citizen) -> None:
    step.known[ReferralPause], step.known[CitizenRow], step.known[TEXTS] = [], None, {}
    keep_citizen(step, citizen)
    keep_texts(step, "inquiry", {"target_group": given.target_group.value, "text": given.text})


def _parties(session: Session, given: Inquiry) -> Parties:
    """Centre, acting and paying municipality. Raises InputError for any that is not of its kind."""
    payer_id = given.paying_municipality_id or given.municipality_id
    found = by_ids(session, {given.centre_id, given.municipality_id, payer_id})
    wanted = (
        ("centre_id", given.centre_id, OrganisationKind.CENTRE, "Vælg et kommunikationscenter."),
        ("municipality_id", given.municipality_id, OrganisationKind.MUNICIPALITY, "Vælg borgerens handlekommune."),
        ("paying_municipality_id", payer_id, OrganisationKind.MUNICIPALITY, "Vælg den kommune, der betaler."),
    )
    faults = [
        (name, message)
        for name, one, kind, message in wanted
        if one not in found or found[one].kind is not kind or not found[one].exists_on(today())
    ]
    if faults:
        raise InputError(faults)
    return found[given.centre_id], found[given.municipality_id], found[payer_id]


def check_inquiry(session: Session, given: Inquiry, at_once: AtOnce) -> None:
    """Refuse parties that are not of their kind, an inquiry in the future, and what is no KLE number."""
    with at_once:
        _parties(session, given)
    at_once.refuse("inquired_on", "Datoen ligger i fremtiden.", when=lambda: given.inquired_on > today())
    at_once.refuse("kle", HOW_KLE, when=lambda: given.kle and not is_kle(given.kle))
