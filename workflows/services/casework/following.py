"""Following a case: being told of what happens in it, for as long as one may see it."""

from collections.abc import Collection
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseParty
from db.models.person import Person, Post
from db.models.related import CaseFollower
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.visibility import LISTED
from workflows.clock import now, today
from workflows.services.casework.sight import see_case
from workflows.services.running.once import insert_once


def follow(case_id: UUID, actor: Actor) -> None:
    """Follow a case; one that is followed already stays so. Raises NotFound for a case that one may not see."""
    with transaction() as session:
        see_case(session, case_id, actor)
        insert_once(
            session,
            CaseFollower,
            id=uuid4(),
            case_id=case_id,
            person_id=actor.person_id,
            organisation_id=actor.organisation_id,
            since=now(),
        )


def stop_following(case_id: UUID, actor: Actor) -> None:
    """Follow a case no longer, for the organisation that one acts for."""
    with transaction() as session:
        session.execute(delete(CaseFollower).where(CaseFollower.case_id == case_id, *_own(actor)))


def follows(case_id: UUID, actor: Actor) -> bool:
    """Whether the actor follows a case."""
    with reading() as session:
        found = select(CaseFollower.id).where(CaseFollower.case_id == case_id, *_own(actor))
        return session.scalars(found).one_or_none() is not None


def followed_by(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor follows the case, as a condition of a select of cases."""
    return exists().where(CaseFollower.case_id == Case.id, *_own(actor))


def followers_of(session: Session, case_ids: Collection[UUID]) -> dict[UUID, dict[UUID, UUID]]:
    """By case: those who follow it and may see it today, each with the organisation by which they do.

    A role or a part that has ended ends the following with it: nobody is told of what they may not see.
    """
    day = today()
    found = (
        select(CaseFollower.case_id, CaseFollower.person_id, CaseFollower.organisation_id)
        .join(Person, and_(Person.id == CaseFollower.person_id, Person.active.is_(True)))
        .where(
            CaseFollower.case_id.in_(case_ids),
            exists().where(
                CaseParty.case_id == CaseFollower.case_id,
                CaseParty.organisation_id == CaseFollower.organisation_id,
                CaseParty.party.in_(LISTED),
            ),
            exists().where(
                Post.person_id == CaseFollower.person_id,
                Post.organisation_id == CaseFollower.organisation_id,
                Post.valid_from <= day,
                or_(Post.valid_to.is_(None), Post.valid_to >= day),
            ),
        )
        .order_by(CaseFollower.since)
    )
    followers: dict[UUID, dict[UUID, UUID]] = {}
    for case_id, person, organisation in session.execute(found) if case_ids else ():
        followers.setdefault(case_id, {})[person] = organisation
    return followers


def _own(actor: Actor) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return CaseFollower.person_id == actor.person_id, CaseFollower.organisation_id == actor.organisation_id
