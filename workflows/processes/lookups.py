"""Organisations as the processes need them: by code, by region, by seat in a body."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.util import identity_key

from db.models.organisation import BodyMember, Meeting, Organisation, RegionMembership
from workflows.vocabulary import OrganisationKind


def existing(day: date) -> ColumnElement[bool]:
    """Whether an organisation exists on a day, as a condition of a select."""
    until = or_(Organisation.valid_to.is_(None), Organisation.valid_to >= day)
    return (Organisation.valid_from <= day) & until


def by_codes(session: Session, codes: Iterable[str], day: date) -> dict[str, Organisation]:
    """The organisations with these codes that exist on `day`, by code."""
    found = select(Organisation).where(Organisation.code.in_(list(codes)), existing(day))
    return {organisation.code: organisation for organisation in session.scalars(found)}


def by_ids(session: Session, ids: Iterable[UUID]) -> dict[UUID, Organisation]:
    """Organisations by id; those that the session holds, as it does the parties of a step, are not read again."""
    wanted = set(ids)
    held = (session.identity_map.get(identity_key(Organisation, one)) for one in wanted)
    known: dict[UUID, Organisation] = {one.id: one for one in held if one is not None}
    if missing := wanted - known.keys():
        found = select(Organisation).where(Organisation.id.in_(missing))
        known |= {organisation.id: organisation for organisation in session.scalars(found)}
    return known


def municipalities_of(session: Session, region_code: str, day: date) -> list[Organisation]:
    """The municipalities of a region on `day`, by name; of a region that has ended those of its last day.

    So a case that rests on the agreement of a region that has ended goes on among those who made the agreement.
    """
    region = aliased(Organisation)
    ended = select(region.valid_to).where(
        region.code == region_code, region.kind == OrganisationKind.REGION, region.valid_to < day
    )
    then = func.coalesce(ended.order_by(region.valid_to.desc()).limit(1).scalar_subquery(), day)
    until = or_(RegionMembership.valid_to.is_(None), RegionMembership.valid_to >= then)
    moved = select(RegionMembership.region_code).where(
        RegionMembership.organisation_id == Organisation.id, RegionMembership.valid_from <= then, until
    )
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.MUNICIPALITY,
        func.coalesce(moved.scalar_subquery(), Organisation.region_code) == region_code,
        existing(day),
    )
    return list(session.scalars(found.order_by(Organisation.name)))


def members_of(session: Session, body_id: UUID, day: date) -> list[Organisation]:
    """The organisations with a seat in a body on `day`, by name."""
    seated = select(Organisation).join(BodyMember, BodyMember.organisation_id == Organisation.id)
    until = or_(BodyMember.valid_to.is_(None), BodyMember.valid_to >= day)
    found = seated.where(BodyMember.body_id == body_id, BodyMember.valid_from <= day, until, existing(day))
    return list(session.scalars(found.order_by(Organisation.name)))


def next_meeting(session: Session, body_id: UUID, day: date) -> Meeting | None:
    """The body's first meeting on the day or later, as far as it is planned."""
    found = select(Meeting).where(Meeting.body_id == body_id, Meeting.held_on >= day)
    return session.scalars(found.order_by(Meeting.held_on).limit(1)).one_or_none()
