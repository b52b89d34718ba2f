"""Outages: something outside that all jobs of a kind need does not answer. They wait, and one incident tells of it.

No job is given up for an outage. While it lasts one of them tries at a time; when one succeeds, the incident is closed
by itself, and the others go at once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import Session

from db.models.work import Incident, Job
from db.session import reading
from workflows.clock import now
from workflows.services.notices.settling import settle_incident
from workflows.services.notices.wording import tell_of_incident
from workflows.services.running.once import insert_all_once
from workflows.vocabulary import JobStatus

TOLD_AFTER = 3
"""How often one job has tried before it is called an outage: after some six minutes."""
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(minutes=15)


class Outage(Exception):
    """What all jobs of a kind need does not answer."""


def wait_out(session: Session, job: Job, what: str, error: Outage) -> None:
    """Let a job and all others of its kind wait, and tell of the outage once; `what` was being done."""
    moment = now()
    job.status, job.error = JobStatus.WAITING, repr(error.__cause__ or error)[:2000]
    job.run_after = moment + min(FIRST_REST * 2**job.attempts, LONGEST_REST)
    session.execute(_waiting(job.kind).where(Job.run_after < job.run_after).values(run_after=job.run_after))
    if job.attempts >= TOLD_AFTER:
        _tell(session, job.kind, what, job.error, moment)
        # Counted no further: those are attempts that somebody else's failure ended.
        job.attempts = TOLD_AFTER + 1


def _tell(session: Session, kind: str, what: str, error: str, moment: datetime) -> None:
    row = {"id": uuid4(), "outage": kind, "what": what, "error": error, "happened_at": moment}
    if insert_all_once(session, Incident, [row]):
        # It does not go out by mail: mail is what jobs of the kind need.
        tell_of_incident(session, session.get_one(Incident, row["id"]), mailed=False)


def it_answers(session: Session, kind: str) -> None:
    """A job of the kind has got through: an outage, if there was one, is over."""
    found = select(Incident).where(Incident.outage == kind, Incident.resolved_at.is_(None))
    incident = session.scalars(found).one_or_none()
    if incident is not None:
        incident.resolved_at = now()
        settle_incident(session, incident.id, incident.resolved_at)
        try_now(session, kind)


def try_now(session: Session, kind: str) -> None:
    """Let all jobs of a kind that wait be tried without waiting longer."""
    session.execute(_waiting(kind).values(run_after=now()))


def waiting_jobs(incidents: Iterable[Incident]) -> dict[UUID, int]:
    """How many jobs wait for the end of each outage among some incidents."""
    count = select(func.count()).select_from(Job).where(Job.status == JobStatus.WAITING)
    with reading() as session:
        outages = [one for one in incidents if one.outage is not None]
        return {one.id: session.scalar(count.where(Job.kind == one.outage)) or 0 for one in outages}


def _waiting(kind: str) -> Update:
    return update(Job).where(Job.kind == kind, Job.status == JobStatus.WAITING)
