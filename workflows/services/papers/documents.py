"""Documents: rendered from their kept data, read by those they were sent to."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from db.models.case import Case, CaseParty
from db.models.document import Delivery, Document
from db.session import lock_row, reading, transaction
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, aspects
from workflows.clock import now
from workflows.documents.reading import text_of
from workflows.documents.render import render
from workflows.documents.system import renderer_versions
from workflows.errors import NotFound
from workflows.processes.sealing import DOCUMENT_PDF, document_data, kept_bytes, read_bytes
from workflows.processes.step import Step
from workflows.services.notices.wording import tell_of_document
from workflows.services.referral.looks import look_on_file
from workflows.vocabulary import EventKind


def render_document(payload: dict[str, Any]) -> Callable[[Session], None]:
    """Make the bytes of a document, outside any transaction; gives back what to write."""
    document_id = UUID(payload["document_id"])
    with reading() as session:
        document = session.scalars(
            select(Document)
            .where(Document.id == document_id)
            .options(undefer(Document.data), joinedload(Document.case))
        ).one()
        kind, data = document.kind, document_data(Step(session, document.case, now()), document)
        sealed = document.case.sealed
    pdf = render(kind, data)
    said = "" if sealed else text_of(pdf)

    def keep(session: Session) -> None:
        # A step that sends the document holds its case: so no receiver is left out that is added right now.
        of_document = select(Document.case_id).where(Document.id == document_id)
        case = session.scalars(lock_row(select(Case).where(Case.id == of_document.scalar_subquery()))).one()
        row = session.scalars(
            select(Document).where(Document.id == document_id).options(selectinload(Document.deliveries))
        ).one()
        if row.rendered_at is not None:
            return
        row.pdf = kept_bytes(Step(session, case, now()), DOCUMENT_PDF, pdf)
        row.sha256 = _sha256(row.pdf)
        row.text = "" if case.sealed else said
        row.renderer = dict(renderer_versions())
        row.rendered_at = now()
        for delivery in row.deliveries:
            delivery.delivered_at = delivery.delivered_at or now()
        tell_of_document(session, case, row)

    return keep


@dataclass(frozen=True)
class Opened:
    """A document on its way to someone's screen."""

    number: str
    version: int
    title: str
    pdf: bytes = field(repr=False)
    data: dict[str, Any] = field(repr=False)


def open_document(document_id: UUID, actor: Actor) -> Opened:
    """The document's bytes; the first opening by a receiver is its receipt.

    Raises NotFound for a document that was neither sent to the actor's organisation nor is open to it by
    its part in the case, or whose bytes are not made yet. A document about a citizen is looked at, which is kept:
    raises ReasonNeeded when the actor has not said why.
    """
    with transaction() as session:
        document = session.scalars(
            select(Document)
            .where(Document.id == document_id)
            .options(undefer(Document.pdf), undefer(Document.data), joinedload(Document.case))
        ).one_or_none()
        if document is None or document.pdf is None:
            raise NotFound("Dokumentet findes ikke.")
        own = select(Delivery).where(
            Delivery.document_id == document_id, Delivery.organisation_id == actor.organisation_id
        )
        delivery: Delivery | None = session.scalars(lock_row(own)).one_or_none()
        if delivery is None and not _sees_all(session, document.case_id, actor):
            raise NotFound("Dokumentet findes ikke.")
        step = Step(session, document.case, now(), actor)
        if document.case.sealed:
            look_on_file(step, f"Dokument {document.number}", sent=delivery is not None)
        if delivery is not None and delivery.opened_at is None:
            _acknowledge(step, document, delivery, actor)
        pdf = read_bytes(step, DOCUMENT_PDF, document.pdf)
        return Opened(document.number, document.version, document.title, pdf, document_data(step, document))


def _acknowledge(step: Step, document: Document, delivery: Delivery, actor: Actor) -> None:
    delivery.opened_at = now()
    delivery.opened_by_id = actor.person_id
    step.note(
        EventKind.DOCUMENT_READ,
        f"{actor.organisation_name} har modtaget {document.title} ({document.number})",
    )


def _sees_all(session: Session, case_id: UUID, actor: Actor) -> bool:
    parties = session.scalars(
        select(CaseParty.party).where(CaseParty.case_id == case_id, CaseParty.organisation_id == actor.organisation_id)
    )
    return Aspect.ALL_DOCUMENTS in aspects(parties)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
