"""One factory per model, valid by default: a test names only what matters to it.

Each keeps its row in the database and gives it back. What it belongs to is made too when it is not given.
"""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.base import Base
from db.models.offer import EconomicUnit, Offer, OfferSale
from db.models.organisation import BodyMember, ClosedDay, Meeting, Organisation
from db.models.person import Person, Post
from db.session import transaction
from workflows.access.actor import Actor
from workflows.services.people import passwords
from workflows.vocabulary import OfferStructure, OrganisationKind, Role

Row = TypeVar("Row", bound=Base)

FROM = date(2016, 1, 1)
PASSWORD = "hestesko paraply nordvest"
"""The password of everyone made with `password=True`."""

_numbers = count(1)
_hash_of_password: list[str] = []

ROLE_IN: dict[OrganisationKind, Role] = {
    OrganisationKind.MUNICIPALITY: Role.CASEWORKER,
    OrganisationKind.REGION: Role.CASEWORKER,
    OrganisationKind.BODY: Role.BODY_SECRETARY,
    OrganisationKind.SECRETARIAT: Role.SECRETARIAT_OFFICER,
    OrganisationKind.AUDIT_FIRM: Role.AUDITOR,
    OrganisationKind.CENTRE: Role.CASEWORKER,
}


def kept(row: Row) -> Row:
    """The row, after it was put in the database."""
    with transaction() as session:
        session.add(row)
    return row


def organisation(name: str | None = None, **values: Any) -> Organisation:
    """A municipality of Syddanmark."""
    number = next(_numbers)
    values.setdefault("kind", OrganisationKind.MUNICIPALITY)
    values.setdefault("code", f"9{number:03}")
    values.setdefault("region_code", "1083")
    return kept(Organisation(name=name or f"Prøve {number} Kommune", **values))


def secretariat(**values: Any) -> Organisation:
    """The secretariat of Syddanmark."""
    number = next(_numbers)
    values = {"code": f"sekretariat-{number}", "kind": OrganisationKind.SECRETARIAT} | values
    return organisation(values.pop("name", "Fælleskommunalt Socialsekretariat"), **values)


def centre(name: str = "Prøvecentret", **values: Any) -> Organisation:
    """A communication centre."""
    return organisation(name, **{"kind": OrganisationKind.CENTRE} | values)


def body(name: str = "Socialdirektørforum", **values: Any) -> Organisation:
    """A joint body."""
    return organisation(name, **({"code": f"organ-{next(_numbers)}", "kind": OrganisationKind.BODY} | values))


def audit_firm(name: str = "Prøverevision", **values: Any) -> Organisation:
    """An audit firm."""
    values = {"code": f"revision-{next(_numbers)}", "kind": OrganisationKind.AUDIT_FIRM, "region_code": None} | values
    return organisation(name, **values)


def seat(body: Organisation, member: Organisation, **values: Any) -> BodyMember:
    """An organisation's seat in a body."""
    return kept(BodyMember(body_id=body.id, organisation_id=member.id, **({"valid_from": FROM} | values)))


def meeting(body: Organisation, held_on: date, **values: Any) -> Meeting:
    """A meeting of a body."""
    return kept(Meeting(body_id=body.id, held_on=held_on, **values))


def closed_day(organisation: Organisation, day: date, reason: str = "Lukkedag") -> ClosedDay:
    """A day on which an organisation is closed."""
    return kept(ClosedDay(organisation_id=organisation.id, day=day, reason=reason))


def person(name: str = "Anna Prøve", *, password: bool = False, **values: Any) -> Person:
    """Someone without posts; with `password=True` they can log in with PASSWORD."""
    values.setdefault("email", f"person{next(_numbers)}@proeve.example")
    if password:
        values.setdefault("password_hash", _known_hash())
    return kept(Person(name=name, **values))


def post(person_row: Person | None = None, organisation_row: Organisation | None = None, **values: Any) -> Post:
    """A post of today, with its person and its organisation loaded."""
    holder = person_row or person()
    where = organisation_row or organisation()
    values.setdefault("role", ROLE_IN[where.kind])
    made = kept(Post(person_id=holder.id, organisation_id=where.id, **({"valid_from": FROM} | values)))
    with transaction() as session:
        return session.scalars(
            select(Post).where(Post.id == made.id).options(joinedload(Post.person), joinedload(Post.organisation))
        ).one()


def actor(organisation_row: Organisation | None = None, *roles: Role, person_row: Person | None = None) -> Actor:
    """A person with posts in one organisation (its usual role), acting for it."""
    where = organisation_row or organisation()
    holder = person_row or person()
    for role in roles or (ROLE_IN[where.kind],):
        post(holder, where, role=role)
    return Actor(
        person_id=holder.id,
        name=holder.name,
        organisation_id=where.id,
        organisation_name=where.name,
        organisation_kind=where.kind,
        roles=frozenset(roles or (ROLE_IN[where.kind],)),
    )


def economic_unit(operator: Organisation | None = None, name: str = "Enheden") -> EconomicUnit:
    """Several offers with one joint economy."""
    return kept(EconomicUnit(operator_id=(operator or organisation()).id, name=name))


def offer(operator: Organisation | None = None, **values: Any) -> Offer:
    """A standalone offer in operation."""
    usual = {
        "name": f"Bofællesskabet Prøven {next(_numbers)}",
        "legal_basis": "serviceloven § 107",
        "places": 12,
        "tariff": Decimal(1960),
        "tariff_basis": Decimal(8_581_000),
        "structure": OfferStructure.STANDALONE,
        "valid_from": FROM,
    }
    return kept(Offer(operator_id=(operator or organisation()).id, **(usual | values)))


def sale(offer: Offer, buyer: Organisation, year: int, turnover: Decimal | int, **values: Any) -> OfferSale:
    """What one buyer bought of an offer in one year."""
    return kept(OfferSale(offer_id=offer.id, buyer_id=buyer.id, year=year, turnover=Decimal(turnover), **values))


def _known_hash() -> str:
    """The hash of PASSWORD: making it takes long, so it is made once."""
    if not _hash_of_password:
        _hash_of_password.append(passwords.hashed(PASSWORD))
    return _hash_of_password[0]
