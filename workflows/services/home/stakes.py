"""What is at stake for an organisation without a figure of its own yet, and what it has granted and pays for."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.referral import Referral
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.services.casework.sight import has_part
from workflows.services.overview.scope import Asker
from workflows.vocabulary import CaseStatus, Party, Process, ReferralOutcome

BEARS = (Party.OPERATOR, Party.BUYER)
"""Those on whom the result of a closing is distributed."""


@dataclass(frozen=True)
class Unsettled:
    """A closing whose result the organisation can get a part of, and that has no figure for it yet."""

    case_id: UUID
    number: str
    title: str


@dataclass(frozen=True)
class GrantedServices:
    """What goes on in referrals at the organisation's expense; `cost` in kroner of those that name one."""

    number: int
    cost: Decimal
    without_cost: int


def unsettled(session: Session, who: Asker, known: Collection[UUID], *, most: int) -> list[Unsettled]:
    """The newest running closings in which the organisation bears a part that is not among the known ones."""
    found = (
        select(Case.id, Case.number, Case.title)
        .where(Case.process == Process.CLOSING.value, Case.status == CaseStatus.RUNNING, Case.id.not_in(known))
        .where(has_part(who.actor, BEARS), *who.by_case(Case.id))
        .order_by(Case.opened_at.desc(), Case.id.desc())
        .limit(most)
    )
    return [Unsettled(*row) for row in session.execute(found)]


def granted_services(session: Session, actor: Actor) -> GrantedServices | None:
    """What the organisation pays for in referrals as a sum, nothing of any citizen; none where it pays for nothing."""
    pays = (
        Referral.payer_id == actor.organisation_id,
        Referral.outcome.in_((ReferralOutcome.GRANT, ReferralOutcome.PARTLY)),
        Referral.effort_ended_on.is_(None),
        or_(Referral.period_to.is_(None), Referral.period_to >= today()),
    )
    cost = func.sum(Referral.expected_cost)
    found = select(func.count(), cost, func.count(Referral.expected_cost)).where(*pays)
    number, total, priced = session.execute(found).one()
    return GrantedServices(number, total or Decimal(0), number - priced) if number else None
