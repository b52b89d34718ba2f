"""Opening a closing: a few questions, and an answer to each that can't stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import Field
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from db.models.case import Case
from db.models.closing import Closing
from db.models.offer import Offer, OfferSale
from db.models.organisation import Organisation
from db.session import lock_row, reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.errors import InputError, NotAllowed, Refused
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.rules.agreement_types import Agreement
from workflows.rules.agreements import in_force
from workflows.rules.dates_text import date_in_words
from workflows.services.papers.journals import HOW_KLE, is_kle
from workflows.services.register.offers import of_the_actor
from workflows.services.running.numbers import next_case_number
from workflows.services.running.stepping import begin, save, start
from workflows.vocabulary import CaseStatus, EventKind, OfferCategory, OfferStructure, OrganisationKind, Party

HEARING_DAYS = 28
"""The deadline that is suggested for a hearing; no agreement sets one."""
WHICH_AUTHORITY = "Skriv, hvilken myndighed der har lukket tilbuddet."
NOT_REPORTED = (
    "Det fremgår ikke tydeligt af indberetningen, at tilbuddet er selvstændigt. "
    "Det regnes derfor som en del af en økonomisk enhed."
)


class Opening(Answers):
    """The questions when a closing is opened."""

    offer_id: UUID
    moving_or_merging: bool
    closed_by_authority: bool = False
    authority: str = ""
    consequences_for_others: bool
    expected_decision_on: Day
    hearing_deadline: Day | None = None
    category: OfferCategory | None = None
    reasons: Annotated[str, Field(min_length=1)]
    kle: str = ""


@dataclass(frozen=True)
class OfferChoice:
    """An offer that the actor may close."""

    id: UUID
    name: str
    operator: str
    structure: OfferStructure
    category: OfferCategory | None


def offers_to_close(actor: Actor) -> list[OfferChoice]:
    """The offers of the actor's organisation; for a secretariat those of its region. By operator and name."""
    with reading() as session:
        found = select(Offer).where(of_the_actor(actor)).options(joinedload(Offer.operator))
        offers = sorted(session.scalars(found), key=lambda offer: (offer.operator.name, offer.name))
        return [
            OfferChoice(offer.id, offer.name, offer.operator.name, offer.structure, offer.category) for offer in offers
        ]


def open_closing(answers: Mapping[str, Any], actor: Actor) -> UUID:
    """Open a closing and run it until it waits; gives the case's id.

    Raises InputError for answers that can't stand, Refused for what is no closing, has no agreement or is being
    closed already, NotAllowed when the actor may not open a case.
    """
    if not allows(Permission.CLOSING_OPEN, actor=actor):
        raise NotAllowed("Din rolle giver ikke adgang til at oprette en lukkesag.")
    with transaction() as session:
        given, offer, agreement = _checked(session, answers, actor)
        case = _case(session, offer, agreement, given)
        step = begin(session, case, now(), actor)
        step.subject, step.offer = _closing(case, offer, given), offer
        session.add(case)
        session.flush()
        session.add(step.subject)
        step.involve(Party.OPERATOR, [offer.operator])
        step.involve(Party.BUYER, _buyers(session, offer))
        step.note(EventKind.CASE_OPENED, case.title, source=agreement.id.value)
        if step.subject.structure_reason:
            step.note(EventKind.STEP, step.subject.structure_reason, source=agreement.id.value)
        deadline = step.subject.hearing_deadline.isoformat()
        process = start(step, "closing", {"hearing_deadline": deadline})
        save(step, process)
        return case.id


def _checked(session: Session, answers: Mapping[str, Any], actor: Actor) -> tuple[Opening, Offer, Agreement]:
    """The answers with the offer and the agreement that they name. Raises InputError with all that is wrong."""
    at_once = AtOnce()
    given = at_once.read(Opening, answers)
    offer: Offer | None = None
    agreement: Agreement | None = None
    with at_once:
        offer = _offer(session, given.offer_id, actor)
    with at_once:
        if offer is not None:
            agreement = agreement_on(offer.operator, given.expected_decision_on)
    _check(given, agreement, at_once)
    at_once.tell()
    assert offer is not None
    assert agreement is not None
    return given, offer, agreement


