"""The job that makes the bytes of an agenda with its papers, or of minutes; how far it has come is kept on the way."""

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload, undefer

from db.models.document import Document
from db.models.meeting import MeetingDocument
from db.session import reading, transaction
from workflows.clock import now
from workflows.documents.bundle import bundled, first_pages, pages_in
from workflows.documents.render import render
from workflows.documents.system import renderer_versions
from workflows.vocabulary import MeetingPaper

MAKE = "make_meeting_document"


class PaperNotMade(Exception):
    """A paper that goes with an agenda has no bytes yet: the job is tried again when they may be there."""


def make_meeting_document(payload: dict[str, Any]) -> Callable[[Session], None]:
    """Make the bytes of a meeting's document, outside any transaction; gives back what to write.

    Raises PaperNotMade, and NotArchivable for a bundle that an archive would not take.
    """
    document_id = UUID(payload["meeting_document_id"])
    with reading() as session:
        found = select(MeetingDocument).where(MeetingDocument.id == document_id)
        document = session.scalars(found.options(undefer(MeetingDocument.data))).one()
        kind, data = document.kind, document.data
    pdf = render(kind.value, data)
    _come_to(document_id, 1)
    has_papers = any(point.get("papers") for point in data["points"])
    bundle = bundle_of(data, partial(_come_to, document_id)) if has_papers else None

    def keep(session: Session) -> None:
        row = session.scalars(select(MeetingDocument).where(MeetingDocument.id == document_id)).one()
        row.pdf, row.sha256 = pdf, hashlib.sha256(pdf).hexdigest()
        row.renderer, row.rendered_at = dict(renderer_versions()), now()
        if bundle is not None:
            row.bundle, row.bundle_sha256 = bundle, hashlib.sha256(bundle).hexdigest()
            row.bundle_pages = pages_in(bundle)
        row.parts_made = row.parts

    return keep


def bundle_of(data: Mapping[str, Any], come_to: Callable[[int], None] = lambda _parts: None) -> bytes:
    """The agenda and its papers in one file, from the kept data; `come_to` is told how far it has come."""
    ids = [UUID(paper["document_id"]) for point in data["points"] for paper in point["papers"]]
    papers = []
    for number, one in enumerate(ids, start=1):
        papers.append(_bytes_of(one))
        come_to(1 + number)
    return _bundle(data, papers)


def _bytes_of(paper_id: UUID) -> bytes:
    with reading() as session:
        found = select(Document).where(Document.id == paper_id)
        row = session.scalars(found.options(undefer(Document.pdf), joinedload(Document.case))).one()
        if row.case.sealed or row.pdf is None:
            raise PaperNotMade(f"{row.number}, version {row.version}")
        return row.pdf


def _come_to(document_id: UUID, parts: int) -> None:
    with transaction() as session:
        own = update(MeetingDocument).where(MeetingDocument.id == document_id)
        session.execute(own.values(parts_made=parts))


def _bundle(data: Mapping[str, Any], papers: list[bytes]) -> bytes:
    """The agenda set anew as the head of the bundle, with the page of each paper in it; then the papers."""
    counts = [pages_in(paper) for paper in papers]
    draft = pages_in(render(MeetingPaper.AGENDA.value, _with_pages(data, [9999] * len(papers))))
    head = render(MeetingPaper.AGENDA.value, _with_pages(data, first_pages(draft - len(papers), counts)))
    return bundled(head, papers)


def _with_pages(data: Mapping[str, Any], pages: list[int]) -> dict[str, Any]:
    at = iter(pages)
    points = [
        {**point, "papers": [{**paper, "page": next(at)} for paper in point["papers"]]} for point in data["points"]
    ]
    return {**data, "points": points, "bundled": True}
