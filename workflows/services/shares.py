"""What an organisation bears or receives by closings: read from the letters that were delivered to it."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from db.models.case import Case
from db.models.document import Delivery, Document
from db.session import reading
from workflows.access.actor import Actor
from workflows.vocabulary import CaseStatus

LETTER = "share_letter"
MOST = 100


@dataclass(frozen=True)
class OwnShareRow:
    """The latest letter of a case on the organisation's own share, in kroner: negative is to be paid."""

    case_id: UUID
    case_number: str
    case_title: str
    document_id: UUID
    final: bool
    total: Decimal


def own_shares(actor: Actor) -> list[OwnShareRow]:
    """One row for each case in which the organisation has got a letter on its share, the newest first.

    A closing that was called off is left out: its letters have no effect any longer.
    """
    delivered = select(Delivery.document_id).where(
        Delivery.organisation_id == actor.organisation_id, Delivery.delivered_at.is_not(None)
    )
    found = (
        select(Document)
        .join(Case, Case.id == Document.case_id)
        .where(Document.kind == LETTER, Document.id.in_(delivered), Case.status != CaseStatus.CALLED_OFF)
        .options(undefer(Document.data), joinedload(Document.case))
        .order_by(Document.issued_at.desc(), Document.number.desc(), Document.version.desc())
        .limit(MOST)
    )
    rows: dict[UUID, OwnShareRow] = {}
    with reading() as session:
        for letter in session.scalars(found):
            rows.setdefault(letter.case_id, _row(letter))
    return list(rows.values())


def _row(letter: Document) -> OwnShareRow:
    return OwnShareRow(
        case_id=letter.case_id,
        case_number=letter.case.number,
        case_title=letter.case.title,
        document_id=letter.id,
        final=bool(letter.data["final"]),
        total=Decimal(letter.data["share"]["total"]),
    )
