"""Addresses that the mail server refuses for good: kept with the person, and told to those who administer people."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from db.models.person import Person
from db.session import lock_row, reading
from workflows.clock import now
from workflows.services.notices.settling import settle_address
from workflows.services.notices.telling import notify_organisations
from workflows.services.notices.wording import secretariats
from workflows.vocabulary import NoticeKind


def address_refused(session: Session, person_id: UUID, reply: str) -> None:
    """Keep that mail to a person is refused; the first time those who administer people are told."""
    person = _held(session, person_id)
    person.mail_reply = reply
    if person.mail_refused_at is not None:
        return
    person.mail_refused_at = now()
    notify_organisations(
        session,
        NoticeKind.ADDRESS_REFUSED,
        secretariats(session),
        case=None,
        text=f"Mailserveren afviser mails til {person.name}. Se, om adressen er rigtig.",
        key=f"refused:{person.id}:{person.mail_refused_at.isoformat()}",
        about_person_id=person.id,
    )


def address_takes_mail(session: Session, person_id: UUID) -> None:
    """A mail to the person has gone through, or the address has been corrected: it is held to be right again."""
    person = _held(session, person_id)
    if person.mail_refused_at is not None:
        person.mail_refused_at, person.mail_reply = None, ""
        settle_address(session, person_id, now())


def refused_now() -> ColumnElement[bool]:
    """Whether mail to a person who may log in is refused."""
    return and_(Person.mail_refused_at.is_not(None), Person.active.is_(True))


def how_many_refused() -> int:
    """How many people's addresses are refused."""
    with reading() as session:
        return session.scalar(select(func.count()).select_from(Person).where(refused_now())) or 0


def _held(session: Session, person_id: UUID) -> Person:
    person: Person = session.scalars(lock_row(select(Person).where(Person.id == person_id))).one()
    return person
