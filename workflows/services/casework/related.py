"""Cases that hang together: linked by those who keep them, or found by what they are about.

A related case is shown, both ways, only to who may see it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select, union_all
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.closing import Closing
from db.models.emergency_brake import EmergencyBrake
from db.models.offer import Offer
from db.models.related import CaseLink
from db.models.takeover import TakeoverOffer
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.services.casework.cases import visible_cases
from workflows.services.casework.sight import require_in_case, see_case
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import CaseLinkKind, CaseStatus, EventKind, Process

MOST = 20
"""The most cases that are found by one common thing."""
BACKWARDS = {
    CaseLinkKind.FOLLOWS: "Har ført til",
    CaseLinkKind.SAME_OFFER: "Vedrører samme tilbud som",
    CaseLinkKind.REPLACES: "Erstattet af",
    CaseLinkKind.OTHER: "Hænger sammen med",
}
"""What a link is called from the case that it leads to."""
LED_TO, LED_FROM = "Nødbremsen førte til", "Følger af nødbremsen i"
SAME_OFFER, SAME_UNIT = "Om samme tilbud", "Om et tilbud i samme økonomiske enhed"


@dataclass(frozen=True)
class RelatedCase:
    """A case that hangs together with another, and how; `link_id` where somebody has linked them."""

    id: UUID
    number: str
    title: str
    process: Process
    status: CaseStatus
    standing: str
    how: str
    link_id: UUID | None = None


def related_cases(case_id: UUID, actor: Actor) -> list[RelatedCase]:
    """The cases that hang together with one: the linked first, then those found; each once, as far as one may see it.

    Raises NotFound when the organisation has no part in the case.
    """
    with reading() as session:
        see_case(session, case_id, actor)
        found = [*_linked(session, case_id), *_by_brake(session, case_id), *_by_offer(session, case_id, actor)]
        others = {other for other, _, _ in found}
        seen = {case.id: case for case in session.scalars(visible_cases(actor).where(Case.id.in_(others)))}
        shown: dict[UUID, RelatedCase] = {}
        for other, how, link_id in found:
            if other in seen and other not in shown:
                shown[other] = _row(seen[other], how, link_id)
        return list(shown.values())


def cases_to_link(case_id: UUID, actor: Actor) -> list[RelatedCase]:
    """The same for who may link others to it; raises NotAllowed for others."""
    with reading() as session:
        step = begin(session, see_case(session, case_id, actor).case, now(), actor)
        require_in_case(step, Permission.CASE_LINK)
    return related_cases(case_id, actor)


def link_cases(case_id: UUID, *, number: str, kind: CaseLinkKind, actor: Actor) -> None:
    """Link a case to another that the actor's organisation sees, by its number.

    Raises NotFound and NotAllowed, and Refused for a number that is none, the case itself, or a link that is there.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CASE_LINK)
        found = visible_cases(actor).where(Case.number == number.strip())
        other = session.scalars(found).one_or_none()
        if other is None:
            raise Refused("Ingen af jeres sager har det nummer. Skriv det som 2026-0001.", field="number")
        if other.id == case_id:
            raise Refused("En sag kan ikke knyttes til sig selv.", field="number")
        if session.scalars(_between(case_id, other.id).limit(1)).one_or_none():
            raise Refused("De to sager er allerede knyttet sammen.", field="number")
        session.add(
            CaseLink(from_case_id=case_id, to_case_id=other.id, kind=kind, made_at=step.now, made_by_id=actor.person_id)
        )
        # The history is read by some who may not know of the other case.
        step.note(EventKind.LINKED, f"Knyttet til en anden sag: {kind.label.lower()}")


def unlink_cases(link_id: UUID, *, case_id: UUID, actor: Actor) -> None:
    """Take a link away, from either of its cases; that it was there stays as a trace.

    Raises NotFound for a link that the case does not have, and NotAllowed.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CASE_LINK)
        found = _of(case_id).where(CaseLink.id == link_id)
        link = session.scalars(found).one_or_none()
        if link is None:
            raise NotFound("Sagerne er ikke knyttet sammen.")
        link.ended_at, link.ended_by_id = step.now, actor.person_id
        step.note(EventKind.LINKED, "Ikke længere knyttet til en anden sag")


def _of(case_id: UUID) -> Select[CaseLink]:
    either = or_(CaseLink.from_case_id == case_id, CaseLink.to_case_id == case_id)
    return select(CaseLink).where(either, CaseLink.ended_at.is_(None))


def _between(one: UUID, other: UUID) -> Select[CaseLink]:
    return _of(one).where(or_(CaseLink.from_case_id == other, CaseLink.to_case_id == other))


Found = tuple[UUID, str, UUID | None]
"""A case, how it hangs together, and the link."""


def _linked(session: Session, case_id: UUID) -> Iterable[Found]:
    for link in session.scalars(_of(case_id).order_by(CaseLink.made_at.desc(), CaseLink.id)):
        outwards = link.from_case_id == case_id
        yield (
            link.to_case_id if outwards else link.from_case_id,
            link.kind.label if outwards else BACKWARDS[link.kind],
            link.id,
        )


def _by_brake(session: Session, case_id: UUID) -> Iterable[Found]:
    """The closing that a brake has led to, and the brake that led to a closing."""
    found = select(EmergencyBrake.case_id, EmergencyBrake.closing_case_id).where(
        or_(EmergencyBrake.case_id == case_id, EmergencyBrake.closing_case_id == case_id)
    )
    for brake, closing in session.execute(found):
        if closing and brake == case_id:
            yield closing, LED_TO, None
        elif closing:
            yield brake, LED_FROM, None


def _by_offer(session: Session, case_id: UUID, actor: Actor) -> Iterable[Found]:
    """Cases about the same offer, then those about another offer of its economic unit; the newest of each first."""
    about = [found.where(model.case_id == case_id) for model, _, found in _about()]
    own = set(session.scalars(select(union_all(*about).subquery().c.offer_id)))
    if not own:
        return
    units = select(Offer.unit_id).where(Offer.id.in_(own), Offer.unit_id.is_not(None))
    beside = set(session.scalars(select(Offer.id).where(Offer.unit_id.in_(units), Offer.id.not_in(own))))
    for offers, how in ((own, SAME_OFFER), (beside, SAME_UNIT)):
        cases = [found.where(offer.in_(offers)) for _, offer, found in _about()]
        others = select(union_all(*cases).subquery().c.case_id)
        found = visible_cases(actor).where(Case.id.in_(others), Case.id != case_id).with_only_columns(Case.id)
        for other in session.scalars(found.order_by(Case.opened_at.desc(), Case.id).limit(MOST)):
            yield other, how, None


def _about() -> tuple[tuple[Any, Any, Select[Any]], ...]:
    """What says which offers a case is about: the table, its column of the offer, and both ids."""
    columns: tuple[tuple[Any, Any], ...] = (
        (Closing, Closing.offer_id),
        (EmergencyBrake, EmergencyBrake.offer_id),
        (TakeoverOffer, TakeoverOffer.offer_id),
        (TakeoverOffer, TakeoverOffer.new_offer_id),
    )
    return tuple((model, offer, select(model.case_id, offer.label("offer_id"))) for model, offer in columns)


def _row(case: Case, how: str, link_id: UUID | None) -> RelatedCase:
    return RelatedCase(
        case.id, case.number, case.title, Process(case.process), case.status, case.standing, how, link_id
    )
