"""What counts as a visit to an organisation's front page, so that what has come since the last one can be marked."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update

from db.models.visit import FrontPageVisit
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.services.running.once import insert_once

NOTED_EVERY = timedelta(minutes=1)
"""Within a visit it is noted no oftener than this, so that looking again seldom writes."""


def visit_front_page(actor: Actor, login_id: UUID) -> datetime | None:
    """Note that the person is on the front page; gives when they were there last in an earlier login, none if never."""
    found = select(FrontPageVisit).where(
        FrontPageVisit.person_id == actor.person_id, FrontPageVisit.organisation_id == actor.organisation_id
    )
    moment = now()
    with reading() as session:
        known = session.scalars(found).one_or_none()
    if known is None:
        _begin_first(actor, login_id, moment)
        return None
    again = known.session_id == login_id
    before = known.before if again else known.seen_at
    if not again or moment - known.seen_at >= NOTED_EVERY:
        _note(known, login_id, moment, before)
    return before


def _begin_first(actor: Actor, login_id: UUID, moment: datetime) -> None:
    with transaction() as session:
        insert_once(
            session,
            FrontPageVisit,
            id=uuid4(),
            person_id=actor.person_id,
            organisation_id=actor.organisation_id,
            session_id=login_id,
            seen_at=moment,
            before=None,
        )


def _note(known: FrontPageVisit, login_id: UUID, moment: datetime, before: datetime | None) -> None:
    """Of two pages that are opened at once by one new login, the second changes nothing."""
    same = update(FrontPageVisit).where(FrontPageVisit.id == known.id, FrontPageVisit.session_id == known.session_id)
    with transaction() as session:
        session.execute(same.values(session_id=login_id, seen_at=moment, before=before))
