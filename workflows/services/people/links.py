"""One-time links, by which a person sets a first password or a new one."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models.person import OneTimeLink, Person
from db.recording import Acting, act_as
from db.session import lock_row, reading, transaction
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.services.people import passwords, sessions
from workflows.services.register.administering import COMMAND_LINE, administering

VALID_FOR = timedelta(hours=72)

SPENT = "Linket er brugt eller for gammelt. Bed sekretariatet om et nyt."


def make_link(person_id: UUID, *, actor: Actor) -> str:
    """Make a link for the person; gives its token, which is kept nowhere. Earlier links no longer hold.

    Raises NotFound when there is no such person, Refused when the person's account is closed.
    """
    with administering(actor) as session:
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound("Personen findes ikke.")
        if not person.active:
            raise Refused("Personens adgang er lukket. Åbn den, før du laver et link.")
        made_by = None if actor.person_id == COMMAND_LINE else actor.person_id
        return new_link(session, person_id, made_by=made_by)


def new_link(session: Session, person_id: UUID, *, made_by: UUID | None) -> str:
    """As `make_link`, in a running transaction, for a person who was just made or found."""
    token = secrets.token_urlsafe(32)
    session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.person_id == person_id, OneTimeLink.used_at.is_(None))
        .values(expires_at=now())
    )
    session.add(
        OneTimeLink(
            person_id=person_id,
            token_hash=sessions.digest(token),
            made_by_id=made_by,
            expires_at=now() + VALID_FOR,
        )
    )
    return token


@dataclass(frozen=True)
class Owner:
    """The person that a link is for."""

    name: str
    email: str


def owner(token: str) -> Owner:
    """The person that a link is for, while it holds.

    Raises Refused when the link is used, too old, or never was.
    """
    with reading() as session:
        person = session.get_one(Person, _holding(session, token).person_id)
        return Owner(person.name, person.email)


def use_link(token: str, password: str) -> None:
    """Set the person's password by the link, which is then spent; ends all logins and lifts a lock.

    Raises Refused when the link does not hold or the password is easily guessed.
    """
    person = owner(token)
    passwords.check_strength(password, name=person.name, email=person.email)
    new_hash = passwords.hashed(password)
    with transaction() as session:
        link = _holding(session, token)
        act_as(session, Acting(link.person_id))
        link.used_at = now()
        kept = session.get_one(Person, link.person_id)
        kept.password_hash, kept.failed_logins, kept.locked_until = new_hash, 0, None
        sessions.end_others(session, kept.id)


def _holding(session: Session, token: str) -> OneTimeLink:
    link: OneTimeLink | None = session.scalar(
        lock_row(select(OneTimeLink).where(OneTimeLink.token_hash == sessions.digest(token)))
    )
    if link is None or link.used_at is not None or link.expires_at <= now():
        raise Refused(SPENT)
    person = session.get_one(Person, link.person_id)
    if not person.active:
        raise Refused(SPENT)
    return link
