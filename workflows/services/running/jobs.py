"""Jobs: rows written with the step that orders them, each worked once.

A worker takes a job by a short lease and prolongs it while it is busy, so that what a killed worker held is soon taken
up by another. The leases of a job are counted for as long as it lives, and their number is the fence:
a worker that was thought dead can't finish a job that another has taken, nor one that a person has let be tried anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.work import Job
from db.session import lock_row, reading, transaction
from workflows.clock import now
from workflows.processes.collecting import COLLECT
from workflows.processes.reevaluation.adopting import PUT_IN_FORCE
from workflows.services.emergency_brake.adopted_lists import put_list_in_force
from workflows.services.extracts.making import DRAW, FORGET, draw_extract, forget_extract
from workflows.services.hearings.notes import collect_answers
from workflows.services.meetings.making import MAKE, make_meeting_document
from workflows.services.notices.mails import SEND
from workflows.services.notices.sending import give_up_mail, send_mail
from workflows.services.notices.spreading import SPREAD, spread_notices
from workflows.services.papers.documents import render_document
from workflows.services.people.leaving import RELEASE, release_tasks
from workflows.services.register.regions import CHANGE_REGIONS, change_regions
from workflows.services.running.faults import places
from workflows.services.running.heartbeat import Heartbeat
from workflows.services.running.incidents import Attempt, record_incident
from workflows.services.running.outages import Outage, wait_out
from workflows.vocabulary import JobStatus

LEASE = timedelta(seconds=30)
"""How long a job is nobody else's after the last sign of life of who works it; see `heartbeat.BEAT_SECONDS`."""
MOST_ATTEMPTS = 8

WORK: dict[str, Callable[[dict[str, Any]], Callable[[Session], None]]] = {
    "render_document": render_document,
    SPREAD: spread_notices,
    CHANGE_REGIONS: change_regions,
    RELEASE: release_tasks,
    SEND: send_mail,
    MAKE: make_meeting_document,
    PUT_IN_FORCE: put_list_in_force,
    COLLECT: collect_answers,
    DRAW: draw_extract,
    FORGET: forget_extract,
}
"""The kinds of jobs: each does the long part outside a transaction and gives back what to write."""
CALLED: dict[str, str] = {
    "render_document": "Dan dokument",
    CHANGE_REGIONS: "Flyt kommuner til en anden region",
    RELEASE: "Læg opgaver tilbage fra en, hvis rolle er slut",
    SPREAD: "Giv besked om det, der er sket",
    SEND: "Send mails",
    MAKE: "Dan et mødes dokument",
    PUT_IN_FORCE: "Lad en tiltrådt liste gælde",
    COLLECT: "Saml svarene i et notat",
    DRAW: "Dan et udtræk til Excel",
    FORGET: "Slet et udtræk, hvis tid er gået",
}
"""What was being done, as an incident says it."""

REST = {SEND: timedelta(minutes=1)}
"""What is waited after a failure, doubled each time, where it is not a second: a full mailbox is not soon emptied."""

GIVE_UP: dict[str, Callable[[Session, dict[str, Any], Exception], bool]] = {SEND: give_up_mail}
"""How a job ends whose last attempt has failed, where that is no incident; false where it is one all the same."""


@dataclass(frozen=True)
class Taken:
    """A job under lease; `lease` is the fence, `attempt` is counted anew when a person lets the job be tried again."""

    id: UUID
    kind: str
    case_id: UUID | None
    payload: dict[str, Any]
    attempt: int
    lease: int


def take() -> Taken | None:
    """The next job that is ready, leased to the caller; none when there is nothing to do."""
    moment = now()
    ready = select(Job).where(Job.status.in_((JobStatus.WAITING, JobStatus.RUNNING)), Job.run_after <= moment)
    with reading() as session:
        # Looking before locking, so that an idle worker never holds SQLite's write lock.
        if session.scalars(ready.limit(1)).one_or_none() is None:
            return None
    with transaction() as session:
        job = session.scalars(
            ready.order_by(Job.run_after, Job.id).limit(1).with_for_update(skip_locked=True)
        ).one_or_none()
        if job is None:
            return None
        job.status = JobStatus.RUNNING
        job.attempts += 1
        job.leases += 1
        job.run_after = moment + LEASE
        return Taken(job.id, job.kind, job.case_id, job.payload, job.attempts, job.leases)


class WorkerLost(Exception):
    """The lease of a job ran out, time after time: whatever worked it was killed."""


def work(taken: Taken) -> bool:
    """Do a taken job and mark it done in the transaction that keeps its result.

    False when it failed (tried again later, an incident after the last attempt) or the lease was lost.
    """
    outcome = Outcome(taken)
    with outcome:
        if taken.attempt > MOST_ATTEMPTS:
            raise WorkerLost(f"{taken.kind}: taken {MOST_ATTEMPTS} times, and the worker was lost each time")
        with Heartbeat(lambda: _prolong(taken)):
            keep = WORK[taken.kind](taken.payload)
        with transaction() as session:
            job = _still_mine(session, taken)
            if job is None:
                return False
            keep(session)
            job.status = JobStatus.DONE
            job.error = ""
    return outcome.succeeded


def _prolong(taken: Taken) -> bool:
    """Prolong a lease; false when it is lost."""
    mine = update(Job).where(Job.id == taken.id, Job.status == JobStatus.RUNNING, Job.leases == taken.lease)
    with transaction() as session:
        prolonged: CursorResult[Any] = session.execute(mine.values(run_after=now() + LEASE))  # type: ignore[assignment]
        return prolonged.rowcount == 1


class Outcome:
    """Turns an error of a job into a later attempt, and after the last one into an incident."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self.succeeded = True

    def __enter__(self) -> "Outcome":
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _tb: object) -> bool:
        if not isinstance(error, Exception):
            return False
        self.succeeded = False
        with transaction() as session:
            job = _still_mine(session, self.taken)
            if job is not None:
                _after_failure(session, job, error)
            failed = job is not None and job.status is JobStatus.FAILED
        if failed:
            attempt = Attempt(CALLED[self.taken.kind], case_id=self.taken.case_id, job_id=self.taken.id)
            attempt.mailed = self.taken.kind != SEND
            record_incident(attempt, error)
        return True


def _after_failure(session: Session, job: Job, error: Exception) -> None:
    """Let a job that has failed wait for another attempt, or end after the last one."""
    if isinstance(error, Outage):
        wait_out(session, job, CALLED[job.kind], error)
        return
    case = session.get(Case, job.case_id) if job.case_id else None
    job.error = places(error)[-2000:] if case and case.sealed else repr(error)[:2000]
    job.run_after = now() + REST.get(job.kind, timedelta(seconds=1)) * 2**job.attempts
    if job.attempts < MOST_ATTEMPTS:
        job.status = JobStatus.WAITING
    elif job.kind in GIVE_UP and GIVE_UP[job.kind](session, job.payload, error):
        job.status = JobStatus.DONE
    else:
        job.status = JobStatus.FAILED


def _still_mine(session: Session, taken: Taken) -> Job | None:
    job = session.scalars(lock_row(select(Job).where(Job.id == taken.id))).one()
    mine = job.status is JobStatus.RUNNING and job.leases == taken.lease
    return job if mine else None


def try_again(job_id: UUID) -> None:
    """Let a job that has failed be tried anew."""
    with transaction() as session:
        job = session.scalars(lock_row(select(Job).where(Job.id == job_id))).one()
        if job.status is JobStatus.FAILED:
            job.status = JobStatus.WAITING
            job.attempts = 0
            job.run_after = now()
