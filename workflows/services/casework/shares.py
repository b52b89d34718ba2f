"""What an organisation bears or receives by closings and takeovers: read from what was delivered to it."""

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

LETTER, SETTLEMENT = "share_letter", "takeover_settlement"
MOST = 100


@dataclass(frozen=True)
class OwnShareRow:
    """The latest letter of a case on the organisation's own share, in kroner: negative is to be paid.

    `what` is the account that it is of.
    """

    case_id: UUID
    case_number: str
    case_title: str
    document_id: UUID
    what: str
    total: Decimal


def own_shares(actor: Actor) -> list[OwnShareRow]:
    """One row for each case in which the organisation has got a letter on its share, the newest first.

    A settlement of a takeover is sent to the municipality that took over. A case that was called off is left out: its
    letters have no effect any longer.
    """
    delivered = select(Delivery.document_id).where(
        Delivery.organisation_id == actor.organisation_id, Delivery.delivered_at.is_not(None)
    )
    found = (
        select(Document)
        .join(Case, Case.id == Document.case_id)
        .where(Document.kind.in_((LETTER, SETTLEMENT)), Document.id.in_(delivered))
        .where(Case.status != CaseStatus.CALLED_OFF)
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
    if letter.kind == SETTLEMENT:
        what, total = "Afregning af overtagelse", letter.data["balance"]
    else:
        what = "Endeligt lukkeregnskab" if letter.data["final"] else "Foreløbigt lukkeregnskab"
        total = letter.data["share"]["total"]
    return OwnShareRow(
        case_id=letter.case_id,
        case_number=letter.case.number,
        case_title=letter.case.title,
        document_id=letter.id,
        what=what,
        total=Decimal(total),
    )
