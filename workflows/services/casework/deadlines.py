"""The deadlines of a case, each with its explanation."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseDeadline
from workflows.services.calendar.types import PASSING
from workflows.vocabulary import CaseStatus

COMPLAINT, NOTICE = "complaint", "closing.notice"


@dataclass(frozen=True)
class DeadlineRow:
    """A deadline with its explanation."""

    label: str
    due_on: date
    last_working_day: date
    explanation: str
    source: str
    met_on: date | None
    replaced: bool = False
    """By a later deadline of the same rule."""
    lapsed: bool = False
    """It counts no more, and none has come in its place."""
    ended: bool = False
    """It ended with its case, and was not met before."""
    passes: bool = False
    """Its day passes by itself, as that of a notice, and is not there to be met."""

    @property
    def counts(self) -> bool:
        """Whether it is still to be met, or to pass."""
        return not (self.met_on or self.replaced or self.lapsed or self.ended)


def deadlines_of(session: Session, case: Case) -> list[DeadlineRow]:
    """All deadlines that a case has had, by their date; with the case what was still to come has ended too."""
    found = select(CaseDeadline).where(CaseDeadline.case_id == case.id)
    rows = session.scalars(found.order_by(CaseDeadline.due_on, CaseDeadline.id))
    return [replace(deadline_row(row), ended=_ended_with(case, row)) for row in rows]


def _ended_with(case: Case, row: CaseDeadline) -> bool:
    """Whether a deadline has ended with its case: what was to be met, and a day that had not passed by itself.

    The time for a complaint runs on all the same, and so does a notice, unless the closing has been called off.
    """
    if case.ended_on is None or row.met_on or row.lapsed or row.replaced_by_id:
        return False
    if row.rule_id not in PASSING:
        return True
    runs_on = row.rule_id == COMPLAINT or (row.rule_id == NOTICE and case.status is CaseStatus.CLOSED)
    return row.due_on >= case.ended_on and not runs_on


def deadline_row(row: CaseDeadline) -> DeadlineRow:
    """A deadline as it is shown."""
    return DeadlineRow(
        label=row.label,
        due_on=row.due_on,
        last_working_day=row.last_working_day,
        explanation=row.explanation,
        source=row.source,
        met_on=row.met_on,
        replaced=row.replaced_by_id is not None,
        lapsed=row.lapsed,
        passes=row.rule_id in PASSING,
    )
