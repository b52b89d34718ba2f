"""Who has looked at citizens' data: of one case for its parties, of an organisation for the one who watches over it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from db.models.sealed import Look
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.errors import NotAllowed
from workflows.processes.sealing import unseal_for
from workflows.services.referral.looks import LOOK_REASON, require, seen_by_party
from workflows.services.running.cursors import Cursor, after

PAGE = 50


@dataclass(frozen=True)
class LookRow:
    """One look: who, for whom, at what, why, when; the case is none for a search that found nothing."""

    person: str
    organisation: str
    what: str
    reason: str
    looked_at: datetime
    case_number: str | None


@dataclass(frozen=True)
class LookPage:
    """A page of looks; `cursor` leads to older ones."""

    looks: list[LookRow] = field(default_factory=list)
    cursor: str | None = None


def looks_of(case_id: UUID, actor: Actor) -> list[LookRow]:
    """Who has looked at the citizen's data in a case, the latest first, for its two parties.

    Raises NotFound for others, and NotAllowed without the role.
    """
    with reading() as session:
        require(seen_by_party(session, case_id, actor), Permission.LOOKS_SEE)
        found = _looks().where(Look.case_id == case_id).order_by(Look.looked_at.desc(), Look.id.desc())
        return _rows(session, session.scalars(found))


def looks_by(actor: Actor, *, cursor: str | None = None) -> LookPage:
    """What the people of the actor's organisation have looked at, searches too, the latest first.

    Raises NotAllowed without the role, and NotFound for a cursor that is none.
    """
    if not allows(Permission.LOOKS_REVIEW, actor=actor):
        raise NotAllowed("Din rolle giver ikke adgang til organisationens opslag.")
    own = _looks().where(Look.organisation_id == actor.organisation_id)
    found = after(own, Look.looked_at, Look.id, cursor).order_by(Look.looked_at.desc(), Look.id.desc())
    with reading() as session:
        rows = session.scalars(found.limit(PAGE + 1)).all()
        shown = rows[:PAGE]
        more = str(Cursor(shown[-1].looked_at, shown[-1].id)) if len(rows) > PAGE else None
        return LookPage(_rows(session, shown), more)


def _looks() -> Select[Look]:
    return select(Look).options(joinedload(Look.person), joinedload(Look.organisation), joinedload(Look.case))


def _rows(session: Session, looks: Iterable[Look]) -> list[LookRow]:
    return [
        LookRow(
            person=one.person.name,
            organisation=one.organisation.name,
            what=one.what,
            reason=unseal_for(session, one.case_id, LOOK_REASON, one.reason).decode(),
            looked_at=one.looked_at,
            case_number=one.case.number if one.case else None,
        )
        for one in looks
    ]
