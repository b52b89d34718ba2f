"""Moving municipalities and centres from one region to another: planned for a day, in force from that day on."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.organisation import Organisation, RegionMembership
from db.models.work import Job
from db.session import reading
from workflows.clock import start_of_day, today
from workflows.errors import Refused
from workflows.services.register.administering import valid_on
from workflows.services.register.listing import alphabetical
from workflows.vocabulary import OrganisationKind

MOVING = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.CENTRE})
"""The kinds of organisation that lie in a region and go on when it ends."""
CHANGE_REGIONS = "change_regions"
"""The kind of the job by which the moves of a day come into force."""


@dataclass(frozen=True)
class RegionPeriod:
    """The region that an organisation lies in for a period."""

    region: str
    valid_from: date
    valid_to: date | None


def lying_in(region_id: UUID) -> list[Organisation]:
    """The municipalities and centres that lie in a region today, by name; none for anything but a region."""
    with reading() as session:
        region = session.get(Organisation, region_id)
        if region is None or region.kind is not OrganisationKind.REGION:
            return []
        return _lying_in(session, region)


def regions_of(organisation_id: UUID) -> list[RegionPeriod]:
    """The regions that an organisation has lain in and will lie in; none for one that does not move."""
    kept = select(RegionMembership).where(RegionMembership.organisation_id == organisation_id)
    regions = select(Organisation.code, Organisation.name).where(Organisation.kind == OrganisationKind.REGION)
    with reading() as session:
        names = {row.code: row.name for row in session.execute(regions)}
        rows = session.scalars(kept.order_by(RegionMembership.valid_from)).all()
    return [RegionPeriod(names.get(row.region_code, row.region_code), row.valid_from, row.valid_to) for row in rows]


def move(
    session: Session, organisation_ids: Collection[UUID], *, out_of: Organisation, into: Organisation, first_day: date
) -> None:
    """Let organisations lie in another region from a day on; until then, and in running cases, nothing changes.

    Raises Refused for one that does not lie in the region.
    """
    known = {row.id: row for row in _lying_in(session, out_of)}
    if set(organisation_ids) - known.keys():
        raise Refused(f"Vælg blandt dem, der ligger i {out_of.name}.", field="moved_ids")
    for organisation_id in organisation_ids:
        _plan(session, known[organisation_id], into.code, first_day)
    session.flush()
    if first_day <= today():
        follow_memberships(session)
    elif organisation_ids:
        _order(session, first_day)


def _plan(session: Session, organisation: Organisation, region_code: str, first_day: date) -> None:
    """Write the period until the day, and the one from it on in place of what was planned before."""
    kept = select(RegionMembership).where(RegionMembership.organisation_id == organisation.id)
    rows = sorted(session.scalars(kept), key=lambda row: row.valid_from)
    for row in [row for row in rows if row.valid_from > today() or row.valid_from >= first_day]:
        session.delete(row)
        rows.remove(row)
    if not rows:
        assert organisation.region_code is not None
        rows = [
            RegionMembership(
                organisation_id=organisation.id,
                region_code=organisation.region_code,
                valid_from=min(organisation.valid_from, first_day - timedelta(days=1)),
            )
        ]
        session.add(rows[0])
    rows[-1].valid_to = first_day - timedelta(days=1)
    session.flush()
    session.add(RegionMembership(organisation_id=organisation.id, region_code=region_code, valid_from=first_day))


def _order(session: Session, first_day: date) -> None:
    key = f"{CHANGE_REGIONS}:{first_day.isoformat()}"
    if session.scalars(select(Job.id).where(Job.key == key)).one_or_none() is None:
        session.add(Job(key=key, kind=CHANGE_REGIONS, payload={}, run_after=start_of_day(first_day)))


def change_regions(_payload: dict[str, Any]) -> Callable[[Session], None]:
    """The job of a day on which organisations move."""
    return follow_memberships


def follow_memberships(session: Session) -> None:
    """Let each organisation that moves lie in the region of today."""
    covering = valid_on(RegionMembership.valid_from, RegionMembership.valid_to, today())
    now_in = select(Organisation, RegionMembership.region_code).join(
        RegionMembership, RegionMembership.organisation_id == Organisation.id
    )
    for organisation, region_code in session.execute(now_in.where(covering)):
        organisation.region_code = region_code


def correct_region(session: Session, organisation: Organisation, region_code: str | None) -> None:
    """Correct the region of today, also in the period that holds it."""
    organisation.region_code = region_code
    of_today = select(RegionMembership).where(
        RegionMembership.organisation_id == organisation.id,
        valid_on(RegionMembership.valid_from, RegionMembership.valid_to, today()),
    )
    for row in session.scalars(of_today):
        row.region_code = region_code or row.region_code


def _lying_in(session: Session, region: Organisation) -> list[Organisation]:
    found = select(Organisation).where(
        Organisation.kind.in_(MOVING),
        Organisation.region_code == region.code,
        valid_on(Organisation.valid_from, Organisation.valid_to, today()),
    )
    return list(session.scalars(found.order_by(alphabetical(Organisation.name))))
