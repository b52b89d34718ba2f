"""Making the index of the search anew: what documents say is read from their bytes, then every entry is written."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import undefer

from db.models.case import Case
from db.models.document import Document
from db.search import rebuild
from db.session import reading, transaction
from workflows.documents.reading import text_of

BATCH = 50


def reindex(told: Callable[[int], None] = lambda _number: None) -> int:
    """Read the documents that have not been read, and make every entry anew; gives how many documents were read.

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
    with transaction() as session:
        rebuild(session.connection())
    return read


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
