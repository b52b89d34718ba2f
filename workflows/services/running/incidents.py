"""Incidents: an operation failed, the case stands as before, a person sees it and can try again."""

import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.case import Case, Task
from db.models.work import Incident
from db.sealing import NoMasterKey
from db.session import lock_row, reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import InputError, NotAllowed, NotFound, Refused
from workflows.processes.sealing import kept_data, read_data
from workflows.processes.step import Step
from workflows.services.notices.settling import settle_incident
from workflows.services.notices.wording import tell_of_incident
from workflows.services.running.faults import places

ANSWERS_KEPT = "incident.answers"
STEP_FAILED = (
    "Trinnet kunne ikke gennemføres på grund af en fejl i Rammesag. Sagen står, som den gjorde før, "
    "og dine svar er gemt. Sekretariatet kan se fejlen og prøve igen."
)


class StepFailed(Refused):
    """A step met an error of the system; what the person answered is kept with the incident."""


@dataclass
class Attempt:
    """What is being tried, so that an incident can tell it and a retry repeat it."""

    what: str
    case_id: UUID | None = None
    task_id: UUID | None = None
    timer_id: UUID | None = None
    job_id: UUID | None = None
    answers: dict[str, Any] | None = field(default=None, repr=False)
    actor: Actor | None = None
    mailed: bool = True
    """Whether its incident is told of by mail: not when it is mail that failed."""


class keep_incident:
    """Outside the transaction of a step: an error of the system becomes an incident and StepFailed.

    So does a refusal where no person is there to read it.
    """

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt

    def __enter__(self) -> Attempt:
        return self.attempt

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        told = isinstance(error, Refused | InputError) and self.attempt.actor is not None
        if isinstance(error, Exception) and not told:
            record_incident(self.attempt, error)
            raise StepFailed(STEP_FAILED) from error


def record_incident(attempt: Attempt, error: Exception) -> None:
    """Keep an incident in a transaction of its own; one that is open for the same work is not repeated."""
    with transaction() as session:
        case = _case_of(session, attempt)
        answers = _kept_answers(session, case, attempt)
        known = select(Incident).where(
            Incident.resolved_at.is_(None),
            Incident.task_id == attempt.task_id,
            Incident.timer_id == attempt.timer_id,
            Incident.job_id == attempt.job_id,
        )
        before = session.scalars(known).first()
        incident = before or Incident(case_id=case.id if case else None, what=attempt.what)
        incident.task_id, incident.timer_id, incident.job_id = (
            attempt.task_id,
            attempt.timer_id,
            attempt.job_id,
        )
        incident.answers = answers
        incident.person_id = attempt.actor.person_id if attempt.actor else None
        incident.organisation_id = attempt.actor.organisation_id if attempt.actor else None
        told = places(error) if case and case.sealed else "".join(traceback.format_exception(error))
        incident.error = told[-8000:]
        incident.happened_at = now()
        if before is None:
            session.add(incident)
            session.flush()
            tell_of_incident(session, incident, mailed=attempt.mailed)


def _case_of(session: Session, attempt: Attempt) -> Case | None:
    """The case; it may have failed before it was known to the attempt."""
    of_task = select(Task.case_id).where(Task.id == attempt.task_id).scalar_subquery()
    return session.scalars(select(Case).where(Case.id == (attempt.case_id or of_task))).one_or_none()


def _kept_answers(session: Session, case: Case | None, attempt: Attempt) -> dict[str, Any] | None:
    """The answers as they may be kept: sealed in a case about a citizen, and not at all where nothing can be sealed."""
    if case is None or attempt.answers is None:
        return None
    with suppress(NoMasterKey):
        return kept_data(Step(session, case, now(), attempt.actor), ANSWERS_KEPT, attempt.answers)
    return None


def answers_kept(session: Session, incident: Incident) -> dict[str, Any]:
    """What the person had answered, in clear."""
    if incident.answers is None or incident.case_id is None:
        return {}
    case = session.scalars(select(Case).where(Case.id == incident.case_id)).one()
    return read_data(Step(session, case, now()), ANSWERS_KEPT, incident.answers)


def open_incidents(actor: Actor) -> list[Incident]:
    """The incidents that wait for someone, the oldest first, with their cases."""
    must_handle_incidents(actor)
    with reading() as session:
        found = select(Incident).where(Incident.resolved_at.is_(None)).options(joinedload(Incident.case))
        return list(session.scalars(found.order_by(Incident.happened_at)))


def resolve(incident_id: UUID, actor: Actor) -> None:
    """Put an incident aside that has been dealt with. Raises Refused for an outage, which ends by itself."""
    must_handle_incidents(actor)
    with transaction() as session:
        incident = find_incident(session, incident_id)
        if incident.outage is not None:
            raise Refused("Hændelsen lukker af sig selv, når det går igennem igen. Den kan ikke lægges til side.")
        incident.resolved_at = now()
        incident.resolved_by_id = actor.person_id
        settle_incident(session, incident.id, incident.resolved_at)


def find_incident(session: Any, incident_id: UUID) -> Incident:
    """An incident, held until the transaction ends. Raises NotFound."""
    incident = session.scalars(lock_row(select(Incident).where(Incident.id == incident_id))).one_or_none()
    if incident is None:
        raise NotFound("Hændelsen findes ikke.")
    found: Incident = incident
    return found


def must_handle_incidents(actor: Actor) -> None:
    """Let on only who may handle incidents. Raises NotAllowed."""
    if not allows(Permission.INCIDENTS_HANDLE, actor=actor):
        raise NotAllowed("Kun sekretariatet kan se driftshændelser.")
