"""Recognising a PDF: which document of a case or of a meeting it is, and whether it is unchanged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from db.models.document import Document
from db.models.meeting import MeetingDocument
from db.session import reading
from workflows.clock import now
from workflows.documents.canonical import data_hash
from workflows.documents.render import render
from workflows.documents.system import renderer_versions
from workflows.documents.verify import Identity, compare, identify
from workflows.processes.sealing import DOCUMENT_PDF, document_data, read_bytes
from workflows.processes.step import Step
from workflows.services.meetings.making import bundle_of
from workflows.vocabulary import MeetingPaper


@dataclass(frozen=True)
class Verdict:
    """What is known of a PDF: `unchanged` tells whether it is one of ours, byte for byte."""

    unchanged: bool
    lines: list[str]


@dataclass(frozen=True)
class _Kept:
    """A document as it was issued; `again` makes its bytes anew, `intact` says whether its data fit their checksum."""

    name: str
    issued: bytes = field(repr=False)
    intact: bool
    renderer: Mapping[str, Any] | None
    again: Callable[[], bytes]
    show_words: bool = True


def verify(pdf: bytes) -> Verdict:
    """Which document a PDF is, whether it is unchanged, and whether it can be made again from the kept data."""
    identity = identify(pdf)
    if identity is None:
        return Verdict(False, ["Filen er ikke et dokument fra Rammesag."])
    with reading() as session:
        kept = _of_meeting(session, identity) if _is_of_meeting(identity) else _of_case(session, identity)
    if kept is None:
        return Verdict(
            False, [f"Filen siger, at den er {identity.number}, version {identity.version}, men det findes ikke her."]
        )
    return _compare(pdf, kept)


def _is_of_meeting(identity: Identity) -> bool:
    return identity.kind in set(MeetingPaper)


def _of_case(session: Session, identity: Identity) -> _Kept | None:
    found = select(Document).where(Document.number == identity.number, Document.version == identity.version)
    loaded = undefer(Document.pdf), undefer(Document.data), joinedload(Document.case)
    row = session.scalars(found.options(*loaded)).one_or_none()
    if row is None or row.pdf is None:
        return None
    step = Step(session, row.case, now())
    kind, data = row.kind, document_data(step, row)
    return _Kept(
        name=f"{row.title}, {row.number}, version {row.version}, sag {row.case.number}.",
        issued=read_bytes(step, DOCUMENT_PDF, row.pdf),
        intact=data_hash(row.data) == row.data_hash,
        renderer=row.renderer,
        again=lambda: render(kind, data),
        show_words=not row.case.sealed,
    )


def _of_meeting(session: Session, identity: Identity) -> _Kept | None:
    """The agenda alone or in one file with its papers, as the file's own checksum tells; or the minutes."""
    found = select(MeetingDocument).where(
        MeetingDocument.kind == identity.kind,
        MeetingDocument.version == identity.version,
        MeetingDocument.data["envelope"]["number"].as_string() == identity.number,
    )
    loaded = undefer(MeetingDocument.pdf), undefer(MeetingDocument.bundle), undefer(MeetingDocument.data)
    row = session.scalars(found.options(*loaded)).one_or_none()
    if row is None or row.pdf is None:
        return None
    kind, data = row.kind.value, row.data
    alone = row.bundle is None or identity.data_hash == row.data_hash
    what = f"{row.kind.label}, {identity.number}, version {row.version}"
    return _Kept(
        name=f"{what}." if alone else f"{what}, samlet med bilag.",
        issued=row.pdf if alone or row.bundle is None else row.bundle,
        intact=data_hash(data) == row.data_hash,
        renderer=row.renderer,
        again=(lambda: render(kind, data)) if alone else (lambda: bundle_of(data)),
    )


def _compare(pdf: bytes, kept: _Kept) -> Verdict:
    lines, same = [kept.name], pdf == kept.issued
    if same:
        lines.append("Filen er uændret: den er byte for byte den, der blev udstedt.")
    else:
        differences = compare(pdf, kept.issued, show_words=kept.show_words)
        lines += ["Filen er IKKE den, der blev udstedt.", *differences]
    if not kept.intact:
        return Verdict(False, [*lines, "De gemte data svarer ikke til dokumentets kontrolsum."])
    return Verdict(same, lines + _made_again(kept))


def _made_again(kept: _Kept) -> list[str]:
    again = kept.again()
    if again == kept.issued:
        return ["Dannet igen af de gemte data: samme bytes."]
    lines = ["Dannet igen af de gemte data: andre bytes end dem, der blev udstedt."]
    if dict(renderer_versions()) != kept.renderer:
        lines.append("Det skyldes, at dokumentet blev dannet med andre versioner af bibliotek eller skabeloner.")
    return lines + compare(kept.issued, again, show_words=kept.show_words)
