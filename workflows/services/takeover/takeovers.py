"""Opening a takeover: what can be chosen, what is checked while it is answered, and the case."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from db.models.case import Case
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.takeover import Takeover, TakeoverOffer
from db.session import lock_row, reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.errors import InputError, NotAllowed
from workflows.processes.lookups import municipalities_of
from workflows.processes.reading import AtOnce, read_answers
from workflows.processes.step import Step
from workflows.processes.takeover.facts import OFFERS
from workflows.rules.takeover.registration import (
    Check,
    Verdict,
    next_window,
)
from workflows.rules.takeover.terms import Term, Window, term_of
from workflows.services.papers.journals import HOW_KLE, is_kle
from workflows.services.running.numbers import next_case_number
from workflows.services.running.stepping import begin, save, start
from workflows.services.takeover.registration import Found, HalfOpening, Opening, agreement_for, found_by, title_of
from workflows.vocabulary import CaseStatus, EventKind, OrganisationKind, Party

CHOOSE_MUNICIPALITY = "Vælg den kommune, der vil overtage."
CHOOSE_OFFERS = "Vælg mindst ét tilbud, hvert én gang."


@dataclass(frozen=True)
class OfferChoice:
    """An offer that can be chosen; `here` when it lies in the municipality that asks."""

    id: UUID
    name: str
    region: str
    municipality_id: UUID | None
    municipality: str
    places: int
    unit: str
    here: bool


@dataclass(frozen=True)
class MunicipalityChoice:
    """A municipality for which the secretariat can open a case."""

    id: UUID
    name: str


@dataclass(frozen=True)
class OpeningChecks:
    """What the answers so far lead to; `next_window` is the first one after the term that is chosen."""

    checks: tuple[Check, ...] = ()
    term: Term | None = None
    next_window: Window | None = None
    agreement: str = ""
    agreement_note: str = ""
    may_open: bool = False


def offers_to_take_over(actor: Actor) -> list[OfferChoice]:
    """The regional offers of the actor's region that are in operation, those that lie here first; by place and name."""
    with reading() as session:
        own = session.scalars(select(Organisation).where(Organisation.id == actor.organisation_id)).one()
        place = aliased(Organisation)
        found = (
            select(Offer, place)
            .join(Offer.operator)
            .outerjoin(place, place.id == Offer.located_in_id)
            .where(
                Organisation.kind == OrganisationKind.REGION,
                or_(Organisation.region_code == own.region_code, place.region_code == own.region_code),
                or_(Offer.valid_to.is_(None), Offer.valid_to >= today()),
            )
            .options(joinedload(Offer.operator), joinedload(Offer.unit))
        )
        choices = [_choice(offer, where, own) for offer, where in session.execute(found)]
    return sorted(choices, key=lambda one: (not one.here, one.municipality, one.name))


def _choice(offer: Offer, place: Organisation | None, own: Organisation) -> OfferChoice:
    return OfferChoice(
        id=offer.id,
        name=offer.name,
        region=offer.operator.name,
        municipality_id=place.id if place else None,
        municipality=place.name if place else "",
        places=offer.places,
        unit=offer.unit.name if offer.unit else "",
        here=place is not None and place.code == own.code,
    )


def municipalities_to_choose(actor: Actor) -> list[MunicipalityChoice]:
    """The municipalities of a secretariat's region; none for a municipality, which opens its own cases."""
    if actor.organisation_kind is not OrganisationKind.SECRETARIAT:
        return []
    with reading() as session:
        own = session.scalars(select(Organisation).where(Organisation.id == actor.organisation_id)).one()
        rows = municipalities_of(session, own.region_code or "", today())
        return [MunicipalityChoice(row.id, row.name) for row in rows]


def terms_to_choose() -> list[Term]:
    """The election terms with these rules up to the next one, the latest first."""
    term = term_of(today()).next
    terms = [term]
    while term.start.year > term_of(date(2014, 1, 1)).start.year:
        term = term_of(date(term.start.year - 1, 1, 1))
        terms.append(term)
    return terms


def opening_checks(answers: Mapping[str, Any], actor: Actor) -> OpeningChecks:
    """What the answers so far lead to; answers that can't be used yet count as not given."""
    given = _half(answers)
    with reading() as session:
        municipality = _municipality(session, given, actor)
        if municipality is None:
            return OpeningChecks()
        try:
            agreement, note = agreement_for(municipality, today())
            if given.takeover_on is None or not given.offer_ids:
                return OpeningChecks(agreement=agreement.title, agreement_note=note)
            found = found_by(session, given, municipality)
        except InputError as fault:
            source = "rammeaftalen"
            return OpeningChecks(
                tuple(Check("form", Verdict.REFUSED, text, source, path) for path, text in fault.errors)
            )
    coming = next_window(found.registration)
    may = not found.refused
    return OpeningChecks(found.checks, found.registration.chosen_term, coming, agreement.title, note, may)


def _half(answers: Mapping[str, Any]) -> HalfOpening:
    kept = {name: value for name, value in answers.items() if value not in (None, "")}
    try:
        return read_answers(HalfOpening, kept)
    except InputError as fault:
        unusable = {path.split("[")[0] for path, _ in fault.errors}
        return read_answers(HalfOpening, {name: value for name, value in kept.items() if name not in unusable})


