"""Where the search leads to for those who do not keep organisations and offers: the cases of a party, and an offer."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload

from db.models.case import Case, CaseParty
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.search import SEARCH
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import Aspect, seeing
from workflows.errors import NotFound
from workflows.services.casework.cases import listed_cases
from workflows.services.casework.sight import has_part
from workflows.services.running.cursors import Cursor, after
from workflows.services.search.sight import may_find
from workflows.vocabulary import CaseStatus, Party, Process, SearchKind

PAGE = 25


@dataclass(frozen=True)
class PartyCase:
    """A case with the parts that the organisation has in it."""

    id: UUID
    number: str
    title: str
    process: Process
    standing: str
    status: CaseStatus
    parts: list[Party]


@dataclass(frozen=True)
class PartyCases:
    """An organisation, and a page of its cases; `cursor` leads to older ones."""

    name: str
    cases: list[PartyCase]
    cursor: str | None


def cases_of_party(organisation_id: UUID, actor: Actor, *, cursor: str | None = None) -> PartyCases:
    """The cases in which an organisation has a part, of those whose parties the actor's organisation sees.

    Raises NotFound where there are none, but for the secretariat, and for a cursor that is none.
    """
    theirs = aliased(CaseParty)
    in_case = exists().where(theirs.case_id == Case.id, theirs.organisation_id == organisation_id)
    with reading() as session:
        ours = listed_cases(session, actor).where(has_part(actor, seeing(Aspect.PARTIES)), in_case)
        page = after(ours, Case.opened_at, Case.id, cursor).order_by(Case.opened_at.desc(), Case.id.desc())
        organisation = session.get(Organisation, organisation_id)
        cases = list(session.scalars(page.limit(PAGE + 1)))
        if organisation is None or not (cases or allows(Permission.ADMINISTER, actor=actor)):
            raise NotFound("I har ingen sager med den part.")
        parts = session.execute(
            select(CaseParty.case_id, CaseParty.party).where(
                CaseParty.organisation_id == organisation_id, CaseParty.case_id.in_([case.id for case in cases])
            )
        ).all()
    last = cases[PAGE - 1] if len(cases) > PAGE else None
    return PartyCases(
        organisation.name,
        [_row(case, [row.party for row in parts if row.case_id == case.id]) for case in cases[:PAGE]],
        str(Cursor(last.opened_at, last.id)) if last else None,
    )


def _row(case: Case, parts: list[Party]) -> PartyCase:
    order = list(Party)
    return PartyCase(
        id=case.id,
        number=case.number,
        title=case.title,
        process=Process(case.process),
        standing=case.standing,
        status=case.status,
        parts=sorted(parts, key=order.index),
    )


def offer_shown(offer_id: UUID, actor: Actor) -> Offer:
    """An offer with its operator, for those who find it. Raises NotFound for others."""
    entry = select(SEARCH.c.row_id).where(
        SEARCH.c.kind == SearchKind.OFFER.value, SEARCH.c.row_id == offer_id, may_find(SearchKind.OFFER, actor)
    )
    with reading() as session:
        offer = session.scalars(
            select(Offer).where(Offer.id == offer_id, Offer.id.in_(entry)).options(joinedload(Offer.operator))
        ).one_or_none()
        if offer is None:
            raise NotFound("Tilbuddet findes ikke, eller I hverken driver eller køber det.")
        return offer
