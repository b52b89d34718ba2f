"""Opening an emergency brake: which offers can be nominated, and why others can't."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import Field
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from db.models.case import Case
from db.models.emergency_brake import EmergencyBrake
from db.models.offer import Offer, OfferSale
from db.models.organisation import Organisation
from db.models.specialised_list import SpecialisedOffer
from db.session import lock_row, reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.documents.measures import MeasureEffect
from workflows.errors import InputError, NotAllowed, Refused
from workflows.processes.emergency_brake.measures_shown import shown_effect
from workflows.processes.emergency_brake.measuring import FinanceGiven, MeasureGiven, check_measures, worked_out
from workflows.processes.reading import Answers, AtOnce, read_answers
from workflows.processes.step import Step
from workflows.rules.agreement_types import Agreement
from workflows.rules.agreements import latest_known, run_out
from workflows.rules.emergency_brake.economy import read_years
from workflows.rules.emergency_brake.regimes import Regime, regime
from workflows.services.casework.sight import require_in_case
from workflows.services.papers.journals import HOW_KLE, is_kle
from workflows.services.register.offers import of_the_actor
from workflows.services.running.numbers import next_case_number
from workflows.services.running.stepping import begin, save, start
from workflows.vocabulary import CaseStatus, EventKind, OrganisationKind, Party, SpecialisedArea


class Opening(Answers):
    """The questions when an emergency brake is opened; the nomination itself is the operator's first task."""

    offer_id: UUID
    concern: Annotated[str, Field(min_length=1)]
    kle: str = ""


@dataclass(frozen=True)
class BrakeChoice:
    """An offer of the operator; `reason` says why it can't be nominated, empty where it can."""

    id: UUID
    name: str
    operator: str
    listed: bool
    area: SpecialisedArea | None
    reason: str
    source: str


def offers_to_nominate(actor: Actor) -> list[BrakeChoice]:
    """The offers of the actor's organisation, for the secretariat those of its region: the listed first, then by name.

    One that is not listed is shown with the reason.
    """
    with reading() as session:
        offers = list(session.scalars(select(Offer).where(of_the_actor(actor)).options(joinedload(Offer.operator))))
        listed = _listed_today(session, [offer.id for offer in offers])
        running = _running(session, [offer.id for offer in offers])
    choices = [_choice(offer, listed.get(offer.id), running.get(offer.id)) for offer in offers]
    return sorted(choices, key=lambda one: (bool(one.reason), one.name))


def _choice(offer: Offer, entry: SpecialisedOffer | None, running: str | None) -> BrakeChoice:
    reason, source = "", ""
    try:
        known, found = regime_for(offer.operator)
        source = found.list.source
        check_listed(offer, entry, known, found)
        if running:
            reason = f"{offer.name} er indstillet i sag {running}."
    except Refused as refused:
        reason, source = refused.message, refused.rule or source
    return BrakeChoice(
        id=offer.id,
        name=offer.name,
        operator=offer.operator.name,
        listed=entry is not None,
        area=entry.area if entry else None,
        reason=reason,
        source=source,
    )


def model_followed(actor: Actor) -> str | None:
    """The agreement whose model the actor's organisation follows, with offers or without; none where it has none."""
    with reading() as session:
        own = session.scalars(select(Organisation).where(Organisation.id == actor.organisation_id)).one()
    try:
        known, _ = regime_for(own)
    except Refused:
        return None
    return known.id.value


def regime_for(operator: Organisation) -> tuple[Agreement, Regime]:
    """The latest known agreement of an operator's region, and its model.

    Raises Refused where none is known, and with the reason where it has no such model.
    """
    code = operator.code if operator.kind is OrganisationKind.REGION else operator.region_code
    known = latest_known(code or "", today())
    if known is None:
        raise Refused(f"Rammesag kender ingen rammeaftale for {operator.name}s region.", field="offer_id")
    return known, regime(known.id.value)


def check_listed(offer: Offer, entry: SpecialisedOffer | None, known: Agreement, found: Regime) -> None:
    """Raise Refused with the reason for an offer that is not on its agreement's list."""
    if entry is None or entry.agreement_id != known.id.value:
        message = f"{offer.name} står ikke på listen over de mest specialiserede tilbud. {found.list.why}"
        raise Refused(message, rule=found.list.source, field="offer_id")


def _listed_today(session: Session, offer_ids: list[UUID]) -> dict[UUID, SpecialisedOffer]:
    day = today()
    until = or_(SpecialisedOffer.valid_to.is_(None), SpecialisedOffer.valid_to >= day)
    found = select(SpecialisedOffer).where(
        SpecialisedOffer.offer_id.in_(offer_ids), SpecialisedOffer.valid_from <= day, until
    )
    return {row.offer_id: row for row in session.scalars(found) if row.offer_id}


def _running(session: Session, offer_ids: list[UUID]) -> dict[UUID, str]:
    found = select(EmergencyBrake.offer_id, Case.number).join(Case, Case.id == EmergencyBrake.case_id)
    rows = found.where(EmergencyBrake.offer_id.in_(offer_ids), Case.status == CaseStatus.RUNNING)
    return {row.offer_id: row.number for row in session.execute(rows)}


