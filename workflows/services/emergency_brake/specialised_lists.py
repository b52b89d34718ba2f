"""The lists of most specialised offers: what stands on them, since when and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, aliased

from db.models.case import Case
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.person import Person
from db.models.specialised_list import SpecialisedOffer
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.errors import InputError, NotAllowed, Refused
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.rules.agreement_types import Agreement
from workflows.rules.agreements import agreement, all_agreements, run_out
from workflows.rules.emergency_brake.regimes import has_model, regime
from workflows.services.register.administering import administering, filled
from workflows.services.register.listing import found
from workflows.vocabulary import SpecialisedArea

Text = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class ListAgreement:
    """An agreement with a list; `expired` says so where it is no longer in force. The secretariat may edit."""

    agreement_id: str
    title: str
    expired: str
    why: str
    source: str
    may_edit: bool


@dataclass(frozen=True)
class ListedOffer:
    """A row of a list, with who entered and who ended it where the secretariat or a case did."""

    id: UUID
    name: str
    area: SpecialisedArea | None
    target_group: str
    offer_id: UUID | None
    offer_name: str
    operator: str
    valid_from: date
    valid_to: date | None
    reason: str
    ended_reason: str
    entered_by: str
    ended_by: str
    case_id: UUID | None
    case_number: str


class Entry(Answers):
    """An offer as it is put on the list."""

    name: Text
    area: SpecialisedArea | None = None
    target_group: str = ""
    offer_id: UUID | None = None
    national_or_secured: bool = False
    valid_from: Day
    reason: Text


def list_agreements(actor: Actor) -> list[ListAgreement]:
    """The agreements that have a list, the oldest first."""
    with reading() as session:
        code = session.scalars(select(Organisation.code).where(Organisation.id == actor.organisation_id)).one()
    return [
        ListAgreement(
            known.id.value,
            known.title,
            run_out(known, today()),
            regime(known.id.value).list.why,
            regime(known.id.value).list.source,
            allows(Permission.LIST_KEEP, actor=actor) and known.secretariat.code == code,
        )
        for known in all_agreements()
        if has_model(known.id.value)
    ]


def current_list(agreement_id: str, on: date) -> list[ListedOffer]:
    """What stands on the list on a day: children's offers first, then by name."""
    with reading() as session:
        rows = _listed(session, _rows(agreement_id).where(_valid(on)))
    return sorted(rows, key=lambda row: (row.area is not SpecialisedArea.CHILDREN, row.name))


def list_history(agreement_id: str) -> list[ListedOffer]:
    """Every row that the list has had, the latest first."""
    with reading() as session:
        rows = _listed(session, _rows(agreement_id))
    return sorted(rows, key=lambda row: (-row.valid_from.toordinal(), row.name))


_Entered, _Ended = aliased(Person), aliased(Person)


def _rows(agreement_id: str) -> Select[*tuple[Any, ...]]:
    regime(agreement_id)
    return (
        select(SpecialisedOffer, Offer.name, Organisation.name, _Entered.name, _Ended.name, Case.number)
        .outerjoin(Offer, Offer.id == SpecialisedOffer.offer_id)
        .outerjoin(Organisation, Organisation.id == Offer.operator_id)
        .outerjoin(_Entered, _Entered.id == SpecialisedOffer.entered_by_id)
        .outerjoin(_Ended, _Ended.id == SpecialisedOffer.ended_by_id)
        .outerjoin(Case, Case.id == SpecialisedOffer.case_id)
        .where(SpecialisedOffer.agreement_id == agreement_id)
    )


def _valid(on: date) -> ColumnElement[bool]:
    until = or_(SpecialisedOffer.valid_to.is_(None), SpecialisedOffer.valid_to >= on)
    return (SpecialisedOffer.valid_from <= on) & until


def _listed(session: Session, statement: Select[*tuple[Any, ...]]) -> list[ListedOffer]:
    return [
        ListedOffer(
            id=row.id,
            name=row.name,
            area=row.area,
            target_group=row.target_group,
            offer_id=row.offer_id,
            offer_name=offer or "",
            operator=operator or "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            reason=row.reason,
            ended_reason=row.ended_reason,
            entered_by=entered or "",
            ended_by=ended or "",
            case_id=row.case_id,
            case_number=number or "",
        )
        for row, offer, operator, entered, ended, number in session.execute(statement).all()
    ]


