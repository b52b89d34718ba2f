"""Private addresses at which a calendar program gets one's dates: made, renewed, ended, and known again.

Who has the address needs nothing else, so it holds for one person and one organisation, only as long as the person
has a role there, and it can be renewed at any time. Only a hash of its secret part is kept.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update

from db.models.calendar import CalendarAddress
from db.models.person import Person
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.errors import NotAllowed, NotFound
from workflows.services.people.sessions import actor_in, choices_on, digest, posts_on

NOTED_EVERY = timedelta(minutes=10)
"""Use is noted no oftener than this, so that a program that asks all the time seldom writes."""
UNKNOWN = "Der er ingen kalender på adressen. Er den fornyet, står den nye under »Min profil«."


@dataclass(frozen=True)
class AddressShown:
    """An organisation that the person can act for, and the address that its dates have, if there is one."""

    organisation_id: UUID
    organisation: str
    made_at: datetime | None
    last_used_at: datetime | None


def addresses_of(person_id: UUID) -> list[AddressShown]:
    """The organisations that the person acts for today, by name, each with its calendar's address."""
    with reading() as session:
        kept = select(CalendarAddress).where(CalendarAddress.person_id == person_id)
        known = {row.organisation_id: row for row in session.scalars(kept)}
        return [
            AddressShown(
                choice.organisation_id,
                choice.name,
                known[choice.organisation_id].made_at if choice.organisation_id in known else None,
                known[choice.organisation_id].last_used_at if choice.organisation_id in known else None,
            )
            for choice in choices_on(session, person_id, today())
        ]


def renew_address(person_id: UUID, organisation_id: UUID) -> str:
    """Make an address, or another in place of the one there is; gives its secret part, which is kept nowhere.

    Raises NotAllowed when the person has no role in the organisation today.
    """
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        if organisation_id not in {one.organisation_id for one in choices_on(session, person_id, today())}:
            raise NotAllowed("Du har ingen rolle i den organisation i dag.")
        own = CalendarAddress.person_id == person_id, CalendarAddress.organisation_id == organisation_id
        session.execute(delete(CalendarAddress).where(*own))
        session.add(
            CalendarAddress(
                person_id=person_id, organisation_id=organisation_id, token_hash=digest(token), made_at=now()
            )
        )
    return token


def end_address(person_id: UUID, organisation_id: UUID) -> None:
    """Let the person's address of an organisation lead nowhere."""
    own = CalendarAddress.person_id == person_id, CalendarAddress.organisation_id == organisation_id
    with transaction() as session:
        session.execute(delete(CalendarAddress).where(*own))


def actor_at(token: str) -> Actor:
    """For whom an address shows dates; its use is noted.

    Raises NotFound for an address that is unknown or renewed, and when the person is closed out or has no role left.
    """
    moment = now()
    with reading() as session:
        found = (
            select(CalendarAddress, Person)
            .join(Person, Person.id == CalendarAddress.person_id)
            .where(CalendarAddress.token_hash == digest(token), Person.active)
        )
        row = session.execute(found).one_or_none()
        if row is None:
            raise NotFound(UNKNOWN)
        address, person = row
        posts = posts_on(session, person.id, today())
        actor = actor_in(person, [post for post in posts if post.organisation_id == address.organisation_id])
    if actor is None:
        raise NotFound(UNKNOWN)
    if address.last_used_at is None or moment - address.last_used_at >= NOTED_EVERY:
        _note_use(address.id, moment)
    return actor


def _note_use(address_id: UUID, moment: datetime) -> None:
    with transaction() as session:
        session.execute(update(CalendarAddress).where(CalendarAddress.id == address_id).values(last_used_at=moment))
