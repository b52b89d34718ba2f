"""What cases are about, in a sentence each: read for many at once, one select for each process."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models.case import Case, CaseParty
from db.models.closing import Closing
from db.models.emergency_brake import EmergencyBrake
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.reevaluation import Reevaluation
from db.models.takeover import Takeover, TakeoverOffer
from workflows.clock import today
from workflows.documents.formats import dato, opremsning
from workflows.vocabulary import Party, Process

REFERRED = "Henvisning til "


def subjects(session: Session, cases: Iterable[Case]) -> dict[UUID, str]:
    """What each case is about; a case without facts of its own is told by its title."""
    rows = list(cases)
    ids = {process: [one.id for one in rows if one.process == process.value] for process in Process}
    told = {one.id: _by_title(one) for one in rows}
    for process, tell in (
        (Process.CLOSING, _closings),
        (Process.TAKEOVER, _takeovers),
        (Process.EMERGENCY_BRAKE, _brakes),
        (Process.REEVALUATION, _reevaluations),
    ):
        if ids[process]:
            told |= tell(session, ids[process])
    return told


def _by_title(case: Case) -> str:
    if case.title.startswith(REFERRED):
        return f"En borger er henvist til {case.title.removeprefix(REFERRED)}."
    return f"{case.title}."


def _with_operator(found: Any, facts: Any, ids: list[UUID]) -> Any:
    """The facts of some cases, with the name of the one that runs the offer in each."""
    operating = (CaseParty.case_id == facts.case_id) & (CaseParty.party == Party.OPERATOR)
    named = found.join(CaseParty, operating).join(Organisation, Organisation.id == CaseParty.organisation_id)
    return named.add_columns(Organisation.name).where(facts.case_id.in_(ids))


def _closings(session: Session, ids: list[UUID]) -> Mapping[UUID, str]:
    found = _with_operator(select(Closing, Offer.name).join(Offer, Offer.id == Closing.offer_id), Closing, ids)
    return {closing.case_id: _closing(closing, offer, operator) for closing, offer, operator in session.execute(found)}


def _closing(closing: Closing, offer: str, operator: str) -> str:
    if closing.decided_on is None:
        return f"{operator} overvejer at lukke {offer}."
    if closing.last_day is None:
        return f"{operator} har besluttet at lukke {offer}."
    if closing.last_day < today():
        return f"{operator} har lukket {offer}; sidste dag var {dato(closing.last_day)}."
    return f"{operator} lukker {offer}; sidste dag er {dato(closing.last_day)}."


def _brakes(session: Session, ids: list[UUID]) -> Mapping[UUID, str]:
    offers = select(EmergencyBrake, Offer.name).join(Offer, Offer.id == EmergencyBrake.offer_id)
    found = _with_operator(offers, EmergencyBrake, ids)
    return {brake.case_id: _brake(brake, offer, operator) for brake, offer, operator in session.execute(found)}


def _brake(brake: EmergencyBrake, offer: str, operator: str) -> str:
    if brake.decision:
        return f"Der er besluttet særlige tiltag for {offer} ({operator})."
    if brake.report:
        return f"Der er foreslået særlige tiltag for {offer} ({operator})."
    return f"{operator} er i vanskeligheder med {offer}, og det undersøges, om særlige tiltag kan hjælpe."


def _takeovers(session: Session, ids: list[UUID]) -> Mapping[UUID, str]:
    municipality, region = aliased(Organisation), aliased(Organisation)
    found = (
        select(Takeover, municipality.name, region.name, Offer.name)
        .join(municipality, municipality.id == Takeover.municipality_id)
        .join(region, region.id == Takeover.region_id)
        .join(TakeoverOffer, TakeoverOffer.case_id == Takeover.case_id)
        .join(Offer, Offer.id == TakeoverOffer.offer_id)
        .where(Takeover.case_id.in_(ids))
        .order_by(TakeoverOffer.position)
    )
    offers: dict[UUID, list[str]] = {}
    facts = {}
    for takeover, taker, giver, offer in session.execute(found):
        offers.setdefault(takeover.case_id, []).append(offer)
        facts[takeover.case_id] = (takeover, taker, giver)
    return {case_id: _takeover(*facts[case_id], opremsning(names)) for case_id, names in offers.items()}


def _takeover(takeover: Takeover, taker: str, giver: str, offers: str) -> str:
    if takeover.taken_over_on:
        return f"{taker} har overtaget {offers} fra {giver}."
    if takeover.declared_on:
        return f"{taker} overtager {offers} fra {giver} den {dato(takeover.takeover_on)}."
    return f"{taker} overvejer at overtage {offers} fra {giver}."


def _reevaluations(session: Session, ids: list[UUID]) -> Mapping[UUID, str]:
    found = select(Reevaluation.case_id, Reevaluation.year).where(Reevaluation.case_id.in_(ids))
    return {
        case_id: f"Listen over de mest specialiserede tilbud vurderes for {year}."
        for case_id, year in session.execute(found)
    }
