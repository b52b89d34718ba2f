"""Documents: rendered from their kept data, read by those they were sent to, recognised again later."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
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
from workflows.documents.canonical import data_hash
from workflows.documents.render import render
from workflows.documents.system import renderer_versions
from workflows.documents.verify import compare, identify
from workflows.errors import NotFound
from workflows.processes.step import Step
from workflows.vocabulary import EventKind


def render_document(payload: dict[str, Any]) -> Callable[[Session], None]:
    """Make the bytes of a document, outside any transaction; gives back what to write."""
    document_id = UUID(payload["document_id"])
    with reading() as session:
        document = session.scalars(
            select(Document).where(Document.id == document_id).options(undefer(Document.data))
        ).one()
        kind, data = document.kind, document.data
    pdf = render(kind, data)

    def keep(session: Session) -> None:
        # A step that sends the document holds its case: so no receiver is left out that is added right now.
        of_document = select(Document.case_id).where(Document.id == document_id)
        session.execute(lock_row(select(Case.id).where(Case.id == of_document.scalar_subquery())))
        row = session.scalars(
            select(Document).where(Document.id == document_id).options(selectinload(Document.deliveries))
        ).one()
        if row.rendered_at is not None:
            return
        row.pdf = pdf
        row.sha256 = _sha256(pdf)
        row.renderer = dict(renderer_versions())
        row.rendered_at = now()
        for delivery in row.deliveries:
            delivery.delivered_at = delivery.delivered_at or now()

    return keep


@dataclass(frozen=True)
class Opened:
    """A document on its way to someone's screen."""

    number: str
    version: int
    title: str
    pdf: bytes
    data: dict[str, Any]


def open_document(document_id: UUID, actor: Actor) -> Opened:
    """The document's bytes; the first opening by a receiver is its receipt.

    Raises NotFound for a document that was neither sent to the actor's organisation nor is open to it by
    its part in the case, or whose bytes are not made yet.
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
        if delivery is not None and delivery.opened_at is None:
            _acknowledge(session, document, delivery, actor)
        return Opened(document.number, document.version, document.title, document.pdf, document.data)


def _acknowledge(session: Session, document: Document, delivery: Delivery, actor: Actor) -> None:
    delivery.opened_at = now()
    delivery.opened_by_id = actor.person_id
    step = Step(session, document.case, now(), actor)
    step.note(
        EventKind.DOCUMENT_READ,
        f"{actor.organisation_name} har modtaget {document.title} ({document.number})",
    )


def _sees_all(session: Session, case_id: UUID, actor: Actor) -> bool:
    parties = session.scalars(
        select(CaseParty.party).where(CaseParty.case_id == case_id, CaseParty.organisation_id == actor.organisation_id)
    )
    return Aspect.ALL_DOCUMENTS in aspects(parties)


@dataclass(frozen=True)
class Verdict:
    """What is known of a PDF: `unchanged` tells whether it is one of ours, byte for byte."""

    unchanged: bool
    lines: list[str]


def verify(pdf: bytes) -> Verdict:
    """Which document a PDF is, whether it is unchanged, and whether it can be made again from the kept data."""
    identity = identify(pdf)
    if identity is None:
        return Verdict(False, ["Filen er ikke et dokument fra Rammesag."])
    with reading() as session:
        document = session.scalars(
            select(Document)
            .where(Document.number == identity.number, Document.version == identity.version)
            .options(undefer(Document.pdf), undefer(Document.data), joinedload(Document.case))
        ).one_or_none()
    if document is None or document.pdf is None:
        return Verdict(
            False,
            [f"Filen siger, at den er {identity.number}, version {identity.version}, men det findes ikke her."],
        )
    return _compare(pdf, document)


def _compare(pdf: bytes, document: Document) -> Verdict:
    assert document.pdf is not None
    case: Case = document.case
    lines = [f"{document.title}, {document.number}, version {document.version}, sag {case.number}."]
    same = _sha256(pdf) == document.sha256
    lines.append(
        "Filen er uændret: den er byte for byte den, der blev udstedt."
        if same
        else "Filen er IKKE den, der blev udstedt."
    )
    if not same:
        lines += compare(pdf, document.pdf)
    if data_hash(document.data) != document.data_hash:
        lines.append("De gemte data svarer ikke til dokumentets kontrolsum.")
        return Verdict(False, lines)
    return Verdict(same, lines + _made_again(document))


def _made_again(document: Document) -> list[str]:
    assert document.pdf is not None
    again = render(document.kind, document.data)
    if again == document.pdf:
        return ["Dannet igen af de gemte data: samme bytes."]
    lines = ["Dannet igen af de gemte data: andre bytes end dem, der blev udstedt."]
    if dict(renderer_versions()) != document.renderer:
        lines.append("Det skyldes, at dokumentet blev dannet med andre versioner af bibliotek eller skabeloner.")
    return lines + compare(document.pdf, again)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
