"""Offers: what is run, by whom, at what tariff, and in which economic unit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from db.models.offer import EconomicUnit, Offer
from db.models.organisation import Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.errors import NotFound, Refused
from workflows.services.register.administering import administering, filled, in_order, must_administer, valid_on
from workflows.services.register.listing import Page, alphabetical, contains, found, paged
from workflows.vocabulary import OfferCategory, OfferStructure, OrganisationKind

OERE = Decimal("0.01")
OPERATOR_KINDS = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})


@dataclass(frozen=True)
class OfferDetails:
    """Everything that is kept of an offer but its sales. Amounts in kroner, `tariff` a day and place."""

    operator_id: UUID
    located_in_id: UUID | None
    name: str
    legal_basis: str
    places: int
    tariff: Decimal
    tariff_basis: Decimal
    structure: OfferStructure
    clearly_reported: bool
    unit_id: UUID | None
    category: OfferCategory | None
    longer_notice_months: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class UnitView:
    """An economic unit with its operator and its offers."""

    unit: EconomicUnit
    operator: Organisation
    offers: list[Offer]


def list_offers(
    *,
    text: str = "",
    operator_id: UUID | None = None,
    region_code: str | None = None,
    on: date | None = None,
    page: int = 1,
) -> Page[Offer]:
    """Offers by name, operator and the operator's region, of those in operation on the day `on`."""
    statement = (
        _with_relations().join(Offer.operator).order_by(alphabetical(Offer.name), alphabetical(Organisation.name))
    )
    if text:
        statement = statement.where(contains(text, Offer.name, Offer.legal_basis))
    if operator_id:
        statement = statement.where(Offer.operator_id == operator_id)
    if region_code:
        statement = statement.where(Organisation.region_code == region_code)
    if on:
        statement = statement.where(valid_on(Offer.valid_from, Offer.valid_to, on))
    with reading() as session:
        return paged(session, statement, page)


def get_offer(offer_id: UUID) -> Offer:
    """One offer with operator and economic unit. Raises NotFound."""
    with reading() as session:
        offer = session.scalar(_with_relations().where(Offer.id == offer_id))
        if offer is None:
            raise NotFound("Tilbuddet findes ikke.")
        return offer


def create_offer(details: OfferDetails, *, actor: Actor) -> UUID:
    """Create an offer; Refused for figures below zero or a unit that is not the operator's."""
    must_administer(actor)
    with administering(actor) as session:
        offer = Offer(**_checked(session, details))
        session.add(offer)
        session.flush()
        return offer.id


def change_offer(offer_id: UUID, details: OfferDetails, *, actor: Actor) -> None:
    """Change what is kept of an offer. Running cases keep what they were opened with."""
    must_administer(actor)
    with administering(actor) as session:
        offer = found(session, Offer, offer_id, "Tilbuddet")
        for name, value in _checked(session, details).items():
            setattr(offer, name, value)


def list_units() -> list[UnitView]:
    """The economic units with operator and offers, by operator and name."""
    statement = (
        select(EconomicUnit, Organisation)
        .join(Organisation, Organisation.id == EconomicUnit.operator_id)
        .order_by(alphabetical(Organisation.name), alphabetical(EconomicUnit.name))
    )
    with reading() as session:
        offers = list(session.scalars(select(Offer).where(Offer.unit_id.is_not(None)).order_by(Offer.name)))
        return [
            UnitView(unit, operator, [offer for offer in offers if offer.unit_id == unit.id])
            for unit, operator in session.execute(statement)
        ]


def create_unit(*, operator_id: UUID, name: str, actor: Actor) -> UUID:
    """Create an economic unit; Refused when the operator has one of that name."""
    must_administer(actor)
    wanted = filled(name, "Skriv enhedens navn.", field="name")
    with administering(actor) as session:
        _operator(session, operator_id)
        same = select(EconomicUnit.id).where(EconomicUnit.operator_id == operator_id, EconomicUnit.name == wanted)
        if session.scalar(same) is not None:
            raise Refused("Driftsherren har allerede en enhed med det navn.", field="name")
        unit = EconomicUnit(operator_id=operator_id, name=wanted)
        session.add(unit)
        session.flush()
        return unit.id


def of_the_actor(actor: Actor) -> ColumnElement[bool]:
    """Whether an offer is one that the actor may open a case of: its organisation's, for a secretariat its region's."""
    if actor.organisation_kind is not OrganisationKind.SECRETARIAT:
        return Offer.operator_id == actor.organisation_id
    own = select(Organisation.region_code).where(Organisation.id == actor.organisation_id).scalar_subquery()
    operators = select(Organisation.id).where(or_(Organisation.region_code == own, Organisation.code == own))
    return Offer.operator_id.in_(operators)


def _with_relations() -> Select[Offer]:
    return select(Offer).options(joinedload(Offer.operator), joinedload(Offer.unit))


def _checked(session: Session, details: OfferDetails) -> dict[str, object]:
    _operator(session, details.operator_id)
    _check_figures(details)
    _check_unit(session, details)
    in_order(details.valid_from, details.valid_to)
    if details.located_in_id is not None:
        place = found(session, Organisation, details.located_in_id, "Beliggenhedskommunen")
        if place.kind is not OrganisationKind.MUNICIPALITY:
            raise Refused("Et tilbud ligger i en kommune.", field="located_in_id")
    return {
        **vars(details),
        "name": filled(details.name, "Skriv tilbuddets navn.", field="name"),
        "legal_basis": filled(details.legal_basis, "Skriv lovgrundlaget, fx serviceloven § 107.", field="legal_basis"),
    }


def _operator(session: Session, operator_id: UUID) -> Organisation:
    operator = found(session, Organisation, operator_id, "Driftsherren")
    if operator.kind not in OPERATOR_KINDS:
        raise Refused("Driftsherren er en kommune eller en region.", field="operator_id")
    return operator


def _check_figures(details: OfferDetails) -> None:
    if details.places < 0:
        raise Refused("Antallet af pladser kan ikke være negativt.", field="places")
    for field in ("tariff", "tariff_basis"):
        amount: Decimal = getattr(details, field)
        if amount < 0 or amount != amount.quantize(OERE):
            raise Refused("Skriv et beløb på 0 kr. eller mere, højst med to decimaler.", field=field)
    if details.longer_notice_months is not None and details.longer_notice_months < 1:
        raise Refused("Et længere varsel er mindst 1 måned.", field="longer_notice_months")


def _check_unit(session: Session, details: OfferDetails) -> None:
    if details.unit_id is None:
        if details.structure is OfferStructure.PART_OF_UNIT:
            raise Refused("Vælg den økonomiske enhed, som tilbuddet er en del af.", field="unit_id")
        return
    unit = found(session, EconomicUnit, details.unit_id, "Den økonomiske enhed")
    if unit.operator_id != details.operator_id:
        raise Refused("Den økonomiske enhed hører til en anden driftsherre.", field="unit_id")
