"""The job that makes the bytes of an agenda with its papers, or of minutes; how far it has come is kept on the way."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload, undefer

from db.models.document import Document
from db.models.meeting import MeetingDocument
from db.session import reading, transaction
from workflows.clock import now
from workflows.documents.bundle import Part, bundled, first_pages, pages_in
from workflows.documents.enclosing import Enclosed, data_files
from workflows.documents.received import as_pages
from workflows.documents.render import render
from workflows.documents.system import renderer_versions
from workflows.services.meetings.files import content_of_file
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
    has_papers = any(point.get("papers") or point.get("files") for point in data["points"])
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
    """The agenda and its papers in one file, from the kept data; `come_to` is told how far it has come.

    The agenda is set anew as the head of the bundle, with the page of each paper in it.
    """
    parts = []
    for point_number, point in enumerate(data["points"], start=1):
        enclosures = [*point["papers"], *point.get("files", ())]
        for number, one in enumerate(enclosures, start=1):
            parts.append(_part(f"{point_number}.{number}", one))
            come_to(1 + len(parts))
    draft = pages_in(render(MeetingPaper.AGENDA.value, _with_pages(data, parts, [9999] * len(parts))))
    pages = first_pages(draft - len(parts), [part.count for part in parts])
    return bundled(render(MeetingPaper.AGENDA.value, _with_pages(data, parts, pages)), parts)


def _part(number: str, one: Mapping[str, Any]) -> Part:
    """A paper of ours with its data, or a file: as pages where it can be shown, else enclosed."""
    if "document_id" in one:
        pdf = _bytes_of(UUID(one["document_id"]))
        return Part(number, pdf, enclosed=data_files(pdf, number))
    with reading() as session:
        given = content_of_file(session, UUID(one["file_id"]))
        content, media_type = given.content, given.media_type
    if (pages := as_pages(content, media_type)) is not None:
        return Part(number, pages, own=False)
    about = f"Bilag {number}, kontrolsum (SHA-256) {one['sha256']}"
    return Part(
        number, None, own=False, enclosed=(Enclosed(f"Bilag {number} {one['name']}", content, about, media_type),)
    )


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


def _with_pages(data: Mapping[str, Any], parts: Sequence[Part], pages: Sequence[int]) -> dict[str, Any]:
    at = iter(zip(parts, pages, strict=True))
    points = [
        {
            **point,
            "papers": [{**paper, "page": next(at)[1]} for paper in point["papers"]],
            "files": [_file_at(file, *next(at)) for file in point.get("files", ())],
        }
        for point in data["points"]
    ]
    return {**data, "points": points, "bundled": True}


def _file_at(file: Mapping[str, Any], part: Part, page: int) -> dict[str, Any]:
    return {**file, "page": page, "shown": part.pages is not None}
