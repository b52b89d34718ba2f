"""Whom a notice concerns: people with a role in the organisation today, as far as the organisation sees the case."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models.case import CaseParty
from db.models.notice import Notice
from db.models.person import Person, Post
from workflows.access.visibility import LISTED
from workflows.vocabulary import Role

People = dict[UUID, dict[UUID, set[Role]]]
"""By organisation: who has which roles there."""


def people_in(session: Session, organisation_ids: Iterable[UUID], day: date) -> People:
    """Those who have a role in some organisations on a day, and may log in."""
    held = (
        select(Post.organisation_id, Post.person_id, Post.role)
        .join(Person, Person.id == Post.person_id)
        .where(
            Post.organisation_id.in_(set(organisation_ids)),
            Post.valid_from <= day,
            or_(Post.valid_to.is_(None), Post.valid_to >= day),
            Person.active.is_(True),
        )
    )
    found: People = {}
    for organisation_id, person_id, role in session.execute(held):
        found.setdefault(organisation_id, {}).setdefault(person_id, set()).add(role)
    return found


def seeing_organisations(session: Session, case_id: UUID | None) -> set[UUID]:
    """The organisations that have a part by which they see the case."""
    parts = select(CaseParty.organisation_id).where(CaseParty.case_id == case_id, CaseParty.party.in_(LISTED))
    return set(session.scalars(parts)) if case_id else set()


def audience(notice: Notice, people: dict[UUID, set[Role]], seeing: set[UUID]) -> Sequence[UUID]:
    """Who of an organisation's people is told; never the one whose act it is.

    A task can be for an organisation that sees nothing else of the case. Where nobody has a role that may do it,
    everybody is told: else nobody would know.
    """
    if notice.case_id and notice.task_id is None and notice.organisation_id not in seeing:
        return ()
    chosen = set(people)
    if notice.person_ids is not None:
        chosen &= {UUID(one) for one in notice.person_ids}
    elif notice.roles is not None:
        chosen = {one for one, roles in people.items() if roles & {Role(role) for role in notice.roles}} or chosen
    return sorted(chosen - {notice.actor_id})
