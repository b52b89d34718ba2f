"""Spreading notices: a message for each person whom they concern, in a job after the step that left them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.notice import Message, Notice
from workflows.clock import COPENHAGEN, now
from workflows.services.notices.audience import audience, people_in, seeing_organisations
from workflows.services.notices.choices import frequencies
from workflows.services.notices.mails import mail_at_once, set_frequencies
from workflows.services.notices.settling import settle_late
from workflows.services.running.once import insert_all_once
from workflows.vocabulary import MailFrequency, NoticeKind

SPREAD = "spread_notices"


def spread_notices(payload: dict[str, Any]) -> Callable[[Session], None]:
    """The job: a message for each person. All is written in one transaction, so that nobody is told twice."""
    ids = [UUID(one) for one in payload["notices"]]
    return lambda session: _spread(session, ids, now())


def _spread(session: Session, notice_ids: Sequence[UUID], moment: datetime) -> None:
    found = select(Notice).where(Notice.id.in_(notice_ids)).order_by(Notice.told_at, Notice.id)
    notices = list(session.scalars(found))
    case_id = notices[0].case_id
    rows = _messages(session, case_id, notices, moment)
    set_frequencies(session, rows, moment)
    made = insert_all_once(session, Message, rows)
    mail_at_once(session, [row for row in rows if row["id"] in made], str(notices[0].id), moment)
    if case_id:
        settle_late(session, case_id, moment)


def _messages(
    session: Session, case_id: UUID | None, notices: Sequence[Notice], moment: datetime
) -> list[dict[str, Any]]:
    day = moment.astimezone(COPENHAGEN).date()
    people = people_in(session, [notice.organisation_id for notice in notices], day)
    seeing = seeing_organisations(session, case_id)
    told = [
        (notice, person_id)
        for notice in notices
        for person_id in audience(notice, people.get(notice.organisation_id, {}), seeing)
    ]
    often = frequencies(session, {person_id for _, person_id in told})
    return [_message(notice, person_id, often[person_id, notice.kind]) for notice, person_id in _once_each(told)]


def _once_each(told: Sequence[tuple[Notice, UUID]]) -> list[tuple[Notice, UUID]]:
    """What is told, with one message to each person about one thing that has been written: the one that asks most.

    Somebody can be asked, be mentioned in the same words, and read them for another organisation besides.
    """
    first: dict[tuple[UUID, UUID], Notice] = {}
    for notice, person_id in sorted(told, key=lambda one: _asks(one[0])):
        if notice.comment_id:
            first.setdefault((person_id, notice.comment_id), notice)
    return [
        (notice, person_id)
        for notice, person_id in told
        if notice.comment_id is None or first[person_id, notice.comment_id] is notice
    ]


def _asks(notice: Notice) -> tuple[bool, bool, bool]:
    """The order of notices of one thing written: an answer, what is meant for one person, a question, and the rest.

    A question is settled when any of those asked has answered it; that one was mentioned stays to be read.
    """
    return notice.kind is not NoticeKind.ANSWER, notice.kind is not NoticeKind.QUESTION, notice.person_ids is None


def _message(notice: Notice, person_id: UUID, often: MailFrequency) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "person_id": person_id,
        "organisation_id": notice.organisation_id,
        "notice_id": notice.id,
        "key": notice.key,
        "kind": notice.kind,
        "case_id": notice.case_id,
        "task_id": notice.task_id,
        "happened_at": notice.told_at,
        "frequency": often if notice.mailed else MailFrequency.ON_PAGE,
    }
