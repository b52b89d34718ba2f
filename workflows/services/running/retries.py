"""Trying again what an incident stopped."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.models.organisation import Organisation
from db.models.person import Person, Post
from db.models.work import Incident
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.errors import InputError, Refused
from workflows.services.casework.tasks import complete_task
from workflows.services.running import jobs, timers
from workflows.services.running.incidents import answers_kept, find_incident, must_handle_incidents, resolve
from workflows.services.running.outages import try_now
from workflows.vocabulary import TaskStatus


def retry(incident_id: UUID, actor: Actor) -> bool:
    """Do again what failed, for the person who did it first; the incident is put aside when it succeeds.

    False where it is not put aside yet: an outage is over when something has got through.

    Raises NotAllowed, StepFailed when it fails again, and Refused when the task has been done meanwhile, or can't be
    done with the same answers any more.
    """
    must_handle_incidents(actor)
    with reading() as session:
        incident = find_incident(session, incident_id)
        task = session.get(Task, incident.task_id) if incident.task_id else None
        first = _actor_of(session, incident) if task is not None else None
        case = session.get(Case, incident.case_id) if incident.case_id else None
        answers = answers_kept(session, incident)
    if incident.resolved_at is not None:
        raise Refused("Hændelsen er allerede lagt til side.")
    if incident.outage is not None:
        with transaction() as session:
            try_now(session, incident.outage)
        return False
    if incident.job_id is not None:
        jobs.try_again(incident.job_id)
    elif incident.timer_id is not None:
        timers.try_again(incident.timer_id)
        timers.fire(incident.timer_id)
    elif task is not None and first is not None:
        _complete(task, answers, first, sealed=case is not None and case.sealed)
    resolve(incident_id, actor)
    return True


def _complete(task: Task, answers: Mapping[str, Any], first: Actor, *, sealed: bool) -> None:
    if task.status is not TaskStatus.OPEN:
        raise Refused("Opgaven er udført siden. Hændelsen kan lægges til side.")
    try:
        complete_task(task.id, revision=task.revision, answers=answers, actor=first)
    except InputError as error:
        # What is wrong with answers about a citizen is not for the one who tries again.
        reasons = "." if sealed else ": " + " ".join(message for _path, message in error.errors)
        raise Refused(f"Svarene kan ikke bruges længere, og {first.name} må udføre opgaven igen{reasons}") from None


def _actor_of(session: Session, incident: Incident) -> Actor | None:
    """The person whose step failed, acting as then, with the roles held there today."""
    person = session.get(Person, incident.person_id) if incident.person_id else None
    organisation = session.get(Organisation, incident.organisation_id) if incident.organisation_id else None
    if person is None or organisation is None:
        return None
    posts = select(Post.role).where(
        Post.person_id == person.id,
        Post.organisation_id == organisation.id,
        Post.valid_from <= today(),
        (Post.valid_to.is_(None)) | (Post.valid_to >= today()),
    )
    return Actor(
        person_id=person.id,
        name=person.name,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        organisation_kind=organisation.kind,
        roles=frozenset(session.scalars(posts)),
    )
