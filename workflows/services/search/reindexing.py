"""Making the index of the search anew: what documents and files say is read, then every entry is written."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import undefer

from db.models.attachment import Attachment
from db.models.case import Case
from db.models.document import Document
from db.search import rebuild
from db.session import reading, transaction
from workflows.documents.file_text import text_of_file
from workflows.documents.reading import text_of
from workflows.services.papers.file_types import CSV, DOCX, ODS, ODT, PDF, TEXT, XLSX

BATCH = 50
READ = (PDF, DOCX, XLSX, ODT, ODS, TEXT, CSV)
"""The kinds of files that say something."""


def reindex(told: Callable[[int], None] = lambda _number: None) -> int:
    """Read the documents and files that have not been read, and make every entry anew; gives how many were read.

    `told` hears how many have been read so far. Can be run while others work.
    """
    read = 0
    while batch := _unread():
        for document_id, pdf in batch:
            said = text_of(pdf) or " "
            with transaction() as session:
                session.get_one(Document, document_id).text = said
        read += len(batch)
        told(read)
    while files := _unread_files():
        for file_id, media_type, content in files:
            said = text_of_file(media_type, content) or " "
            with transaction() as session:
                session.get_one(Attachment, file_id).text = said
        read += len(files)
        told(read)
    with transaction() as session:
        rebuild(session.connection())
    return read


def _unread_files() -> list[tuple[object, str, bytes]]:
    """Files of cases that are not about a citizen; what those say is never read."""
    unread = (
        select(Attachment)
        .join(Case, Case.id == Attachment.case_id)
        .where(Attachment.text == "", Attachment.media_type.in_(READ), Case.sealed.is_(False))
        .options(undefer(Attachment.content))
        .limit(BATCH)
    )
    with reading() as session:
        return [(row.id, row.media_type, row.content) for row in session.scalars(unread)]


def _unread() -> list[tuple[object, bytes]]:
    unread = (
        select(Document)
        .join(Case, Case.id == Document.case_id)
        .where(Document.text == "", Document.pdf.is_not(None), Case.sealed.is_(False))
        .options(undefer(Document.pdf))
        .limit(BATCH)
    )
    with reading() as session:
        return [(row.id, row.pdf) for row in session.scalars(unread) if row.pdf is not None]