def open_emergency_brake(answers: Mapping[str, Any], actor: Actor) -> UUID:
    """Open an emergency brake and run it until it waits; gives the case's id.

    Raises NotAllowed when the actor may not open a case, InputError for answers that can't stand, and Refused with the
    reason for an offer that is not on the list, is nominated already, or whose agreement has no such model.
    """
    if not allows(Permission.BRAKE_OPEN, actor=actor):
        raise NotAllowed("Din rolle giver ikke adgang til at oprette en nødbremsesag.")
    with transaction() as session:
        at_once = AtOnce()
        given = at_once.read(Opening, answers)
        at_once.refuse("kle", HOW_KLE, when=lambda: given.kle and not is_kle(given.kle))
        with at_once:
            offer = _offer(session, given.offer_id, actor)
            known, found = regime_for(offer.operator)
            entry = _listed_today(session, [offer.id]).get(offer.id)
            check_listed(offer, entry, known, found)
        at_once.tell()
        assert entry is not None
        case = _case(session, offer, known, given.kle)
        session.add(case)
        session.flush()
        step = begin(session, case, now(), actor)
        step.subject, step.offer = _brake(case, offer, entry, given.concern), offer
        session.add(step.subject)
        _involve(step, known)
        _note_opening(step, known, found)
        save(step, start(step, "emergency_brake", {}))
        return case.id


def _offer(session: Session, offer_id: UUID, actor: Actor) -> Offer:
    """The offer, held until the transaction ends: a form that is sent twice opens one case."""
    found = select(Offer).where(Offer.id == offer_id, of_the_actor(actor)).options(joinedload(Offer.operator))
    offer: Offer | None = session.scalars(lock_row(found, of=Offer)).one_or_none()
    if offer is None:
        raise InputError([("offer_id", "Vælg et af jeres egne tilbud.")])
    if number := _running(session, [offer_id]).get(offer_id):
        raise Refused(f"{offer.name} er indstillet i sag {number}. Fortsæt i den sag.", field="offer_id")
    return offer


def _case(session: Session, offer: Offer, known: Agreement, kle: str) -> Case:
    return Case(
        id=uuid4(),
        number=next_case_number(session, today().year),
        process="emergency_brake",
        agreement_id=known.id.value,
        title=regime(known.id.value).names.case_title.format(offer=offer.name),
        kle=kle,
        status=CaseStatus.RUNNING,
        opened_at=now(),
        revision=0,
        diagram_hash="",
        process_state="",
        standing="",
        documents_issued=0,
        entries_made=0,
    )


def _brake(case: Case, offer: Offer, entry: SpecialisedOffer, concern: str) -> EmergencyBrake:
    told = ("course", "nomination", "assessment", "report", "hearing", "region_view", "decision", "knowledge")
    lists = ("years", "focus_areas", "measures", "missing")
    return EmergencyBrake(
        case_id=case.id,
        offer_id=offer.id,
        listed_id=entry.id,
        concern=concern,
        round=1,
        **{name: {} for name in told},
        **{name: [] for name in lists},
    )


def _involve(step: Step, known: Agreement) -> None:
    offer = step.offer
    assert offer is not None
    step.involve(Party.OPERATOR, [offer.operator])
    bought = select(OfferSale.buyer_id).where(OfferSale.offer_id == offer.id)
    others = select(Organisation).where(
        or_(Organisation.id.in_(bought), Organisation.code == known.secretariat.code),
        Organisation.id != offer.operator_id,
    )
    rows = list(step.session.scalars(others))
    step.involve(Party.SECRETARIAT, [row for row in rows if row.code == known.secretariat.code])
    step.involve(Party.BUYER, [row for row in rows if row.code != known.secretariat.code])


def _note_opening(step: Step, known: Agreement, found: Regime) -> None:
    step.note(EventKind.CASE_OPENED, step.case.title, source=known.id.value)
    if expired := run_out(known, step.today):
        step.note(EventKind.STEP, expired, source=known.id.value)
    step.note(EventKind.STEP, found.list.why, source=found.list.source)


def read_economy(text: str) -> list[dict[str, str]]:
    """The years of a pasted table, as answers; nothing is kept. Raises InputError on `economy_text`."""
    return read_years(text)


def preview_effect(
    case_id: UUID, actor: Actor, *, finance: Mapping[str, Any], measures: list[Mapping[str, Any]]
) -> tuple[list[MeasureEffect | None], MeasureEffect | None]:
    """What measures cost each municipality, and what several cost together; nothing is kept.

    Raises InputError on `finance…` and `measures[i]…`, NotFound and NotAllowed for others' cases.
    """
    with reading() as session:
        case = session.scalars(select(Case).where(Case.id == case_id)).one()
        step = begin(session, case, now(), actor)
        require_in_case(step, Permission.BRAKE_MAP)
        given = [_measure(number, one) for number, one in enumerate(measures)]
        at_once = AtOnce()
        check_measures(step, given, at_once)
        at_once.tell()
        each, together = worked_out(step, _finance(finance), given)
    shown = [shown_effect(one.request, one.effect) if one else None for one in each]
    return shown, shown_effect(together.request, together.effect) if together else None


def _finance(finance: Mapping[str, Any]) -> FinanceGiven:
    try:
        return read_answers(FinanceGiven, finance)
    except InputError as invalid:
        raise InputError([(f"finance.{path}", message) for path, message in invalid.errors]) from None


def _measure(number: int, one: Mapping[str, Any]) -> MeasureGiven:
    try:
        return read_answers(MeasureGiven, one)
    except InputError as invalid:
        raise InputError([(f"measures[{number}].{path}", message) for path, message in invalid.errors]) from None
