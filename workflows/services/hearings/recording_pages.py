"""The page on which an answer that came outside Rammesag is registered: the form of the one who was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import Case
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import NotFound
from workflows.processes.pages import FACTS
from workflows.services.casework.sight import require_in_case
from workflows.services.hearings.asked import RoundKind, round_of
from workflows.services.hearings.recording import ELEMENTS, must_be_silent, must_be_the_latest, open_tasks, task_of
from workflows.services.running.stepping import begin


@dataclass(frozen=True)
class RecordingPage:
    """What a form of that task asks for, where another fills it in; `closed` when the case goes on without it."""

    case_id: UUID
    case_number: str
    case_title: str
    round_id: UUID
    kind: RoundKind
    title: str
    sent_on: date
    deadline: date
    closed: bool
    organisation_id: UUID
    organisation: str
    element_id: str
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)
    takes_files: bool = True
    draft: None = None
    """Nothing is kept of it before it is registered."""


def show_recording(case_id: UUID, round_id: UUID, organisation_id: UUID, actor: Actor) -> RecordingPage:
    """The page for one of those who were asked.

    Raises NotFound, NotAllowed, TaskNotOpen when it has answered, and Refused where the same has been asked again.
    """
    with reading() as session:
        case = session.scalars(select(Case).where(Case.id == case_id)).one_or_none()
        if case is None:
            raise NotFound("Sagen findes ikke.")
        step = begin(session, case, now(), actor)
        require_in_case(step, Permission.ANSWER_RECORD)
        asked = round_of(session, case, round_id)
        must_be_the_latest(step, asked)
        must_be_silent(step, asked, {organisation_id})
        task = task_of(session, case.id, asked, organisation_id)
        return RecordingPage(
            case_id=case.id,
            case_number=case.number,
            case_title=case.title,
            round_id=asked.id,
            kind=asked.kind,
            title=asked.title,
            sent_on=asked.sent_on,
            deadline=asked.deadline,
            closed=not open_tasks(session, case.id, asked),
            organisation_id=organisation_id,
            organisation=task.organisation.name,
            element_id=ELEMENTS[asked.kind],
            facts=FACTS[ELEMENTS[asked.kind]](step, task),
        )