def open_takeover(answers: Mapping[str, Any], actor: Actor) -> UUID:
    """Register a takeover and run it until it waits; gives the case's id.

    Raises InputError with every check that refuses, at its field and with its paragraph; NotAllowed when the actor may
    not open a case.
    """
    if not allows(Permission.TAKEOVER_OPEN, actor=actor):
        raise NotAllowed("Din rolle giver ikke adgang til at oprette en sag om overtagelse.")
    with transaction() as session:
        given, found = _checked(session, answers, actor)
        case = _case(session, found, given)
        step = begin(session, case, now(), actor)
        session.add(case)
        session.flush()
        _keep(step, found, given)
        step.note(EventKind.CASE_OPENED, case.title, source=found.agreement.id.value)
        data = {"term_start": step.subject.term_start.isoformat(), "takeover_on": given.takeover_on.isoformat()}
        save(step, start(step, "takeover", data))
        return case.id


def _checked(session: Session, answers: Mapping[str, Any], actor: Actor) -> tuple[Opening, Found]:
    """The answers and what they lead to. Raises InputError with all that is wrong."""
    at_once = AtOnce()
    given = at_once.read(Opening, answers)
    found: Found | None = None
    with at_once:
        municipality = _municipality(session, given, actor, hold=True)
        if municipality is None:
            raise InputError([("municipality_id", CHOOSE_MUNICIPALITY)])
        found = found_by(session, given, municipality)
        at_once.note(found.refused)
    _check_form(given, at_once)
    at_once.tell()
    assert found is not None
    return given, found


def _municipality(session: Session, given: HalfOpening, actor: Actor, *, hold: bool = False) -> Organisation | None:
    """The municipality that takes over: the actor's own, or one of the secretariat's region.

    `hold` lets no other case of it be opened at the same time.
    """
    found = select(Organisation).where(Organisation.kind == OrganisationKind.MUNICIPALITY)
    if actor.organisation_kind is OrganisationKind.SECRETARIAT:
        region = select(Organisation.region_code).where(Organisation.id == actor.organisation_id).scalar_subquery()
        found = found.where(Organisation.id == given.municipality_id, Organisation.region_code == region)
    else:
        found = found.where(Organisation.id == actor.organisation_id)
    municipality: Organisation | None = session.scalars(lock_row(found) if hold else found).one_or_none()
    return municipality


def _check_form(given: Opening, at_once: AtOnce) -> None:
    at_once.refuse("offer_ids", CHOOSE_OFFERS, when=lambda: len(set(given.offer_ids)) != len(given.offer_ids))
    at_once.refuse(
        "declared_on",
        "Datoen ligger i fremtiden. Lad feltet stå tomt, til overtagelsen er meddelt.",
        when=lambda: given.declared_on is not None and given.declared_on > today(),
    )
    at_once.refuse(
        "council_on",
        "Skriv, hvornår kommunalbestyrelsen behandlede overtagelsen.",
        when=lambda: given.declared_on is not None and given.council_on is None,
    )
    at_once.refuse(
        "council_on",
        "Datoen ligger i fremtiden.",
        when=lambda: given.council_on is not None and given.council_on > today(),
    )
    at_once.refuse("kle", HOW_KLE, when=lambda: given.kle and not is_kle(given.kle))


def _case(session: Session, found: Found, given: Opening) -> Case:
    return Case(
        id=uuid4(),
        number=next_case_number(session, today().year),
        process="takeover",
        agreement_id=found.agreement.id.value,
        title=title_of(found.offers),
        kle=given.kle,
        status=CaseStatus.RUNNING,
        opened_at=now(),
        revision=0,
        diagram_hash="",
        process_state="",
        standing="",
        documents_issued=0,
        entries_made=0,
    )


def _keep(step: Step, found: Found, given: Opening) -> None:
    """Keep the round and its offers, and give both parties their parts."""
    region = found.offers[0].operator
    step.subject = Takeover(
        case_id=step.case.id,
        municipality_id=found.municipality.id,
        region_id=region.id,
        term_start=found.registration.chosen_term.start,
        takeover_on=given.takeover_on,
        reasons=given.reasons,
        agreement_note=found.agreement_note,
        checks=[{**asdict(one), "verdict": one.verdict.value} for one in found.checks],
        departures=[],
        recommendation={},
        discussion="",
        council_on=given.council_on,
        declared_on=given.declared_on,
        declared_before=given.declared_on is not None,
        reminded=[],
        transfer_missed=False,
        employees_notice="",
        agreement_update="",
    )
    rows = [
        TakeoverOffer(case_id=step.case.id, offer_id=offer.id, offer=offer, position=position)
        for position, offer in enumerate(found.offers)
    ]
    step.session.add_all([step.subject, *rows])
    step.known[OFFERS] = rows
    step.involve(Party.MUNICIPALITY, [found.municipality])
    step.involve(Party.REGION, [region])
    # Both councils will be asked, and the region for data: their parts are theirs from the beginning.
    step.involve(Party.DECIDING_BODY, [found.municipality, region])
    step.involve(Party.REQUESTED, [region])
