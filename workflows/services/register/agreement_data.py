"""What the secretariat keeps of a framework agreement: its bodies, their meetings, its list, what others agree by it.

The rules of the agreement are none of it: they come with the program, and are changed by a new version of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.calendar import AgendaClosing
from db.models.collaboration import CollaborationAgreement
from db.models.history import ChangeSubject
from db.models.organisation import BodyMember, ClosedDay, Meeting, Organisation
from db.models.specialised_list import ListCriterion, SpecialisedOffer
from db.session import reading
from workflows.access.actor import Actor
from workflows.processes.lookups import existing, municipalities_of
from workflows.rules.agreement_types import Agreement
from workflows.rules.agreements import agreement
from workflows.rules.emergency_brake.regimes import has_model, regime
from workflows.services.register.administering import must_administer, valid_on
from workflows.services.register.history import History, history_of
from workflows.services.register.listing import alphabetical
from workflows.vocabulary import OrganisationKind


class Keeping(StrEnum):
    """Where something is kept: which page of the administration leads to it."""

    BODY = "body"
    ORGANISATION = "organisation"
    CENTRE = "centre"
    LIST = "list"
    COLLABORATION = "collaboration"


@dataclass(frozen=True)
class Kept:
    """Something that is kept of an agreement, in a few words as it is today, and when it was last changed."""

    where: Keeping
    id: UUID | None
    name: str
    today: tuple[str, ...]
    changed_at: datetime | None


@dataclass(frozen=True)
class AgreementData:
    """All that is kept of an agreement, and its history."""

    kept: list[Kept]
    history: History


def agreement_data(agreement_id: str, day: date, *, actor: Actor) -> AgreementData:
    """What is kept of an agreement, as it stands on the day. Raises NotAllowed."""
    must_administer(actor)
    known = agreement(agreement_id)
    with reading() as session:
        organisations = _organisations(session, known, day)
        kept = [_organisation(session, one, day) for one in organisations]
        if has_model(agreement_id):
            kept.append(_list(session, agreement_id, day))
        kept.append(_collaboration(session, known, day))
    return AgreementData(kept, history_of(agreement_id, *(one.id for one in organisations)))


def _organisations(session: Session, known: Agreement, day: date) -> list[Organisation]:
    """The agreement's bodies and secretariat, and the region's communication centres."""
    codes = {body.code for body in (known.hearing_body, known.business_committee, known.secretariat, known.kkr) if body}
    if has_model(known.id.value) and (brake := regime(known.id.value).codes):
        codes |= {brake.committee, brake.task_force, brake.decider}
    centre = (Organisation.kind == OrganisationKind.CENTRE) & (Organisation.region_code == known.region_code)
    found = select(Organisation).where(Organisation.code.in_(codes) | centre, existing(day))
    return list(session.scalars(found.order_by(Organisation.kind, alphabetical(Organisation.name))))


def _organisation(session: Session, one: Organisation, day: date) -> Kept:
    closed = select(func.count(ClosedDay.id)).where(ClosedDay.organisation_id == one.id, ClosedDay.day >= day)
    words = [_number(session.scalar(closed) or 0, "kommende lukkedag", "kommende lukkedage")]
    if one.kind is OrganisationKind.BODY:
        words = [*_body(session, one, day), *words]
    where = {OrganisationKind.BODY: Keeping.BODY, OrganisationKind.CENTRE: Keeping.CENTRE}
    changed_at = _changed_at(session, [str(one.id)])
    return Kept(where.get(one.kind, Keeping.ORGANISATION), one.id, one.name, tuple(words), changed_at)


def _body(session: Session, body: Organisation, day: date) -> list[str]:
    seats = select(func.count(BodyMember.id)).where(
        BodyMember.body_id == body.id, valid_on(BodyMember.valid_from, BodyMember.valid_to, day)
    )
    meetings = select(func.count(Meeting.id)).where(Meeting.body_id == body.id, Meeting.held_on >= day)
    closing = select(AgendaClosing.days_before).where(AgendaClosing.organisation_id == body.id)
    days_before = session.scalar(closing)
    agenda = "dagsordenens lukning er ikke oplyst"
    if days_before is not None:
        agenda = f"dagsordenen lukker {_number(days_before, 'dag', 'dage')} før mødet"
    return [
        _number(session.scalar(seats) or 0, "medlem", "medlemmer"),
        _number(session.scalar(meetings) or 0, "kommende møde", "kommende møder"),
        agenda,
    ]


def _list(session: Session, agreement_id: str, day: date) -> Kept:
    listed = select(func.count(SpecialisedOffer.id)).where(
        SpecialisedOffer.agreement_id == agreement_id,
        valid_on(SpecialisedOffer.valid_from, SpecialisedOffer.valid_to, day),
    )
    criteria = select(func.count(ListCriterion.id)).where(
        ListCriterion.agreement_id == agreement_id, valid_on(ListCriterion.valid_from, ListCriterion.valid_to, day)
    )
    words = (
        f"{_number(session.scalar(listed) or 0, 'tilbud', 'tilbud')} på listen",
        _number(session.scalar(criteria) or 0, "kriterium", "kriterier"),
    )
    changed_at = _changed_at(session, [agreement_id])
    return Kept(Keeping.LIST, None, "Listen over de mest specialiserede tilbud", words, changed_at)


def _collaboration(session: Session, known: Agreement, day: date) -> Kept:
    """The collaboration agreements that the region's municipalities have made."""
    ours = [one.id for one in municipalities_of(session, known.region_code, day)]
    made = select(CollaborationAgreement.id, CollaborationAgreement.valid_from, CollaborationAgreement.valid_to)
    rows = session.execute(made.where(CollaborationAgreement.municipality_id.in_(ours))).all()
    holding = sum(row.valid_from <= day and (row.valid_to is None or day <= row.valid_to) for row in rows)
    changed_at = _changed_at(session, [str(row.id) for row in rows])
    words = (f"{_number(holding, 'aftale', 'aftaler')} i kraft",)
    return Kept(Keeping.COLLABORATION, None, "Samarbejdsaftaler med kommunikationscentre", words, changed_at)


def _changed_at(session: Session, subjects: Iterable[str]) -> datetime | None:
    of_them = ChangeSubject.subject.in_(list(subjects))
    latest = select(ChangeSubject.changed_at).where(of_them).order_by(ChangeSubject.changed_at.desc()).limit(1)
    found: datetime | None = session.scalar(latest)
    return found


def _number(number: int, one: str, many: str) -> str:
    return f"{number or 'ingen'} {one if number == 1 else many}"
