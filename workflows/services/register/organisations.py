"""Organisations as the secretariat keeps them: municipalities, regions, bodies, secretariats, audit firms."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models.organisation import Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.errors import NotFound, Refused
from workflows.rules.dates_text import date_in_words
from workflows.services.register.administering import (
    administering,
    filled,
    in_order,
    must_administer,
    overlapping,
    valid_on,
)
from workflows.services.register.listing import Page, alphabetical, contains, found, paged
from workflows.services.register.regions import correct_region
from workflows.services.register.still_acting import still_acts
from workflows.vocabulary import OrganisationKind

CODE_FORMS: dict[OrganisationKind, tuple[str, str]] = {
    OrganisationKind.MUNICIPALITY: (r"\d{3}", "En kommunes kode er tre cifre, fx 630."),
    OrganisationKind.REGION: (r"\d{4}", "En regions kode er fire cifre, fx 1083."),
}
_WORD_FORM = (r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "Koden er små bogstaver og bindestreger, fx sdf-syddanmark.")


@dataclass(frozen=True)
class NewOrganisation:
    """What is known of an organisation when it is created; `region_code` is empty for a whole-country one."""

    code: str
    name: str
    kind: OrganisationKind
    region_code: str | None
    address: str
    valid_from: date
    valid_to: date | None = None


def list_organisations(
    *,
    text: str = "",
    kind: OrganisationKind | None = None,
    region_code: str | None = None,
    on: date | None = None,
    page: int = 1,
) -> Page[Organisation]:
    """Organisations by name or code, kind and region, of those that exist on the day `on`."""
    statement = select(Organisation).order_by(alphabetical(Organisation.name), Organisation.valid_from)
    if text:
        statement = statement.where(contains(text, Organisation.name, Organisation.code))
    if kind:
        statement = statement.where(Organisation.kind == kind)
    if region_code:
        statement = statement.where(Organisation.region_code == region_code)
    if on:
        statement = statement.where(valid_on(Organisation.valid_from, Organisation.valid_to, on))
    with reading() as session:
        return paged(session, statement, page)


def organisations_of(
    kinds: Collection[OrganisationKind] | None = None, *, ending_from: date | None = None
) -> list[Organisation]:
    """All organisations of the kinds, by name; with `ending_from` only those that have not ended by then."""
    statement = select(Organisation).order_by(alphabetical(Organisation.name), Organisation.valid_from)
    if kinds is not None:
        statement = statement.where(Organisation.kind.in_(kinds))
    if ending_from is not None:
        still = Organisation.valid_to.is_(None) | (Organisation.valid_to >= ending_from)
        statement = statement.where(still)
    with reading() as session:
        return list(session.scalars(statement))


def acting_from(day: date) -> list[Organisation]:
    """The organisations in which somebody can have a role from a day on, by name: also ended ones with cases left."""
    acts = or_(Organisation.valid_from > day, still_acts(day))
    with reading() as session:
        return list(session.scalars(select(Organisation).where(acts).order_by(alphabetical(Organisation.name))))


def get_organisation(organisation_id: UUID) -> Organisation:
    """One organisation. Raises NotFound."""
    with reading() as session:
        return found(session, Organisation, organisation_id, "Organisationen")


def periods_of(code: str) -> list[Organisation]:
    """Every period in which an organisation has had the code, the first one first."""
    with reading() as session:
        return list(
            session.scalars(select(Organisation).where(Organisation.code == code).order_by(Organisation.valid_from))
        )


def find_organisation(session: Session, code: str, on: date) -> Organisation:
    """The organisation that has the code on the day. Raises NotFound."""
    row = session.scalar(
        select(Organisation).where(
            Organisation.code == code, valid_on(Organisation.valid_from, Organisation.valid_to, on)
        )
    )
    if row is None:
        raise NotFound(f"Der er ingen organisation med koden {code} den {date_in_words(on)}.")
    return row


def create_organisation(new: NewOrganisation, *, actor: Actor) -> UUID:
    """Create an organisation; Refused for a malformed code or one that another has in the period."""
    must_administer(actor)
    code = new.code.strip()
    in_order(new.valid_from, new.valid_to)
    _check_code(code, new.kind)
    with administering(actor) as session:
        _check_code_is_free(session, code, new.valid_from, new.valid_to)
        organisation = Organisation(
            code=code,
            name=filled(new.name, "Skriv organisationens navn.", field="name"),
            kind=new.kind,
            region_code=_region_of(session, new.kind, code, new.region_code),
            address=new.address.strip(),
            valid_from=new.valid_from,
            valid_to=new.valid_to,
        )
        session.add(organisation)
        session.flush()
        return organisation.id


def change_organisation(
    organisation_id: UUID, *, name: str, address: str, region_code: str | None, actor: Actor
) -> None:
    """Correct name, address and region. Cases and documents keep what they were made with."""
    must_administer(actor)
    with administering(actor) as session:
        organisation = found(session, Organisation, organisation_id, "Organisationen")
        organisation.name = filled(name, "Skriv organisationens navn.", field="name")
        organisation.address = address.strip()
        correct_region(session, organisation, _region_of(session, organisation.kind, organisation.code, region_code))


def _check_code(code: str, kind: OrganisationKind) -> None:
    form, message = CODE_FORMS.get(kind, _WORD_FORM)
    if not re.fullmatch(form, code, re.ASCII):
        raise Refused(message, field="code")


def _check_code_is_free(session: Session, code: str, first: date, last: date | None) -> None:
    other = session.scalar(
        select(Organisation).where(
            Organisation.code == code,
            overlapping(Organisation.valid_from, Organisation.valid_to, first, last),
        )
    )
    if other is not None:
        raise Refused(
            f"Koden {code} bruges af {other.name} i samme periode. "
            "Vælg en anden kode, eller lad perioden begynde senere.",
            field="code",
        )


def _region_of(session: Session, kind: OrganisationKind, code: str, region_code: str | None) -> str | None:
    if kind is OrganisationKind.REGION:
        return code
    if not region_code:
        if kind is OrganisationKind.MUNICIPALITY:
            raise Refused("Vælg den region, som kommunen ligger i.", field="region_code")
        return None
    known = select(Organisation.id).where(
        Organisation.code == region_code, Organisation.kind == OrganisationKind.REGION
    )
    if session.scalar(known) is None:
        raise Refused("Regionen findes ikke.", field="region_code")
    return region_code
