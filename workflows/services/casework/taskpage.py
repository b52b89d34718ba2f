"""The page of a task: what, why, by when, the papers, and what is known already."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.case import NO_DEADLINE, Task
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.access.visibility import Aspect, aspects
from workflows.clock import now, today
from workflows.engine.diagrams import describe
from workflows.errors import NotFound
from workflows.processes.attaching import TAKES_FILES
from workflows.processes.pages import FACTS
from workflows.processes.sealing import read_data
from workflows.processes.step import Step
from workflows.services.casework.deadlines import DeadlineRow, deadline_row
from workflows.services.casework.handing_over import grants_of
from workflows.services.casework.set_dates import why_set
from workflows.services.papers.attachments import TaskFile, files_of_task
from workflows.services.papers.document_lists import DocumentRow, list_documents
from workflows.services.people.standing_in import Away, away_in
from workflows.services.referral.looks import look_for_task
from workflows.services.running.stepping import begin, kept_diagram
from workflows.vocabulary import CaseStatus, Party, Priority, TaskStatus


@dataclass(frozen=True)
class TaskPage:
    """Everything the page of a task shows; `facts` are the process's own, by name."""

    id: UUID
    element_id: str
    label: str
    what: str
    revision: int
    case_id: UUID
    case_number: str
    case_title: str
    process: str
    called_off: bool
    """Whether the case was called off: then nothing came of the task, whatever goes on."""
    sees_case: bool
    open: bool
    may_do: bool
    may_hand_over: bool
    roles: tuple[str, ...]
    """Those of the organisation that may do the task, in words."""
    status: TaskStatus
    ended_at: datetime | None
    ended_by: str | None
    assignee_id: UUID | None
    assignee: str | None
    away: Away | None
    """When the one who has it is away today."""
    standing_in: bool
    """Whether the actor stands in for that person."""
    priority: Priority
    due_on: date | None
    why_then: str
    """Why it is due on its day, where no rule sets it."""
    deadline: DeadlineRow | None
    sealed: bool
    """Whether the case is about a citizen: then draft, files and facts are there only for who may do the open task."""
    draft: Mapping[str, Any] | None = field(repr=False)
    takes_files: bool
    """Whether files can be attached to the answers."""
    files: list[TaskFile] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)


def show_task(task_id: UUID, actor: Actor) -> TaskPage:
    """The page of a task of the actor's organisation; what it shows of a citizen is looked at, which is kept.

    Raises NotFound for others' tasks.
    """
    page = _page(task_id, actor)
    if page.sealed and page.open and page.may_do:
        look_for_task(page.case_id, page.label, actor)
    return page


def _page(task_id: UUID, actor: Actor) -> TaskPage:
    with reading() as session:
        found = select(Task).where(Task.id == task_id, Task.organisation_id == actor.organisation_id)
        task = session.scalars(found.options(joinedload(Task.case), joinedload(Task.deadline))).one_or_none()
        if task is None:
            raise NotFound("Opgaven findes ikke, eller den er en anden organisations.")
        return _shown(begin(session, task.case, now(), actor), task, actor)


def _shown(step: Step, task: Task, actor: Actor) -> TaskPage:
    session, case = step.session, task.case
    parties = {row.party for row in step.parties if row.organisation_id == actor.organisation_id}
    away = _away(session, task)
    seen, may_do = aspects(parties), _may_do(task, actor, parties, away)
    shows = not case.sealed or (task.status is TaskStatus.OPEN and may_do)
    return TaskPage(
        id=task.id,
        element_id=task.element_id,
        label=task.label,
        what=_documentation(session, task),
        revision=task.revision,
        case_id=case.id,
        case_number=case.number,
        case_title=case.title,
        process=case.process,
        called_off=case.status is CaseStatus.CALLED_OFF,
        sees_case=Aspect.STANDING in seen,
        open=task.status is TaskStatus.OPEN,
        may_do=may_do,
        may_hand_over=allows(Permission.TASK_HAND_OVER, actor=actor, parties=parties),
        roles=tuple(sorted(grant.role.label for grant in grants_of(task))),
        status=task.status,
        ended_at=task.ended_at,
        ended_by=_name(session, task.ended_by_id),
        assignee_id=task.assignee_id,
        assignee=_name(session, task.assignee_id),
        away=away,
        standing_in=away is not None and away.stand_in_id == actor.person_id,
        priority=task.priority,
        due_on=None if task.due_on == NO_DEADLINE else task.due_on,
        why_then=why_set(session, [(task, case)]).get(task.id, ""),
        deadline=deadline_row(task.deadline) if task.deadline else None,
        sealed=case.sealed,
        draft=read_data(step, "task.draft", task.draft) if shows and task.draft is not None else None,
        takes_files=task.element_id in TAKES_FILES,
        files=files_of_task(step, task) if shows else [],
        documents=list_documents(session, actor, case_id=case.id, everything=Aspect.ALL_DOCUMENTS in seen),
        facts=_facts(step, task) if shows else {},
    )


def _may_do(task: Task, actor: Actor, parties: Set[Party], away: Away | None) -> bool:
    """Whether the actor has the role that the task asks for, and the task is not a colleague's who is there."""
    standing_in = away is not None and away.stand_in_id == actor.person_id
    mine = standing_in or task.assignee_id in (None, actor.person_id)
    return mine and allows(TASK_PERMISSIONS[task.element_id], actor=actor, parties=parties)


def _away(session: Session, task: Task) -> Away | None:
    """Whether the one who has the task is away today, and who stands in."""
    if task.assignee_id is None:
        return None
    rows = away_in(session, task.organisation_id, first=today(), last=today())
    return next((row for row in rows if row.person_id == task.assignee_id), None)


def _name(session: Session, person_id: UUID | None) -> str | None:
    return None if person_id is None else session.scalars(select(Person.name).where(Person.id == person_id)).one()


def _facts(step: Step, task: Task) -> Mapping[str, Any]:
    facts = FACTS.get(task.element_id)
    return facts(step, task) if facts and task.status is TaskStatus.OPEN else {}


def _documentation(session: Session, task: Task) -> str:
    diagram = kept_diagram(session, task.case.diagram_hash)
    return next((one.documentation for one in describe(diagram).elements if one.id == task.element_id), "")
