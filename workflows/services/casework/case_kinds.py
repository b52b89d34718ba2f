"""How many cases of each kind concern an organisation, without counting them to the end."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseParty
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import LISTED
from workflows.services.casework.task_scopes import COUNTED, LOOKED_AT, Tally
from workflows.vocabulary import CaseStatus, Process


def case_kinds(actor: Actor, *, status: Collection[CaseStatus]) -> dict[Process, Tally]:
    """How many cases of each kind concern the actor's organisation; kinds without any are left out."""
    with reading() as session:
        return kinds_in(session, actor, status)


def kinds_in(session: Session, actor: Actor, status: Collection[CaseStatus]) -> dict[Process, Tally]:
    """The same within a transaction: looked up by the organisation's own cases, LOOKED_AT of them at most."""
    own = (
        select(CaseParty.case_id)
        .where(CaseParty.organisation_id == actor.organisation_id, CaseParty.party.in_(LISTED))
        .distinct()
        .order_by(CaseParty.case_id)
        .limit(LOOKED_AT)
        .subquery()
    )
    looked_at = select(func.count()).select_from(own).scalar_subquery()
    found = (
        select(Case.process, func.count(), looked_at)
        .join(own, own.c.case_id == Case.id)
        .where(Case.status.in_(status))
        .group_by(Case.process)
    )
    counted = {row[0]: _tally(row[1], more=row[2] >= LOOKED_AT) for row in session.execute(found)}
    return {one: counted[one.value] for one in Process if one.value in counted}


def all_kinds(kinds: Mapping[Process, Tally]) -> Tally:
    """How many cases they are together."""
    return _tally(sum(one.number for one in kinds.values()), more=any(one.more for one in kinds.values()))


def _tally(number: int, *, more: bool) -> Tally:
    return Tally(min(number, COUNTED), more or number > COUNTED)
