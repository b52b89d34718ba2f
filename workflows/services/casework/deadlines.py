"""The deadlines of a case, each with its explanation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import CaseDeadline
from workflows.services.calendar.types import PASSING


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
    passes: bool = False
    """Its day passes by itself, as that of a notice, and is not there to be met."""

    @property
    def counts(self) -> bool:
        """Whether it is still to be met, or to pass."""
        return not (self.met_on or self.replaced or self.lapsed)


def deadlines_of(session: Session, case_id: UUID) -> list[DeadlineRow]:
    """All deadlines that a case has had, by their date."""
    found = select(CaseDeadline).where(CaseDeadline.case_id == case_id)
    return [deadline_row(row) for row in session.scalars(found.order_by(CaseDeadline.due_on, CaseDeadline.id))]


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
