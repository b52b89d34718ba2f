"""Making mails: rows written with what they tell, each with a job that sends it afterwards."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from db.models.notice import Mail, MailRhythm, Message
from db.models.work import Job
from db.session import reading, transaction
from workflows.clock import COPENHAGEN, now
from workflows.services.notices.post_office import post_office
from workflows.services.notices.rhythm import next_daily, next_weekly, paused, plan, rhythms
from workflows.services.notices.settling import over
from workflows.services.people.standing_in import away_everywhere
from workflows.services.running.once import insert_all_once
from workflows.vocabulary import MailFrequency

SEND = "send_mail"
AT_ONCE = 100
"""How many people's digests are made in one transaction."""
DIGESTS = (MailFrequency.DAILY, MailFrequency.WEEKLY)


def set_frequencies(session: Session, rows: list[dict[str, Any]], moment: datetime) -> None:
    """Say of new messages by which mail they go out: by none without a mail server, in the next digest in a pause."""
    if post_office() is None:
        for row in rows:
            row["frequency"] = MailFrequency.ON_PAGE
        return
    told = {row["person_id"] for row in rows if row["frequency"] is not MailFrequency.ON_PAGE}
    day = moment.astimezone(COPENHAGEN).date()
    away = away_everywhere(session, told, day)
    for person_id, rhythm in rhythms(session, told).items() if told else ():
        rests = person_id in away or paused(rhythm, day)
        for row in rows:
            if row["person_id"] == person_id:
                if row["frequency"] is MailFrequency.AT_ONCE and rests:
                    row["frequency"] = MailFrequency.DAILY
                plan(rhythm, row["frequency"], moment)


def mail_at_once(session: Session, rows: Iterable[Mapping[str, Any]], key: str, moment: datetime) -> None:
    """One mail to each person of all that goes out at once; `key` names what has been told."""
    by_person: dict[UUID, list[UUID]] = {}
    for row in rows:
        if row["frequency"] is MailFrequency.AT_ONCE:
            by_person.setdefault(row["person_id"], []).append(row["id"])
    for person_id, ids in by_person.items():
        _make(session, f"at_once:{key}:{person_id}", person_id, MailFrequency.AT_ONCE, ids, moment)


def make_digests() -> None:
    """Make the digests that are due: each person's once a period, whoever makes them, and however they end."""
    moment = now()
    due = select(MailRhythm).where(or_(MailRhythm.next_daily_at <= moment, MailRhythm.next_weekly_at <= moment))
    with reading() as session:
        # Looking before locking, so that an idle worker never holds SQLite's write lock.
        if not session.scalars(due.with_only_columns(MailRhythm.id).limit(1)).all():
            return
    with transaction() as session:
        some = due.order_by(MailRhythm.person_id).limit(AT_ONCE).with_for_update(skip_locked=True)
        rhythms_due = session.scalars(some).all()
        away = away_everywhere(session, {one.person_id for one in rhythms_due}, moment.astimezone(COPENHAGEN).date())
        for rhythm in rhythms_due:
            _digest(session, rhythm, moment, away.get(rhythm.person_id))


def _digest(session: Session, rhythm: MailRhythm, moment: datetime, away_to: date | None) -> None:
    day = moment.astimezone(COPENHAGEN).date()
    rests = away_to is not None or paused(rhythm, day)
    if rhythm.next_daily_at and rhythm.next_daily_at <= moment:
        rhythm.next_daily_at = next_daily(rhythm, moment, away_to) if rests else None
        if not rests and _collect(session, rhythm, MailFrequency.DAILY, moment):
            rhythm.last_daily_on = day
    if rhythm.next_weekly_at and rhythm.next_weekly_at <= moment:
        rhythm.next_weekly_at = next_weekly(rhythm, moment, away_to) if rests else None
        if not rests and _collect(session, rhythm, MailFrequency.WEEKLY, moment):
            rhythm.last_weekly_on = day


def _collect(session: Session, rhythm: MailRhythm, frequency: MailFrequency, moment: datetime) -> bool:
    """Put what is unread and not over into the digest of the day; false when there is nothing to tell."""
    waiting = select(Message.id).where(
        Message.person_id == rhythm.person_id,
        Message.read_at.is_(None),
        Message.frequency == frequency,
        Message.mail_id.is_(None),
        ~over(),
    )
    ids = session.scalars(waiting).all()
    day = moment.astimezone(COPENHAGEN).date()
    key = f"{frequency.value}:{rhythm.person_id}:{day.isoformat()}"
    return bool(ids) and _make(session, key, rhythm.person_id, frequency, ids, moment)


def _make(
    session: Session, key: str, person_id: UUID, frequency: MailFrequency, ids: Collection[UUID], moment: datetime
) -> bool:
    """Make a mail, unless one with the key has been made."""
    row = {"id": uuid4(), "key": key, "person_id": person_id, "frequency": frequency, "made_at": moment}
    if not insert_all_once(session, Mail, [row]):
        return False
    session.execute(update(Message).where(Message.id.in_(ids)).values(mail_id=row["id"]))
    payload = {"mail_id": str(row["id"])}
    session.add(Job(key=f"mail:{row['id']}", kind=SEND, case_id=None, payload=payload, run_after=moment))
    return True
