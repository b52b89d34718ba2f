"""The closed days that count for a case: those that its operator has added beside the public holidays."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import CaseParty
from db.models.organisation import ClosedDay
from workflows.processes.step import Step
from workflows.vocabulary import Party


def closed_days_of(session: Session, step: Step) -> Mapping[date, str]:
    """Day and reason of each day on which the case's operator is closed."""
    days = (
        select(ClosedDay.day, ClosedDay.reason)
        .join(CaseParty, CaseParty.organisation_id == ClosedDay.organisation_id)
        .where(CaseParty.case_id == step.case.id, CaseParty.party == Party.OPERATOR)
    )
    return {row.day: row.reason for row in session.execute(days)}
