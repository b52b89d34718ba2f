"""What an organisation waits for in its cases: whom, since when and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, CaseParty, Task
from db.models.organisation import Organisation
from workflows.access.actor import Actor
from workflows.access.visibility import LISTED, Aspect, seeing
from workflows.clock import COPENHAGEN
from workflows.services.casework.sight import has_part
from workflows.services.casework.task_scopes import is_open
from workflows.services.overview.scope import Asker
from workflows.services.running.standing import WAITED_FOR

MOST_READ = 500
"""Open tasks of others that are looked at, by what is due first."""


@dataclass(frozen=True)
class Awaited:
    """Something that one or several others are to do in a case.

    `whom` is the organisation by name where it is one alone, and one may know who has not done a thing yet or the
    parties tell it: nobody else has its part in the case. Else it is the part.
    """

    case_id: UUID
    case_number: str
    case_title: str
    label: str
    whom: str
    number: int
    since: date
    due_on: date | None


def awaited(session: Session, who: Asker, *, most: int) -> list[Awaited]:
    """What others are to do in the asker's cases, what is due first on top; as many statements for many cases."""
    actor = who.actor
    found = (
        select(Task, Case, Organisation.name, _may_be_named(actor))
        .join(Case, Case.id == Task.case_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .where(is_open(), Task.organisation_id != actor.organisation_id, has_part(actor, LISTED))
        .where(*who.by_case(Task.case_id))
        .order_by(Task.due_on, Task.case_id, Task.label, Task.id)
        .limit(MOST_READ)
    )
    alike = groupby(session.execute(found), key=lambda row: _what(row[0]))
    return [_awaited([(row[0], row[1], row[2], row[3]) for row in together]) for _, together in islice(alike, most)]


def _may_be_named(actor: Actor) -> ColumnElement[bool]:
    sharing = select(func.count()).where(CaseParty.case_id == Task.case_id, CaseParty.party == Task.lane)
    alone = sharing.correlate(Task).scalar_subquery() == 1
    return or_(
        has_part(actor, seeing(Aspect.OPEN_TASKS)),
        and_(has_part(actor, seeing(Aspect.PARTIES)), alone),
    )


def _what(task: Task) -> tuple[date, UUID, str]:
    return task.due_on, task.case_id, task.label


def _awaited(rows: list[tuple[Task, Case, str, bool]]) -> Awaited:
    """Several that are to do the same in a case by the same day."""
    task, case, name, named = rows[0]
    alone = len(rows) == 1 and named
    return Awaited(
        case_id=case.id,
        case_number=case.number,
        case_title=case.title,
        label=task.label,
        whom=name if alone else WAITED_FOR[task.lane],
        number=len(rows),
        since=_day(row[0].opened_at for row in rows),
        due_on=None if task.due_on == NO_DEADLINE else task.due_on,
    )


def _day(moments: Iterable[datetime]) -> date:
    return min(moments).astimezone(COPENHAGEN).date()
