"""A case of the process of referrals as it begins: numbered, without a process yet."""

from uuid import uuid4

from sqlalchemy.orm import Session

from db.models.case import Case
from workflows.clock import now, today
from workflows.rules.agreement_types import Agreement
from workflows.services.running.numbers import next_case_number
from workflows.vocabulary import CaseStatus


def new_case(session: Session, title: str, agreement: Agreement, *, kle: str = "", sealed: bool) -> Case:
    """A case of the process of referrals, with the year's next number; the caller adds and starts it."""
    return Case(
        id=uuid4(),
        number=next_case_number(session, today().year),
        process="referral",
        agreement_id=agreement.id.value,
        title=title,
        kle=kle,
        sealed=sealed,
        status=CaseStatus.RUNNING,
        opened_at=now(),
        revision=0,
        diagram_hash="",
        process_state="",
        standing="",
        documents_issued=0,
        entries_made=0,
    )
