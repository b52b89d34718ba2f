"""What an overview is of: the answers of its filter, and which rows of the database they leave to whom."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseParty, Task
from db.models.organisation import Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import LISTED, Aspect, seeing
from workflows.clock import start_of_day, today
from workflows.processes.lookups import existing
from workflows.services.casework.task_scopes import cases_of, has_few_cases
from workflows.services.register.listing import alphabetical
from workflows.vocabulary import AgreementId, OrganisationKind, Process

HORIZONS = (7, 14, 30)
"""How many days ahead one can look."""
ABOUT_A_CITIZEN = "Sag om en borger"
"""Shown for the title of a sealed case: figures and lists of many tell nothing of anybody."""


@dataclass(frozen=True)
class Scope:
    """What is asked for; none leaves nothing out. `first` and `last` are the days of a period, both included."""

    process: Process | None = None
    agreement: AgreementId | None = None
    organisation_id: UUID | None = None
    horizon: int = 30
    first: date | None = None
    last: date | None = None

    @property
    def of_cases(self) -> list[ColumnElement[bool]]:
        """What is asked of the case itself, as conditions of a select."""
        process = [Case.process == self.process.value] if self.process else []
        agreement = [Case.agreement_id == self.agreement.value] if self.agreement else []
        return [*process, *agreement]

    @property
    def of_tasks(self) -> list[ColumnElement[bool]]:
        """The same, and whose it is, asked of a task by its own row."""
        process = [Task.process == self.process.value] if self.process else []
        agreement = [Task.agreement_id == self.agreement.value] if self.agreement else []
        whose = [Task.organisation_id == self.organisation_id] if self.organisation_id else []
        return [*process, *agreement, *whose]

    @property
    def of_done_tasks(self) -> list[ColumnElement[bool]]:
        """That a task was done in the period: from the beginning of its first day to the end of its last."""
        after = [Task.ended_at >= start_of_day(self.first)] if self.first else []
        before = [Task.ended_at < start_of_day(self.last + timedelta(days=1))] if self.last else []
        return [*after, *before]


def seen_tasks(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor may know whose task it is: its own, and those of cases whose open tasks it sees.

    One look at the parties answers both, and asks nothing of the case.
    """
    own = and_(Task.organisation_id == actor.organisation_id, CaseParty.party.in_(LISTED))
    return exists().where(
        CaseParty.case_id == Task.case_id,
        CaseParty.organisation_id == actor.organisation_id,
        or_(CaseParty.party.in_(seeing(Aspect.OPEN_TASKS)), own),
    )


@dataclass(frozen=True)
class Asker:
    """Who asks for what. One with few cases finds all by these, so that the rows of others are never passed by."""

    actor: Actor
    scope: Scope
    few: bool

    def by_case(self, case_id: Any) -> list[ColumnElement[bool]]:
        """That a row is of one of the cases, where these are few; it adds nothing to what may be seen."""
        return [case_id.in_(cases_of(self.actor.organisation_id))] if self.few else []


def asker(session: Session, actor: Actor, scope: Scope) -> Asker:
    """Who asks, once it is known whether their cases are few."""
    return Asker(actor, scope, has_few_cases(session, actor))


def shown_title(title: str, sealed: bool) -> str:
    """The title of a case in a list of many; of a sealed one that it is about a citizen."""
    return ABOUT_A_CITIZEN if sealed else title


@dataclass(frozen=True)
class OrganisationChosen:
    """An organisation that a filter can be set to."""

    id: UUID
    code: str
    name: str
    kind: OrganisationKind
    valid_to: date | None


def organisations_to_choose() -> list[OrganisationChosen]:
    """The organisations of today that can have a part in a case, by name."""
    found = select(Organisation).where(existing(today()))
    found = found.where(Organisation.kind != OrganisationKind.AUDIT_FIRM).order_by(alphabetical(Organisation.name))
    with reading() as session:
        return [
            OrganisationChosen(one.id, one.code, one.name, one.kind, one.valid_to) for one in session.scalars(found)
        ]
