"""What a takeover's registration asks, and what its answers stand for: offers, agreement, term, earlier rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from db.models.case import Case
from db.models.closing import Closing
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.takeover import Takeover
from workflows.clock import today
from workflows.errors import InputError
from workflows.processes.reading import Answers, Day
from workflows.rules.agreement_types import Agreement
from workflows.rules.agreements import all_agreements, latest_known
from workflows.rules.dates_text import date_in_words
from workflows.rules.takeover.registration import Check, EarlierRound, OfferToTakeOver, Registration, Verdict, checks
from workflows.rules.takeover.terms import Term, term_of
from workflows.vocabulary import CaseStatus, OrganisationKind


class HalfOpening(Answers):
    """The questions when a takeover is registered, while they are being answered.

    `term_start` chooses the election term whose round is used; without it, it is that of the takeover. `declared_on`
    and `council_on` are given when the regional council was told before the case is opened.
    """

    municipality_id: UUID | None = None
    offer_ids: list[UUID] = []
    takeover_on: Day | None = None
    term_start: Day | None = None
    declared_on: Day | None = None
    council_on: Day | None = None
    reasons: str = ""
    kle: str = ""


class Opening(HalfOpening):
    """The questions, all answered."""

    offer_ids: Annotated[list[UUID], Field(min_length=1)]
    takeover_on: Day
    reasons: Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Found:
    """What the answers of an opening stand for."""

    municipality: Organisation
    offers: Sequence[Offer]
    agreement: Agreement
    agreement_note: str
    registration: Registration
    checks: tuple[Check, ...]

    @property
    def refused(self) -> list[tuple[str, str]]:
        """The fields of the checks that refuse, each with its sentence and its paragraph."""
        return [(one.field, f"{one.message} ({one.source})") for one in self.checks if one.verdict is Verdict.REFUSED]


def title_of(offers: Sequence[Offer]) -> str:
    """What a case about these offers is called."""
    *first, last = (offer.name for offer in offers)
    return f"Overtagelse af {', '.join(first)} og {last}" if first else f"Overtagelse af {last}"


def agreement_for(municipality: Organisation, day: date) -> tuple[Agreement, str]:
    """The agreement that a takeover follows, and what is said where it is not in force on the day.

    The latest one known of the region stands in; before the first, the first. Raises InputError where none is known.
    """
    code = municipality.region_code or ""
    known = [one for one in all_agreements() if one.region_code == code]
    if not known:
        message = f"Rammesag kender ingen rammeaftale for {municipality.name}s region."
        raise InputError([("offer_ids", message)])
    found = latest_known(code, day) or known[0]
    if found.in_force_on(day):
        return found, ""
    note = (
        f"Rammesag kender ingen rammeaftale for regionen, der gælder den {date_in_words(day)}. Sagen følger "
        f"{found.title}, der gælder fra {date_in_words(found.in_force_from)} til {date_in_words(found.in_force_to)}."
    )
    return found, note


def found_by(session: Session, given: HalfOpening, municipality: Organisation) -> Found:
    """What the answers stand for, with all checks. Raises InputError for an offer or a term that does not exist."""
    assert given.takeover_on is not None
    agreement, note = agreement_for(municipality, today())
    place = aliased(Organisation)
    wanted = (
        select(Offer, place)
        .outerjoin(place, place.id == Offer.located_in_id)
        .where(Offer.id.in_(given.offer_ids))
        .options(joinedload(Offer.operator), joinedload(Offer.unit))
    )
    rows = {offer.id: (offer, where) for offer, where in session.execute(wanted)}
    unknown = [index for index, offer_id in enumerate(given.offer_ids) if offer_id not in rows]
    if unknown:
        raise InputError([(f"offer_ids[{index}]", "Tilbuddet findes ikke.") for index in unknown])
    term = term_of(given.takeover_on) if given.term_start is None else Term(given.term_start)
    registration = Registration(
        agreement=agreement.id.value,
        municipality=municipality.name,
        offers=tuple(_to_take_over(session, *rows[one], municipality) for one in given.offer_ids),
        takeover_on=given.takeover_on,
        today=today(),
        term=term,
        declared_on=given.declared_on,
        council_on=given.council_on,
        earlier=_earlier(session, municipality, term),
    )
    offers = [rows[one][0] for one in given.offer_ids]
    return Found(municipality, offers, agreement, note, registration, checks(registration))


def _to_take_over(
    session: Session, offer: Offer, place: Organisation | None, municipality: Organisation
) -> OfferToTakeOver:
    running = select(Case.number).join(Closing, Closing.case_id == Case.id)
    closing = session.scalars(running.where(Closing.offer_id == offer.id, Case.status == CaseStatus.RUNNING)).first()
    here = place is not None and place.code == municipality.code
    return OfferToTakeOver(
        name=offer.name,
        operator=offer.operator.name,
        regional=offer.operator.kind is OrganisationKind.REGION,
        located_in=municipality.name if here else place.name if place else "",
        valid_to=offer.valid_to,
        closing_case=closing or "",
    )


def _earlier(session: Session, municipality: Organisation, term: Term) -> tuple[EarlierRound, ...]:
    """The municipality's other rounds in the term, also of before it got its present row."""
    same = select(Organisation.id).where(Organisation.code == municipality.code)
    found = select(Takeover, Case.number, Case.status).join(Case, Case.id == Takeover.case_id)
    of_term = found.where(Takeover.municipality_id.in_(same), Takeover.term_start == term.start)
    return tuple(
        EarlierRound(
            case_number=number,
            open=status is CaseStatus.RUNNING and takeover.agreed_on is None,
            taken_over=takeover.agreed_on is not None,
            declared_on=takeover.declared_on,
        )
        for takeover, number, status in session.execute(of_term.order_by(Case.number))
    )
