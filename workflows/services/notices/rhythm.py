"""When a person's digests go out: at an hour of Danish time, once a day and once a week, whatever the clocks do."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.notice import MailRhythm
from db.session import lock_row
from workflows.clock import COPENHAGEN
from workflows.services.running.once import insert_all_once
from workflows.vocabulary import MailFrequency

USUAL_HOUR, USUAL_WEEKDAY = 7, 0
"""Seven in the morning, on Mondays."""


def next_daily(rhythm: MailRhythm, after: datetime, away_to: date | None = None) -> datetime:
    """The first moment after another at which the day's digest may go out.

    Not twice on one date, not in a pause, and not until the person is back who is away to and including a day.
    """
    day = max(after.astimezone(COPENHAGEN).date(), _back(away_to))
    return _next(rhythm, after, rhythm.last_daily_on, timedelta(days=1), day)


def next_weekly(rhythm: MailRhythm, after: datetime, away_to: date | None = None) -> datetime:
    """The same for the week's digest, on its weekday."""
    day = max(after.astimezone(COPENHAGEN).date(), _back(away_to))
    first = day + timedelta(days=(rhythm.weekday - day.weekday()) % 7)
    return _next(rhythm, after, rhythm.last_weekly_on, timedelta(days=7), first)


def _back(away_to: date | None) -> date:
    return away_to + timedelta(days=1) if away_to else date.min


def _next(rhythm: MailRhythm, after: datetime, last: date | None, period: timedelta, day: date) -> datetime:
    # Counted in dates: an hour that the clocks leap over or repeat is still one moment of its date.
    while (last and day <= last) or paused(rhythm, day) or _at(day, rhythm.hour) <= after:
        day += period
    return _at(day, rhythm.hour)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), COPENHAGEN)


def paused(rhythm: MailRhythm, day: date) -> bool:
    """Whether no mail goes out on a day."""
    return rhythm.paused_to is not None and day <= rhythm.paused_to


def rhythms(session: Session, person_ids: Collection[UUID]) -> dict[UUID, MailRhythm]:
    """The rhythms of some people, held until the transaction ends; who has none yet gets the usual one."""
    usual = [
        {"id": uuid4(), "person_id": one, "hour": USUAL_HOUR, "weekday": USUAL_WEEKDAY} for one in sorted(person_ids)
    ]
    insert_all_once(session, MailRhythm, usual)
    found = select(MailRhythm).where(MailRhythm.person_id.in_(person_ids)).order_by(MailRhythm.person_id)
    return {one.person_id: one for one in session.scalars(lock_row(found))}


def plan(rhythm: MailRhythm, frequency: MailFrequency, moment: datetime) -> None:
    """Let the next digest of a frequency go out, as there is something to tell in it."""
    if frequency is MailFrequency.DAILY:
        rhythm.next_daily_at = rhythm.next_daily_at or next_daily(rhythm, moment)
    if frequency is MailFrequency.WEEKLY:
        rhythm.next_weekly_at = rhythm.next_weekly_at or next_weekly(rhythm, moment)
