"""Timers: when one is due, its case runs on, through the same step as a user's."""

from uuid import UUID

from sqlalchemy import select

from db.models.case import Timer
from db.session import lock_row, reading, transaction
from workflows.clock import now
from workflows.services.incidents import Attempt, keep_incident
from workflows.services.stepping import begin, load, lock_case, save

MOST_ATTEMPTS = 8


def due_timers(limit: int = 20) -> list[UUID]:
    """The timers whose moment has come, the oldest first."""
    with reading() as session:
        due = select(Timer.id).where(Timer.due_at <= now(), Timer.attempts < MOST_ATTEMPTS)
        return list(session.scalars(due.order_by(Timer.due_at).limit(limit)))


def fire(timer_id: UUID) -> bool:
    """Run the case of a due timer; false when another worker was first.

    Raises StepFailed after keeping an incident; the timer is tried again later.
    """
    attempt = Attempt("Reagér på en frist", timer_id=timer_id)
    _count(timer_id)
    with keep_incident(attempt), transaction() as session:
        case_id = session.scalars(select(Timer.case_id).where(Timer.id == timer_id)).one_or_none()
        if case_id is None:
            return False
        attempt.case_id = case_id
        case = lock_case(session, case_id)
        timer = session.scalars(select(Timer).where(Timer.id == timer_id)).one_or_none()
        if timer is None or timer.due_at > now():
            return False
        attempt.what = f"Reagér på fristen »{timer.element_id}«"
        step = begin(session, case, now(), None)
        process = load(step)
        process.run(step.now)
        save(step, process)
        return True


def _count(timer_id: UUID) -> None:
    """Note the attempt before it is made, so that one that kills the process is not tried for ever."""
    with transaction() as session:
        timer = session.scalars(lock_row(select(Timer).where(Timer.id == timer_id))).one_or_none()
        if timer is not None:
            timer.attempts += 1


def try_again(timer_id: UUID) -> None:
    """Let a timer that has failed be tried anew."""
    with transaction() as session:
        timer = session.scalars(lock_row(select(Timer).where(Timer.id == timer_id))).one_or_none()
        if timer is not None:
            timer.attempts = 0
