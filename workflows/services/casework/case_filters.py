"""Which cases a list shows, as its address asks."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_

from db.models.case import Case, CaseDeadline, CaseParty, Task
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, seeing
from workflows.processes.standing import STANDS
from workflows.services.calendar.types import PASSING
from workflows.services.casework.following import followed_by
from workflows.services.casework.sight import has_part
from workflows.services.casework.task_scopes import is_open
from workflows.vocabulary import AgreementId, CaseStatus, Labelled, Process


class CaseDue(Labelled):
    """When something in a case is due."""

    OVERDUE = "overskredet", "Overskredet"
    SEVEN_DAYS = "7-dage", "Inden for 7 dage"
    FOURTEEN_DAYS = "14-dage", "Inden for 14 dage"
    THIRTY_DAYS = "30-dage", "Inden for 30 dage"

    def last_day(self, today: date) -> date:
        """The last day on which what it means is due; what is overdue is among what is due within some days."""
        days = {"overskredet": -1, "7-dage": 7, "14-dage": 14, "30-dage": 30}
        return today + timedelta(days=days[self.value])


@dataclass(frozen=True)
class CaseFilter:
    """What a list of cases is asked for; what is none asks for nothing. `organisation_id` is of one with a part."""

    status: tuple[CaseStatus, ...] = tuple(CaseStatus)
    process: Process | None = None
    agreement: AgreementId | None = None
    organisation_id: UUID | None = None
    due: CaseDue | None = None
    followed: bool = False
    """Only those that the actor follows."""

    def conditions(self, actor: Actor, today: date) -> list[ColumnElement[bool]]:
        """What holds of the cases asked for, beside that the actor sees them."""
        process = [Case.process == self.process.value] if self.process else []
        agreement = [Case.agreement_id == self.agreement.value] if self.agreement else []
        due = [_due(actor, self.due.last_day(today))] if self.due else []
        followed = [followed_by(actor)] if self.followed else []
        narrowed = [*process, *agreement, *due, *followed]
        return [Case.status.in_(self.status), *narrowed, *with_part(actor, self.organisation_id)]


def with_part(actor: Actor, organisation_id: UUID | None) -> list[ColumnElement[bool]]:
    """That an organisation has a part in the case, where the actor may see the parties of it."""
    if organisation_id is None:
        return []
    taking_part = exists().where(CaseParty.case_id == Case.id, CaseParty.organisation_id == organisation_id)
    return [taking_part, has_part(actor, seeing(Aspect.PARTIES))]


def _due(actor: Actor, last: date) -> ColumnElement[bool]:
    """Whether a deadline that the actor sees, or a task of its own, is due in the case by a day."""
    deadline = exists().where(
        CaseDeadline.case_id == Case.id,
        CaseDeadline.due_on <= last,
        CaseDeadline.met_on.is_(None),
        CaseDeadline.rule_id.not_in(PASSING),
        STANDS,
    )
    own = exists().where(
        Task.case_id == Case.id, Task.organisation_id == actor.organisation_id, is_open(), Task.due_on <= last
    )
    running = Case.status == CaseStatus.RUNNING
    return running & or_(deadline & has_part(actor, seeing(Aspect.DEADLINES)), own)
