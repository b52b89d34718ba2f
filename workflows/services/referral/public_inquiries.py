"""A citizen's own inquiry: a public form without login, limited in number, answered by a receipt that tells nothing."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import Field
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, aliased

from db.models.organisation import Organisation
from db.models.referral import InquiryAttempt, Referral
from db.sealing import KEYRING
from db.session import reading, transaction
from workflows.clock import now, today
from workflows.errors import NotFound, Refused
from workflows.processes.reading import read_answers
from workflows.processes.referral.answers import PersonalAnswers
from workflows.rules.referral.regimes import regions_with_referrals
from workflows.services.referral.referrals import Choice, Inquiry, checked_citizen, choices, open_case
from workflows.services.running.once import insert_once
from workflows.vocabulary import InquirySource, OrganisationKind, TargetGroup

Text = Annotated[str, Field(min_length=1)]
MOST_FROM_ONE_PLACE = 10
"""Sendings an hour from one place, those with a mistake in them too; a household or a library, not a flood."""
MOST_IN_ALL = 120
EVERYWHERE = "all"
KEPT = timedelta(days=1)
"""How long the fingerprint of a place is kept."""
TOO_MANY = "Der er kommet for mange henvendelser på kort tid. Prøv igen om en time, eller ring til centret."
NEXT_STEPS = (
    "Centret vurderer din henvendelse og skriver til dig.",
    "Din kommune får besked om henvendelsen, for det er kommunen, der træffer afgørelse om hjælp.",
    "Gem referencen. Du kan oplyse den, når du ringer til centret.",
)


class PublicInquiry(PersonalAnswers):
    """What the public form asks for."""

    centre_id: UUID
    municipality_id: UUID
    target_group: TargetGroup
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    cpr: Text
    address: Annotated[str, Field(max_length=500)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=200)] = ""


class TooMany(Refused):
    """More inquiries than one place, or all together, may send in an hour."""


@dataclass(frozen=True)
class PublicChoices:
    """The centres and municipalities of the form."""

    centres: list[Choice] = field(default_factory=list)
    municipalities: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class Receipt:
    """What a citizen takes away: nothing of the citizen, and nothing of how the case goes."""

    reference: str
    centre: str
    municipality: str
    received_on: date
    next_steps: tuple[str, ...] = NEXT_STEPS


def public_choices() -> PublicChoices:
    """The centres of today, and the municipalities whose agreement has referrals, by name."""
    day = today()
    with reading() as session:
        return PublicChoices(
            choices(session, OrganisationKind.CENTRE, day),
            choices(session, OrganisationKind.MUNICIPALITY, day, regions_with_referrals(day)),
        )


def submit_inquiry(answers: Mapping[str, Any], *, source: str, token: str) -> Receipt:
    """Open a referral for a citizen, and give the receipt; nobody is told whether the citizen has another.

    `source` is the place it comes from (an IP address), of which only a keyed fingerprint is kept; `token` is the
    form's own random text: the same form sent twice is one inquiry. Raises TooMany, and InputError and Refused as
    `open_referral` does.
    """
    _count(source)
    given = read_answers(PublicInquiry, answers)
    inquiry = Inquiry(inquired_on=today(), **given.model_dump())
    citizen = checked_citizen(inquiry)
    reference = _reference(token)
    with transaction() as session:
        # Two sendings of one form wait for each other here.
        _step_in_line(session, reference)
        if found := _receipt(session, reference):
            return found
        open_case(session, inquiry, citizen, source=InquirySource.CITIZEN, actor=None, reference=reference)
        session.flush()
        made = _receipt(session, reference)
        assert made is not None
        return made


def receipt(reference: str) -> Receipt:
    """The receipt with that reference. Raises NotFound for one that was never given."""
    with reading() as session:
        found = _receipt(session, reference.strip().upper())
        if found is None:
            raise NotFound("Referencen findes ikke.")
        return found


def _receipt(session: Session, reference: str) -> Receipt | None:
    centre, municipality = aliased(Organisation), aliased(Organisation)
    found = (
        select(centre.name, municipality.name, Referral.inquired_on)
        .select_from(Referral)
        .join(centre, centre.id == Referral.centre_id)
        .join(municipality, municipality.id == Referral.municipality_id)
        .where(Referral.reference == reference)
    )
    row = session.execute(found).one_or_none()
    return Receipt(reference, *row) if row else None


def _reference(token: str) -> str:
    """A reference of ten letters and digits that nobody can guess, the same for the same form."""
    code = base64.b32encode(sha256(f"inquiry|{token}".encode()).digest()).decode()[:10]
    return f"HK-{code[:5]}-{code[5:]}"


# --- how often


def _count(source: str) -> None:
    """Count one sending from a place, and one in all. Raises TooMany when there are more than may be."""
    place = KEYRING.lookups(f"inquiry from {source}")[0]
    hour = now().replace(minute=0, second=0, microsecond=0)
    with transaction() as session:
        session.execute(delete(InquiryAttempt).where(InquiryAttempt.hour < hour - KEPT))
        counted = {one: _one_more(session, one, hour) for one in (EVERYWHERE, place)}
    if counted[place] > MOST_FROM_ONE_PLACE or counted[EVERYWHERE] > MOST_IN_ALL:
        raise TooMany(TOO_MANY)


def _one_more(session: Session, fingerprint: str, hour: datetime) -> int:
    insert_once(session, InquiryAttempt, id=uuid4(), fingerprint=fingerprint, hour=hour, attempts=0)
    row = InquiryAttempt.fingerprint == fingerprint, InquiryAttempt.hour == hour
    session.execute(update(InquiryAttempt).where(*row).values(attempts=InquiryAttempt.attempts + 1))
    return session.scalars(select(InquiryAttempt.attempts).where(*row)).one()


def _step_in_line(session: Session, reference: str) -> None:
    hour = now().replace(minute=0, second=0, microsecond=0)
    insert_once(session, InquiryAttempt, id=uuid4(), fingerprint=reference, hour=hour, attempts=1)
