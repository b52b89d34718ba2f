"""How often one wants mail, by what it is about."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.notice import MailChoice
from workflows.vocabulary import MailFrequency, NoticeKind

USUAL: dict[NoticeKind, MailFrequency] = {
    NoticeKind.TASK_OPENED: MailFrequency.DAILY,
    NoticeKind.TASK_GIVEN: MailFrequency.AT_ONCE,
    NoticeKind.TASK_TAKEN_BACK: MailFrequency.AT_ONCE,
    NoticeKind.DEADLINE_NEAR: MailFrequency.AT_ONCE,
    NoticeKind.DEADLINE_PASSED: MailFrequency.AT_ONCE,
    NoticeKind.DOCUMENT_RECEIVED: MailFrequency.DAILY,
    NoticeKind.CASE_MESSAGE: MailFrequency.DAILY,
    NoticeKind.QUESTION: MailFrequency.AT_ONCE,
    NoticeKind.ANSWER: MailFrequency.AT_ONCE,
    NoticeKind.FOLLOWED_CASE: MailFrequency.DAILY,
    NoticeKind.CASE_ENDED: MailFrequency.WEEKLY,
    NoticeKind.INCIDENT: MailFrequency.AT_ONCE,
    NoticeKind.ADDRESS_REFUSED: MailFrequency.DAILY,
    NoticeKind.STAND_IN: MailFrequency.AT_ONCE,
}
"""What holds until a person chooses: what asks for something soon goes out at once."""


def frequencies(session: Session, person_ids: Collection[UUID]) -> dict[tuple[UUID, NoticeKind], MailFrequency]:
    """How often each of some people wants mail of each kind."""
    usual = {(person_id, kind): often for person_id in person_ids for kind, often in USUAL.items()}
    chosen = select(MailChoice).where(MailChoice.person_id.in_(person_ids))
    return usual | {(one.person_id, one.kind): one.frequency for one in session.scalars(chosen)}
