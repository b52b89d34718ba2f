"""What a person wishes of mail: how often of each kind, when the digests come, and a pause."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models.notice import MailChoice, MailRhythm
from db.models.person import Person, Post
from db.session import reading, transaction
from workflows.access.grants import SYSTEM_GRANTS
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.errors import Refused
from workflows.services.notices.choices import USUAL, frequencies
from workflows.services.notices.post_office import post_office
from workflows.services.notices.rhythm import USUAL_HOUR, USUAL_WEEKDAY, next_daily, next_weekly, rhythms
from workflows.vocabulary import MailFrequency, NoticeKind


@dataclass(frozen=True)
class Wishes:
    """How often mail comes of each kind that can come to the person, and when."""

    frequencies: Mapping[NoticeKind, MailFrequency]
    hour: int
    weekday: int
    paused_to: date | None


@dataclass(frozen=True)
class MailStanding:
    """How mail stands for a person: whether it is set up at all, and whether the server takes it."""

    set_up: bool
    wishes: Wishes
    refused_at: datetime | None
    """Since when mail to the person is refused."""


def wishes_of(person_id: UUID) -> MailStanding:
    """What a person has chosen, or what is usual."""
    with reading() as session:
        often = frequencies(session, [person_id])
        rhythm = session.scalars(select(MailRhythm).where(MailRhythm.person_id == person_id)).one_or_none()
        kinds = _kinds(session, person_id)
        return MailStanding(
            set_up=post_office() is not None,
            wishes=Wishes(
                frequencies={kind: often[person_id, kind] for kind in NoticeKind if kind in kinds},
                hour=rhythm.hour if rhythm else USUAL_HOUR,
                weekday=rhythm.weekday if rhythm else USUAL_WEEKDAY,
                paused_to=rhythm.paused_to if rhythm and rhythm.paused_to and rhythm.paused_to >= today() else None,
            ),
            refused_at=session.scalar(select(Person.mail_refused_at).where(Person.id == person_id)),
        )


def _kinds(session: Session, person_id: UUID) -> set[NoticeKind]:
    """The kinds that can come to a person: incidents and refused addresses come to those who see to them."""
    roles = {grant.role for grant in SYSTEM_GRANTS[Permission.INCIDENTS_HANDLE]}
    handles = select(Post.id).where(Post.person_id == person_id, Post.role.in_(roles)).limit(1)
    return set(NoticeKind) - (
        set() if session.scalars(handles).all() else {NoticeKind.INCIDENT, NoticeKind.ADDRESS_REFUSED}
    )


def wish(person_id: UUID, wishes: Wishes) -> None:
    """Keep what a person has chosen; it holds for what happens from now on, and for the digests to come.

    Raises Refused for a pause that has passed.
    """
    if wishes.paused_to is not None and wishes.paused_to < today():
        raise Refused("Vælg en dag, der ikke er passeret, eller lad feltet være tomt.", field="paused_to")
    with transaction() as session:
        rhythm = rhythms(session, [person_id])[person_id]
        rhythm.hour, rhythm.weekday, rhythm.paused_to = wishes.hour, wishes.weekday, wishes.paused_to
        rhythm.next_daily_at = next_daily(rhythm, now()) if rhythm.next_daily_at else None
        rhythm.next_weekly_at = next_weekly(rhythm, now()) if rhythm.next_weekly_at else None
        session.execute(delete(MailChoice).where(MailChoice.person_id == person_id))
        session.add_all(
            MailChoice(person_id=person_id, kind=kind, frequency=often)
            for kind, often in wishes.frequencies.items()
            if often is not USUAL[kind]
        )
