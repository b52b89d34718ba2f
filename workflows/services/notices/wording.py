"""What services tell, in words: a task that changes hands, a document, a case that has ended, an incident."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.models.document import Document
from db.models.organisation import Organisation
from db.models.work import Incident
from workflows.access.actor import Actor
from workflows.access.visibility import LISTED
from workflows.clock import today
from workflows.processes.step import Step
from workflows.processes.telling import REPORT
from workflows.services.notices.telling import notify, notify_organisations
from workflows.vocabulary import CaseStatus, NoticeKind, OrganisationKind


def tell_of_hands(session: Session, case: Case, task: Task, *, before: UUID | None, actor: Actor) -> None:
    """A task has been given to one person or to nobody in particular; who had it `before` hears it, too."""
    to = task.assignee_id
    changed = f"hands:{task.id}:{task.revision}"
    if to is not None and to != before:
        text = f"»{task.label}« er givet til dig af {actor.name}."
        _to_one(session, case, task, to, NoticeKind.TASK_GIVEN, text, changed, actor)
    if before is not None and to != before:
        text = f"»{task.label}« er ikke længere din. {actor.name} har givet den {'videre' if to else 'fri'}."
        _to_one(session, case, task, before, NoticeKind.TASK_TAKEN_BACK, text, changed, actor)


def _to_one(
    session: Session, case: Case, task: Task, person_id: UUID, kind: NoticeKind, text: str, key: str, actor: Actor
) -> None:
    persons = {person_id: task.organisation_id}
    notify(session, kind, persons=persons, case=case, task=task, text=text, key=f"{key}:{kind}", actor=actor)


def tell_of_document(session: Session, case: Case, document: Document) -> None:
    """A document has come to its receivers; its deliveries are loaded. A report comes to the one who asked for it."""
    receivers = [one.organisation_id for one in document.deliveries if one.organisation_id != document.issuer_id]
    if document.kind != REPORT:
        key = f"document:{document.id}"
        notify_organisations(session, NoticeKind.DOCUMENT_RECEIVED, receivers, case=case, text=document.title, key=key)


def tell_of_end(step: Step, told: list[Organisation]) -> None:
    """A case has ended: for all who follow it but those that are `told` of it otherwise."""
    others = [one for one in step.organisations(*LISTED) if one not in told]
    words = "opgivet" if step.case.status is CaseStatus.CALLED_OFF else f"afsluttet: {step.case.standing}"
    step.tell(others, f"Sagen er {words}.", key=f"ended:{step.case.revision}", kind=NoticeKind.CASE_ENDED)


def tell_of_incident(session: Session, incident: Incident, *, mailed: bool) -> None:
    """Something failed: for every secretariat. One that is about mail does not go out by mail."""
    ids = secretariats(session)
    key = f"incident:{incident.id}"
    notify_organisations(session, NoticeKind.INCIDENT, ids, case=None, text=incident.what, key=key, mailed=mailed)


def secretariats(session: Session) -> Sequence[UUID]:
    """The secretariats of today: those who administer, and see to what has failed."""
    found = select(Organisation.id).where(
        Organisation.kind == OrganisationKind.SECRETARIAT,
        Organisation.valid_from <= today(),
        Organisation.valid_to.is_(None) | (Organisation.valid_to >= today()),
    )
    return session.scalars(found).all()