def _offer(session: Session, offer_id: UUID, actor: Actor) -> Offer:
    """The offer, held until the transaction ends: a form that is sent twice opens one case."""
    offer: Offer | None = session.scalars(lock_row(that_may_close(offer_id, actor), of=Offer)).one_or_none()
    if offer is None:
        raise InputError([("offer_id", "Vælg et af jeres egne tilbud.")])
    running = select(Case.number).join(Closing, Closing.case_id == Case.id)
    number = session.scalars(running.where(Closing.offer_id == offer_id, Case.status == CaseStatus.RUNNING)).first()
    if number is not None:
        raise Refused(f"{offer.name} er ved at blive lukket i sag {number}. Fortsæt i den sag.", field="offer_id")
    return offer


def that_may_close(offer_id: UUID, actor: Actor) -> Select[Offer]:
    """The offer with its operator, where it is one that the actor may open a closing of."""
    found = select(Offer).where(Offer.id == offer_id, of_the_actor(actor))
    return found.options(joinedload(Offer.operator))


def agreement_on(operator: Organisation, day: date) -> Agreement:
    """The agreement of the operator's region on a day. Raises InputError on `expected_decision_on` for none."""
    region = operator.code if operator.kind is OrganisationKind.REGION else operator.region_code
    found = in_force(region or "", day)
    if found is None:
        raise InputError(
            [
                (
                    "expected_decision_on",
                    f"Rammesag kender ingen rammeaftale for {operator.name}s region, der gælder den "
                    f"{date_in_words(day)}. Rammeaftalen i beslutningsåret bestemmer reglerne.",
                )
            ]
        )
    return found


def _check(given: Opening, agreement: Agreement | None, at_once: AtOnce) -> None:
    if agreement is not None:
        with at_once:
            _check_by_agreement(given, agreement, at_once)
    at_once.refuse("authority", WHICH_AUTHORITY, when=lambda: given.closed_by_authority and not given.authority)
    at_once.refuse("kle", HOW_KLE, when=lambda: given.kle and not is_kle(given.kle))
    at_once.refuse(
        "hearing_deadline",
        "Høringsfristen skal ligge efter i dag.",
        when=lambda: given.hearing_deadline is not None and given.hearing_deadline <= today(),
    )


def _check_by_agreement(given: Opening, agreement: Agreement, at_once: AtOnce) -> None:
    at_once.refuse(
        "category",
        f"{agreement.title} har forskellige regler efter tilbuddets kategori. Vælg den.",
        when=lambda: None not in agreement.flows and given.category is None,
    )
    if given.moving_or_merging:
        point = agreement.moving_or_merging
        raise Refused(point.why, rule=point.source, field="moving_or_merging")


def _case(session: Session, offer: Offer, agreement: Agreement, given: Opening) -> Case:
    moment = now()
    return Case(
        id=uuid4(),
        number=next_case_number(session, today().year),
        process="closing",
        agreement_id=agreement.id.value,
        title=f"Lukning af {offer.name}",
        kle=given.kle,
        status=CaseStatus.RUNNING,
        opened_at=moment,
        revision=0,
        diagram_hash="",
        process_state="",
        standing="",
        documents_issued=0,
        entries_made=0,
    )


def _closing(case: Case, offer: Offer, given: Opening) -> Closing:
    unclear = offer.structure is OfferStructure.STANDALONE and not offer.clearly_reported
    return Closing(
        case_id=case.id,
        offer_id=offer.id,
        structure=OfferStructure.PART_OF_UNIT if unclear else offer.structure,
        structure_reason=NOT_REPORTED if unclear else "",
        category=given.category or offer.category,
        closed_by_authority=given.closed_by_authority,
        authority=given.authority,
        reasons=given.reasons,
        consequences_for_others=given.consequences_for_others,
        expected_decision_on=given.expected_decision_on,
        hearing_deadline=given.hearing_deadline or today() + timedelta(days=HEARING_DAYS),
    )


def _buyers(session: Session, offer: Offer) -> list[Organisation]:
    bought = select(OfferSale.buyer_id).where(OfferSale.offer_id == offer.id)
    return list(
        session.scalars(select(Organisation).where(Organisation.id.in_(bought), Organisation.id != offer.operator_id))
    )
