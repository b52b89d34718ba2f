"""Logging in and out with e-mail address and password."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from db.models.person import Person
from db.session import lock_row, reading, transaction
from workflows.clock import now
from workflows.errors import Refused
from workflows.services.people import passwords, sessions

FAILURES_ALLOWED = 5
"""Wrong passwords in a row before the account is locked."""
LOCKED_FOR = timedelta(minutes=5)

WRONG = (
    "E-mailadressen og adgangskoden passer ikke sammen. "
    "Efter flere forkerte forsøg må du vente fem minutter, før du kan prøve igen."
)
"""Says the same whether the account exists, is locked or is not: strangers learn nothing."""


def log_in(email: str, password: str, *, device: str) -> str:
    """Begin a login; gives the token for the browser's cookie.

    Raises Refused with one and the same message when the password is wrong, when the account is
    locked, closed or without a password, and when there is none.
    """
    with reading() as session:
        person = session.scalar(select(Person).where(Person.email == email.strip().lower()))
        person_id, kept_hash = (person.id, person.password_hash) if person else (None, None)
    # The hashing takes long and is done outside a transaction.
    right = passwords.matches(password, kept_hash)
    if person_id is None or not _admitted(person_id, right):
        raise Refused(WRONG)
    with transaction() as session:
        return sessions.start(session, person_id, device=device)


def _admitted(person_id: UUID, right: bool) -> bool:
    """Whether the person may come in; counts the failures and locks the account after too many."""
    with transaction() as session:
        person = session.scalars(lock_row(select(Person).where(Person.id == person_id))).one()
        locked = person.locked_until is not None and person.locked_until > now()
        if locked or not person.active:
            return False
        if right:
            person.failed_logins, person.locked_until = 0, None
            return True
        person.failed_logins += 1
        if person.failed_logins >= FAILURES_ALLOWED:
            person.failed_logins, person.locked_until = 0, now() + LOCKED_FOR
        return False


def log_out(session_id: UUID, *, person_id: UUID) -> None:
    """End the login that the person is using."""
    sessions.end(session_id, person_id=person_id)


def end_other_logins(session_id: UUID, *, person_id: UUID) -> None:
    """End all of the person's logins but the one in use."""
    with transaction() as session:
        sessions.end_others(session, person_id, keep=session_id)


def change_password(person_id: UUID, *, session_id: UUID, current: str, password: str) -> None:
    """Set a new password, and end the person's logins on other devices.

    Raises Refused when the current password is wrong or the new one is easily guessed.
    """
    with reading() as session:
        person = session.get_one(Person, person_id)
        name, email, kept_hash = person.name, person.email, person.password_hash
    if not passwords.matches(current, kept_hash):
        raise Refused("Den nuværende adgangskode er forkert.", field="current_password")
    passwords.check_strength(password, name=name, email=email)
    new_hash = passwords.hashed(password)
    with transaction() as session:
        session.get_one(Person, person_id).password_hash = new_hash
        sessions.end_others(session, person_id, keep=session_id)
