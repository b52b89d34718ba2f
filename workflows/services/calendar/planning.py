"""Planning back from a day that somebody names, to the meetings of the councils and bodies that decide before it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from db.models.organisation import BodyMember, Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.errors import NotFound
from workflows.services.calendar.dates import who_meets
from workflows.services.calendar.plans import PlanShown, plans_back
from workflows.services.register.bodies import MEETING_KINDS
from workflows.services.register.listing import alphabetical
from workflows.vocabulary import OrganisationKind


@dataclass(frozen=True)
class Meets:
    """A council or a body that one can plan back to the meetings of."""

    id: UUID
    name: str


def who_can_be_planned_for(actor: Actor, today: date) -> list[Meets]:
    """The councils and bodies whose meetings concern the actor's organisation: its own, those it sits in.

    For a secretariat it is all of its region. By name; none where nobody meets.
    """
    with reading() as session:
        return [Meets(one.id, who_meets(one)) for one in _who(session, actor, today)]


def planned_back(legal_date: date, who_id: UUID | None, actor: Actor, today: date) -> list[PlanShown]:
    """The ways back from a day to the meetings of one of them, or of all; those that can't be met first.

    Raises NotFound for one that is not among them.
    """
    with reading() as session:
        ids = [one.id for one in _who(session, actor, today)]
        if who_id is not None and who_id not in ids:
            raise NotFound("Organisationen er ikke blandt dem, I kan regne tilbage for.")
        plans = plans_back(session, ids if who_id is None else [who_id], legal_date, today)
    return sorted(plans, key=lambda shown: not shown.plan.warning)


def _who(session: Session, actor: Actor, today: date) -> list[Organisation]:
    present = Organisation.valid_from <= today, or_(Organisation.valid_to.is_(None), Organisation.valid_to >= today)
    found = select(Organisation).where(Organisation.kind.in_(MEETING_KINDS), *present, _concerns(actor, today))
    return list(session.scalars(found.order_by(alphabetical(Organisation.name))))


def _concerns(actor: Actor, today: date) -> ColumnElement[bool]:
    if actor.organisation_kind is OrganisationKind.SECRETARIAT:
        own = select(Organisation.region_code).where(Organisation.id == actor.organisation_id).scalar_subquery()
        return Organisation.region_code == own
    seat = exists().where(
        BodyMember.body_id == Organisation.id,
        BodyMember.organisation_id == actor.organisation_id,
        BodyMember.valid_from <= today,
        or_(BodyMember.valid_to.is_(None), BodyMember.valid_to >= today),
    )
    return or_(Organisation.id == actor.organisation_id, seat)
