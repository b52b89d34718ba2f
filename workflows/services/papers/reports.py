"""The report of a whole case, issued as a document when someone asks for it."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.models.case import CaseDeadline, CaseEvent
from db.models.closing import Treatment
from db.models.document import Delivery, Document
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import COPENHAGEN, now
from workflows.documents.case_report import (
    CaseParty,
    CaseReport,
    CourseEntry,
    DeadlineOutcome,
    DeadlineStatus,
    DecisionTaken,
    DocumentIssued,
)
from workflows.documents.envelope import Envelope
from workflows.processes.lookups import by_ids
from workflows.processes.reporting import OWN_DECISIONS
from workflows.processes.step import Step
from workflows.services.casework.sight import require_in_case
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import CaseStatus, EventKind, Process


def issue_case_report(case_id: UUID, actor: Actor) -> UUID:
    """Issue the report of a case to the actor's organisation; gives the document's id.

    Raises NotFound and NotAllowed.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CASE_JOURNAL)
        asking = by_ids(session, [actor.organisation_id])[actor.organisation_id]
        document = step.issue(lambda envelope: _report(step, envelope), to=[asking], issuer=asking)
        step.note(EventKind.DOCUMENT_ISSUED, f"Sagsrapport {document.number}")
        return document.id


def _report(step: Step, envelope: Envelope) -> CaseReport:
    case = step.case
    return CaseReport(
        envelope=envelope,
        process=Process(case.process).label,
        subject=case.title,
        status=case.status.label,
        opened=case.opened_at.astimezone(COPENHAGEN).date(),
        closed=case.ended_on,
        parties=_parties(step),
        course=_course(step),
        deadlines=_deadlines(step),
        decisions=_decisions(step),
        documents=_documents(step),
    )


def _parties(step: Step) -> tuple[CaseParty, ...]:
    rows = sorted(step.parties, key=lambda row: (row.party.label, row.organisation.name))
    return tuple(CaseParty(row.party.label, row.organisation.name) for row in rows)


def _course(step: Step) -> tuple[CourseEntry, ...]:
    found = (
        select(CaseEvent, Person.name, Organisation.name)
        .outerjoin(Person, Person.id == CaseEvent.person_id)
        .outerjoin(Organisation, Organisation.id == CaseEvent.organisation_id)
        .where(CaseEvent.case_id == step.case.id)
        .order_by(CaseEvent.happened_at, CaseEvent.position)
    )
    return tuple(
        CourseEntry(
            on=event.happened_at.astimezone(COPENHAGEN).date(),
            kind=event.kind.label,
            text=event.text,
            who=", ".join(name for name in (person, organisation) if name),
        )
        for event, person, organisation in step.session.execute(found)
    )


def _deadlines(step: Step) -> tuple[DeadlineOutcome, ...]:
    found = select(CaseDeadline).where(CaseDeadline.case_id == step.case.id, CaseDeadline.replaced_by_id.is_(None))
    return tuple(
        DeadlineOutcome(
            label=row.label,
            date=row.due_on,
            last_working_day=row.last_working_day,
            status=_status(step, row, step.today),
            source=row.source,
            done_on=row.met_on,
        )
        for row in step.session.scalars(found.order_by(CaseDeadline.due_on))
    )


def _status(step: Step, row: CaseDeadline, day: date) -> DeadlineStatus:
    if row.lapsed:
        return "set_aside"
    if row.met_on is not None:
        return "met" if row.met_on <= row.due_on else "exceeded"
    if step.case.status is not CaseStatus.RUNNING:
        return "lapsed"
    return "running" if day <= row.due_on else "exceeded"


def _decisions(step: Step) -> tuple[DecisionTaken, ...]:
    own = OWN_DECISIONS.get(Process(step.case.process))
    taken = [*_at_meetings(step), *(own(step) if own else ())]
    return tuple(sorted(taken, key=lambda decision: decision.on))


def _at_meetings(step: Step) -> list[DecisionTaken]:
    found = (
        select(Treatment, Organisation.name)
        .join(Organisation, Organisation.id == Treatment.body_id)
        .where(Treatment.case_id == step.case.id)
        .order_by(Treatment.meeting_on)
    )
    return [
        DecisionTaken(row.meeting_on, body, f"{row.conclusion.rstrip('.')}. {row.text}".strip())
        for row, body in step.session.execute(found)
    ]


def _documents(step: Step) -> tuple[DocumentIssued, ...]:
    found = (
        select(Document)
        .where(Document.case_id == step.case.id)
        .options(selectinload(Document.deliveries).joinedload(Delivery.organisation))
        .order_by(Document.number, Document.version)
    )
    return tuple(
        DocumentIssued(
            number=row.number,
            version=row.version,
            title=row.title,
            issued=row.issued_at.astimezone(COPENHAGEN).date(),
            receivers=_receivers([one.organisation.name for one in row.deliveries]),
        )
        for row in step.session.scalars(found)
    )


def _receivers(names: list[str]) -> str:
    if len(names) > 4:
        return f"{len(names)} modtagere"
    return ", ".join(sorted(names))