def must_keep_list(session: Session, agreement_id: str, actor: Actor) -> Agreement:
    """The agreement, for the secretariat that keeps its list.

    Raises NotAllowed for anyone else, and Refused where the agreement has no list.
    """
    regime(agreement_id)
    known = agreement(agreement_id)
    code = session.scalars(select(Organisation.code).where(Organisation.id == actor.organisation_id)).one()
    if not allows(Permission.LIST_KEEP, actor=actor) or code != known.secretariat.code:
        raise NotAllowed(f"Det er {known.secretariat.name}, der vedligeholder listen.")
    return known


def add_entry(agreement_id: str, answers: Mapping[str, Any], actor: Actor) -> UUID:
    """Put an offer on the list from a day; gives the row's id.

    Raises InputError for a name that stands there already, an offer of another region, and a national or secured
    offer where these can't be listed (hovedstaden-2019-2020, 9).
    """
    at_once = AtOnce()
    given = at_once.read(Entry, answers)
    with administering(actor) as session:
        known = must_keep_list(session, agreement_id, actor)
        stated = regime(agreement_id).list
        with at_once:
            if given.national_or_secured and stated.value:
                raise Refused(stated.why, rule=stated.source, field="national_or_secured")
        with at_once:
            _must_be_new(session, agreement_id, given)
        with at_once:
            _check_offer(session, known, given.offer_id)
        at_once.tell()
        row = SpecialisedOffer(
            agreement_id=agreement_id,
            name=given.name,
            target_group=given.target_group,
            area=given.area,
            offer_id=given.offer_id,
            valid_from=given.valid_from,
            reason=given.reason,
            entered_at=now(),
            entered_by_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        return row.id


def _must_be_new(session: Session, agreement_id: str, given: Entry) -> None:
    standing = session.scalars(_rows(agreement_id).where(_valid(given.valid_from))).all()
    if given.name.casefold() in [row.name.casefold() for row in standing]:
        raise InputError([("name", "Tilbuddet står allerede på listen den dag.")])


def _check_offer(session: Session, known: Agreement, offer_id: UUID | None) -> None:
    """Raise InputError for an offer that is not registered, or whose operator is of another region."""
    if offer_id is None:
        return
    operators = select(Organisation).join(Offer, Offer.operator_id == Organisation.id).where(Offer.id == offer_id)
    operator = session.scalars(operators).one_or_none()
    if operator is None:
        raise InputError([("offer_id", "Vælg et tilbud, der er registreret.")])
    if known.region_code not in (operator.region_code, operator.code):
        raise InputError([("offer_id", f"Tilbuddet drives af {operator.name} og hører til en anden region.")])


def end_entry(entry_id: UUID, *, last_day: date, reason: str, actor: Actor) -> None:
    """Take an offer off the list after `last_day`, with the reason. What it was stays in the history.

    Raises Refused for a row that has ended, and a last day before it began.
    """
    with administering(actor, reason=reason) as session:
        row = found(session, SpecialisedOffer, entry_id, "Tilbuddet")
        must_keep_list(session, row.agreement_id, actor)
        if row.valid_to is not None:
            raise Refused("Tilbuddet er allerede taget af listen.")
        if last_day < row.valid_from:
            raise Refused("Den sidste dag kan ikke ligge før den første.", field="last_day")
        row.valid_to = last_day
        row.ended_reason = filled(reason, "Skriv, hvorfor tilbuddet går ud af listen.", field="reason")
        row.ended_by_id = actor.person_id


def link_offer(entry_id: UUID, offer_id: UUID, actor: Actor) -> None:
    """Say which registered offer a name on the list stands for. Raises InputError for another region's."""
    with administering(actor) as session:
        row = found(session, SpecialisedOffer, entry_id, "Tilbuddet")
        known = must_keep_list(session, row.agreement_id, actor)
        _check_offer(session, known, offer_id)
        row.offer_id = offer_id
