"""Timers: when one is due, its case runs on, through the same step as a user's."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, exists, or_, select

from db.models.case import Timer
from db.models.work import Incident
from db.session import lock_row, reading, transaction
from workflows.clock import now
from workflows.services.running.incidents import Attempt, keep_incident
from workflows.services.running.stepping import begin, label_of, load, lock_case, save

MOST_ATTEMPTS = 8
REST = timedelta(minutes=1)
"""How long a timer rests that has failed."""


class GivenUp(Exception):
    """A timer was tried as often as it may without anyone learning how it went: its process was killed each time."""


def due_timers(limit: int = 20) -> list[UUID]:
    """The timers whose moment has come, the oldest first; one that failed rests between its attempts."""
    moment = now()
    failed = exists().where(Incident.timer_id == Timer.id, Incident.resolved_at.is_(None))
    rests = failed.where(Incident.happened_at > moment - REST)
    may_be_tried = and_(Timer.attempts < MOST_ATTEMPTS, ~rests)
    nobody_knows = and_(Timer.attempts == MOST_ATTEMPTS, ~failed)
    with reading() as session:
        due = select(Timer.id).where(Timer.due_at <= moment, or_(may_be_tried, nobody_knows))
        return list(session.scalars(due.order_by(Timer.due_at).limit(limit)))


def fire(timer_id: UUID) -> bool:
    """Run the case of a due timer; false when another worker was first.

    Raises StepFailed after keeping an incident; the timer is tried again later.
    """
    attempt = Attempt("Reagér på en frist", timer_id=timer_id)
    attempts = _count(timer_id)
    with keep_incident(attempt), transaction() as session:
        case_id = session.scalars(select(Timer.case_id).where(Timer.id == timer_id)).one_or_none()
        if case_id is None:
            return False
        attempt.case_id = case_id
        case = lock_case(session, case_id)
        timer = session.scalars(select(Timer).where(Timer.id == timer_id)).one_or_none()
        if timer is None or timer.due_at > now():
            return False
        attempt.what = f"Reagér på fristen »{label_of(session, case, timer.element_id)}«"
        if attempts > MOST_ATTEMPTS:
            raise GivenUp(f"{timer.element_id}: tried {MOST_ATTEMPTS} times, and killed each time")
        step = begin(session, case, now(), None)
        process = load(step)
        process.run(step.now)
        save(step, process)
        return True


def _count(timer_id: UUID) -> int:
    """Note the attempt before it is made, so that one that kills the process is not tried for ever."""
    with transaction() as session:
        timer: Timer | None = session.scalars(lock_row(select(Timer).where(Timer.id == timer_id))).one_or_none()
        if timer is None:
            return 0
        timer.attempts += 1
        return timer.attempts


def try_again(timer_id: UUID) -> None:
    """Let a timer that has failed be tried anew."""
    with transaction() as session:
        timer = session.scalars(lock_row(select(Timer).where(Timer.id == timer_id))).one_or_none()
        if timer is not None:
            timer.attempts = 0
