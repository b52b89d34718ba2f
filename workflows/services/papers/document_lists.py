"""Documents as they stand in lists: of a case, and of an organisation, each with its receipts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.models.document import Delivery, Document
from db.session import reading
from workflows.access.actor import Actor
from workflows.documents.kinds import KINDS
from workflows.services.running.cursors import Cursor, after

PAGE = 50
MOST = 500
"""The most documents that are shown of one case, or unread of one organisation."""


@dataclass(frozen=True)
class ReceiptRow:
    """One receiver of a document: sent to, there to be opened, opened."""

    organisation: str
    delivered_at: datetime | None
    opened_at: datetime | None
    sent_at: datetime | None = None


@dataclass(frozen=True)
class DocumentRow:
    """A document of a case; `ready` when its bytes are there.

    `replaced_by` is the latest version, where that is another one; `holds_account` when its data can be had.
    """

    id: UUID
    number: str
    version: int
    title: str
    issued_at: datetime
    ready: bool
    replaced_by: int | None
    receipts: list[ReceiptRow]
    unread: bool
    opened_at: datetime | None
    holds_account: bool
    case_id: UUID
    case_number: str
    case_title: str

    @property
    def replaced(self) -> bool:
        """Whether a later version has taken its place."""
        return self.replaced_by is not None


@dataclass(frozen=True)
class DocumentPage:
    """What was sent to an organisation: all that nobody there has opened, and a page of the rest."""

    unread: list[DocumentRow] = field(default_factory=list)
    read: list[DocumentRow] = field(default_factory=list)
    cursor: str | None = None


@dataclass(frozen=True)
class Arrived:
    """What has come to an organisation: the latest, how many since a moment, and how many nobody there has opened."""

    rows: list[DocumentRow]
    new: int
    unread: int


def arrived_documents(session: Session, actor: Actor, *, since: datetime | None, most: int) -> Arrived:
    """The documents that came last to the actor's organisation; without a moment none of them is new."""
    came = Delivery.organisation_id == actor.organisation_id, Delivery.delivered_at.is_not(None)
    latest = select(Delivery).where(*came).options(joinedload(Delivery.document).joinedload(Document.case))
    ordered = latest.order_by(Delivery.delivered_at.desc(), Delivery.document_id).limit(most)
    found = list(session.scalars(ordered))
    versions = _latest_versions(session, [one.document for one in found], _sent_to(actor))
    unread = func.count().filter(Delivery.opened_at.is_(None))
    new = func.count().filter(Delivery.delivered_at > since) if since else literal(0)
    number, unopened = session.execute(select(new, unread).select_from(Delivery).where(*came)).one()
    return Arrived(
        [_shown(one.document, versions, own=one, receipts=[_own_receipt(actor, one)]) for one in found],
        number,
        unopened,
    )


def _own_receipt(actor: Actor, own: Delivery) -> ReceiptRow:
    return ReceiptRow(actor.organisation_name, own.delivered_at, own.opened_at, own.sent_at)


def my_documents(actor: Actor, *, cursor: str | None = None) -> DocumentPage:
    """The documents sent to the actor's organisation, the newest first; `cursor` leads to older ones.

    Raises NotFound for a cursor that is none.
    """
    unopened = _in_order(_sent_to(actor, opened=False))
    opened = after(_sent_to(actor, opened=True), Document.issued_at, Document.id, cursor)
    opened = opened.order_by(Document.issued_at.desc(), Document.id.desc())
    with reading() as session:
        unread = [] if cursor else list(session.scalars(unopened.limit(MOST)))
        read = list(session.scalars(opened.limit(PAGE + 1)))
        latest = _latest_versions(session, [*unread, *read], _sent_to(actor))
    more = len(read) > PAGE
    return DocumentPage(
        unread=[_row(one, actor, latest, everything=False) for one in unread],
        read=[_row(one, actor, latest, everything=False) for one in read[:PAGE]],
        cursor=str(Cursor(read[PAGE - 1].issued_at, read[PAGE - 1].id)) if more else None,
    )


def list_documents(session: Session, actor: Actor, *, case_id: UUID, everything: bool = False) -> list[DocumentRow]:
    """The documents of a case, the newest first: those sent to the actor's organisation, or all of them."""
    found = (_documents() if everything else _sent_to(actor)).where(Document.case_id == case_id)
    rows = list(session.scalars(_in_order(found).limit(MOST)))
    latest = _latest_versions(session, rows, found)
    return [_row(one, actor, latest, everything=everything) for one in rows]


def _documents() -> Select[Document]:
    receivers = selectinload(Document.deliveries).joinedload(Delivery.organisation)
    return select(Document).options(joinedload(Document.case), receivers)


def _in_order(documents: Select[Document]) -> Select[Document]:
    """The newest first; those of one moment by number."""
    return documents.order_by(Document.issued_at.desc(), Document.number.desc(), Document.version.desc())


def _sent_to(actor: Actor, *, opened: bool | None = None) -> Select[Document]:
    sent = select(Delivery.document_id).where(Delivery.organisation_id == actor.organisation_id)
    if opened is not None:
        sent = sent.where(Delivery.opened_at.is_not(None) if opened else Delivery.opened_at.is_(None))
    return _documents().where(Document.id.in_(sent))


def _latest_versions(session: Session, rows: Sequence[Document], seen: Select[Document]) -> dict[str, int]:
    """The latest version of each number among what may be seen: a version not sent is not told of."""
    visible = seen.with_only_columns(Document.id)
    found = (
        select(Document.number, func.max(Document.version).label("version"))
        .where(Document.number.in_({row.number for row in rows}), Document.id.in_(visible))
        .group_by(Document.number)
    )
    return {row.number: row.version for row in session.execute(found)}


def _row(row: Document, actor: Actor, latest: dict[str, int], *, everything: bool) -> DocumentRow:
    own = next((one for one in row.deliveries if one.organisation_id == actor.organisation_id), None)
    shown = row.deliveries if everything else [own] if own else []
    receipts = [
        ReceiptRow(one.organisation.name, one.delivered_at, one.opened_at, one.sent_at)
        for one in sorted(shown, key=lambda delivery: delivery.organisation.name)
    ]
    return _shown(row, latest, own=own, receipts=receipts)


def _shown(row: Document, latest: dict[str, int], *, own: Delivery | None, receipts: list[ReceiptRow]) -> DocumentRow:
    newest = latest[row.number]
    return DocumentRow(
        id=row.id,
        number=row.number,
        version=row.version,
        title=row.title,
        issued_at=row.issued_at,
        ready=row.rendered_at is not None,
        replaced_by=newest if newest > row.version else None,
        receipts=receipts,
        unread=own is not None and own.opened_at is None,
        opened_at=own.opened_at if own else None,
        holds_account=KINDS[row.kind].holds_account,
        case_id=row.case_id,
        case_number=row.case.number,
        case_title=row.case.title,
    )
