"""The members of a hearing with their answers, for who registers those that came by letter or at a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from db.models.case import Case, Task
from db.models.closing import Hearing, HearingAnswer
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import InputError, NotFound
from workflows.processes.hearing import answers_of, current_hearing, heard_in
from workflows.processes.step import Step
from workflows.services.casework.sight import require_in_case
from workflows.services.hearings.recording import Received, register_answers
from workflows.services.running.stepping import begin
from workflows.vocabulary import HearingPosition, TaskStatus

ELEMENT = "task_answer_hearing"


@dataclass(frozen=True)
class MemberRow:
    """A member of the body and its answer with its label; `open` while an answer of it can be registered."""

    organisation_id: UUID
    name: str
    position: HearingPosition | None
    label: str
    text: str
    open: bool


@dataclass(frozen=True)
class HearingPage:
    """The hearing of a case as its secretary sees it; `positions` are the answers, each with its label."""

    case_id: UUID
    case_number: str
    case_title: str
    deadline: date
    closed: bool
    members: list[MemberRow]
    positions: Mapping[HearingPosition, str]


def show_hearing(case_id: UUID, actor: Actor) -> HearingPage:
    """All members of the latest hearing with their answers. Raises NotFound and NotAllowed."""
    with reading() as session:
        case = session.scalars(select(Case).where(Case.id == case_id)).one_or_none()
        if case is None:
            raise NotFound("Sagen findes ikke.")
        step = begin(session, case, now(), actor)
        require_in_case(step, Permission.ANSWER_RECORD)
        hearing = current_hearing(step)
        waiting = {task.organisation_id for task in _open_tasks(step)}
        positions = heard_in(step).positions
        closed = hearing.closed_on is not None
        members = [
            _member(row, positions, row.position is None if closed else row.organisation_id in waiting)
            for row in answers_of(step, hearing)
        ]
        return HearingPage(case.id, case.number, case.title, hearing.deadline, closed, members, positions)


def _member(row: HearingAnswer, positions: Mapping[HearingPosition, str], waits: bool) -> MemberRow:
    label = positions[row.position] if row.position else ""
    return MemberRow(row.organisation_id, row.organisation.name, row.position, label, row.text, waits)


def record_answers(
    case_id: UUID, answers: Mapping[UUID, Mapping[str, Any]], actor: Actor, *, received_on: date | None = None
) -> int:
    """Register the answers of several members in one step; gives how many.

    `answers` are by member: position and text as the member's own form has them; they came in on `received_on`, today
    when it is none. When the hearing has closed they are kept beside the others, and the case does not go back.
    Raises InputError with the member's id in the path, NotAllowed, and TaskNotOpen when a member has answered
    meanwhile.
    """
    if not answers:
        raise InputError([("", "Vælg et svar for mindst ét medlem.")])
    with reading() as session:
        hearing = session.scalars(_latest(case_id)).first()
    if hearing is None:
        raise NotFound("Der har ikke været en høring i sagen.")
    came = {organisation_id: Received(given) for organisation_id, given in answers.items()}
    register_answers(case_id, hearing, came, actor, received_on=received_on)
    return len(came)


def _latest(case_id: UUID) -> Select[UUID]:
    of_case = select(Hearing.id).where(Hearing.case_id == case_id)
    return of_case.order_by(Hearing.sent_on.desc(), Hearing.closed_on.is_not(None))


def _open_tasks(step: Step) -> list[Task]:
    found = select(Task).where(Task.case_id == step.case.id, Task.element_id == ELEMENT, Task.status == TaskStatus.OPEN)
    return list(step.session.scalars(found.options(joinedload(Task.organisation)).order_by(Task.id)))
