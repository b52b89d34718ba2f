"""What of a case counts now: its parties, the closed days that bind it, its deadlines, and whether errands are open."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import joinedload

from db.models.case import CaseDeadline, CaseParty, Task
from db.models.organisation import ClosedDay
from workflows.vocabulary import Party, TaskStatus

CALENDAR = (Party.OPERATOR, Party.ACTING_MUNICIPALITY, Party.MUNICIPALITY)
"""Whose closed days count in the deadlines of a case; a case has one of them."""
STANDS = and_(CaseDeadline.replaced_by_id.is_(None), CaseDeadline.lapsed.is_(False))
"""The deadlines that count now: not replaced by another, and not without a date in the agreement that counts now."""
OPEN_ERRAND = (
    exists()
    .where(Task.case_id == CaseParty.case_id, Task.engine_id.is_(None), Task.status == TaskStatus.OPEN)
    .label("open_errand")
)
"""Whether a task beside the process is open in the case of a party."""


def parties_and_what_binds(case_id: UUID) -> Select[CaseParty, date, str, CaseDeadline, bool]:
    """Asks for the parties, and on the row of the one that the deadlines bind its closed days and what stands.

    Nearly every step needs all three, so they are asked for at once, and with them whether errands are open.
    Columns: the party, day and reason of a closed day, a deadline, whether an errand is open.
    """
    bound = CaseParty.party.in_(CALENDAR)
    return (
        select(CaseParty, ClosedDay.day, ClosedDay.reason, CaseDeadline, OPEN_ERRAND)
        .outerjoin(ClosedDay, and_(bound, ClosedDay.organisation_id == CaseParty.organisation_id))
        .outerjoin(CaseDeadline, and_(bound, CaseDeadline.case_id == CaseParty.case_id, STANDS))
        .where(CaseParty.case_id == case_id)
        .options(joinedload(CaseParty.organisation))
    )
