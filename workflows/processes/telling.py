"""Who has been told what in a case. A report of the case is made for the one who asks, and tells nobody anything."""

from sqlalchemy import select

from db.models.document import Delivery, Document
from db.models.organisation import Organisation
from workflows.documents.envelope import DocumentReference
from workflows.processes.step import Step, reference

REPORT = "case_report"


def everyone_told(step: Step) -> list[Organisation]:
    """All organisations to which a document of the case has been sent, by name."""
    step.session.flush()
    found = (
        select(Organisation)
        .join(Delivery, Delivery.organisation_id == Organisation.id)
        .join(Document, Document.id == Delivery.document_id)
        .where(Document.case_id == step.case.id, Document.kind != REPORT)
        .distinct()
        .order_by(Organisation.name)
    )
    return list(step.session.scalars(found))


def references_told(step: Step) -> tuple[DocumentReference, ...]:
    """The documents of the case that have been sent to someone."""
    step.session.flush()
    sent = Document.id.in_(select(Delivery.document_id))
    found = select(Document).where(Document.case_id == step.case.id, Document.kind != REPORT, sent)
    return tuple(reference(row) for row in step.session.scalars(found.order_by(Document.number, Document.version)))
