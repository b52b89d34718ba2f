"""Which organisations somebody can act for: those that exist, and those that have ended and have cases left."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseParty
from db.models.organisation import Organisation
from workflows.services.register.administering import valid_on
from workflows.vocabulary import CaseStatus, Party


def still_acts(day: date) -> ColumnElement[bool]:
    """Whether an organisation exists on the day, or has ended before it and has a part in a case.

    A case keeps its parties, so somebody must finish what an ended organisation has begun, and find it again.
    """
    part = exists().where(CaseParty.organisation_id == Organisation.id)
    return or_(valid_on(Organisation.valid_from, Organisation.valid_to, day), and_(Organisation.valid_to < day, part))


def has_cases(session: Session, organisation_id: UUID) -> bool:
    """Whether an organisation has a part in a case."""
    part = select(CaseParty.id).where(CaseParty.organisation_id == organisation_id).limit(1)
    return session.scalar(part) is not None


def running_cases(session: Session, organisation_id: UUID) -> int:
    """In how many running cases an organisation may have something to do; those it is only told of are none."""
    parts = select(CaseParty.case_id).where(
        CaseParty.organisation_id == organisation_id, CaseParty.party != Party.REGION_MUNICIPALITY
    )
    found = select(func.count()).select_from(Case).where(Case.status == CaseStatus.RUNNING, Case.id.in_(parts))
    number: int = session.scalars(found).one()
    return number
