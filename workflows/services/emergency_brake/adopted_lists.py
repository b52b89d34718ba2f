"""A list that a re-evaluation has adopted becomes the agreement's dated list, in a job after the committee's step."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.reevaluation import OfferEvaluation
from db.models.specialised_list import SpecialisedOffer
from db.recording import Acting, act_as
from db.session import lock_row
from workflows.vocabulary import OfferStanding


def put_list_in_force(payload: dict[str, Any]) -> Callable[[Session], None]:
    """End the rows of the list that go, and begin those that come, from the day on which the list is in force."""
    case_id, person_id = UUID(payload["case_id"]), UUID(payload["person_id"]) if payload["person_id"] else None
    valid_from, adopted_at = date.fromisoformat(payload["valid_from"]), datetime.fromisoformat(payload["adopted_at"])
    organisation_id = UUID(payload["organisation_id"])

    def keep(session: Session) -> None:
        act_as(session, Acting(person_id, organisation_id, case_id=case_id))
        case = session.get_one(Case, case_id)
        evaluated = select(OfferEvaluation).where(OfferEvaluation.case_id == case_id)
        rows = list(session.scalars(evaluated.order_by(OfferEvaluation.position)))
        _end_removed(session, rows, valid_from, person_id)
        session.add_all(
            _begun(case, row, valid_from, adopted_at, person_id)
            for row in rows
            if row.proposed and row.standing is not OfferStanding.LISTED
        )

    return keep


def _end_removed(session: Session, rows: list[OfferEvaluation], valid_from: date, person_id: UUID | None) -> None:
    """The rows that go end the day before, with the reason; one that has been ended stays as it is."""
    why = {row.listed_id: row.reason for row in rows if row.listed_id and not row.proposed}
    standing = select(SpecialisedOffer).where(SpecialisedOffer.id.in_(why), SpecialisedOffer.valid_to.is_(None))
    for row in session.scalars(lock_row(standing)):
        # A row that began later than that has one day.
        row.valid_to = max(valid_from - timedelta(days=1), row.valid_from)
        row.ended_reason, row.ended_by_id = why[row.id], person_id


def _begun(
    case: Case, row: OfferEvaluation, valid_from: date, adopted_at: datetime, person_id: UUID | None
) -> SpecialisedOffer:
    return SpecialisedOffer(
        id=uuid4(),
        agreement_id=case.agreement_id,
        name=row.name,
        target_group=row.target_group,
        area=row.area,
        offer_id=row.offer_id,
        valid_from=valid_from,
        reason=row.reason,
        case_id=case.id,
        entered_at=adopted_at,
        entered_by_id=person_id,
    )
