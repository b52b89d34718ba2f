"""Giving a task to a colleague: who can be given it, who of them is away, and the reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.models.person import Person, Post
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import GRANTS, Grant, allows
from workflows.access.permissions import Permission
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.clock import now, today
from workflows.errors import NotAllowed, Refused
from workflows.processes.sealing import must_not_tell
from workflows.processes.step import Step
from workflows.services.casework.tasks import hold_open_task, name_of, parts_in
from workflows.services.notices.settling import settle_given
from workflows.services.notices.telling import notify
from workflows.services.notices.wording import tell_of_hands
from workflows.services.people.standing_in import Away, away_in, by_person, concerning, must_be_said, name_of_receiver
from workflows.services.running.stepping import begin
from workflows.vocabulary import EventKind, NoticeKind, Role, TaskStatus


@dataclass(frozen=True)
class Colleague:
    """Someone to whom tasks can be handed, and how many of those in question."""

    id: UUID
    name: str
    tasks: int
    away: Away | None
    """When it concerns the task: today, or on the day one of them is due."""


@dataclass(frozen=True)
class ToGive:
    """One of several tasks to be given, and who has it as it is shown."""

    id: UUID
    label: str
    case_number: str
    case_title: str
    assignee_id: UUID | None
    assignee: str | None


def to_be_given(task_ids: Sequence[UUID], actor: Actor) -> list[ToGive]:
    """The open tasks of the actor's organisation among some, by what is due."""
    found = (
        select(Task.id, Task.label, Case.number, Case.title, Task.assignee_id, Person.name)
        .join(Case, Case.id == Task.case_id)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(Task.id.in_(task_ids), Task.organisation_id == actor.organisation_id, Task.status == TaskStatus.OPEN)
        .order_by(Task.due_on, Task.id)
    )
    with reading() as session:
        return [ToGive(*row) for row in session.execute(found)]


def colleagues(*task_ids: UUID) -> list[Colleague]:
    """Those in the tasks' organisation who may do at least one of them, by name."""
    with reading() as session:
        tasks = list(session.scalars(select(Task).where(Task.id.in_(task_ids), Task.status == TaskStatus.OPEN)))
        if not tasks:
            return []
        people = _people(session, tasks[0].organisation_id)
        away = _away_when_due(session, tasks)
    found = []
    for person_id, (name, roles) in people.items():
        fitting = sum(any(grant.role in roles for grant in grants_of(task)) for task in tasks)
        if fitting:
            found.append(Colleague(person_id, name, fitting, away.get(person_id)))
    return found


def _people(session: Session, organisation_id: UUID) -> dict[UUID, tuple[str, set[Role]]]:
    """The active people of an organisation with their roles today, by name."""
    day = today()
    posts = (
        select(Person.id, Person.name, Post.role)
        .join(Post, Post.person_id == Person.id)
        .where(
            Post.organisation_id == organisation_id,
            Post.valid_from <= day,
            (Post.valid_to.is_(None)) | (Post.valid_to >= day),
            Person.active.is_(True),
        )
        .order_by(Person.name)
    )
    people: dict[UUID, tuple[str, set[Role]]] = {}
    for person_id, name, role in session.execute(posts):
        people.setdefault(person_id, (name, set()))[1].add(role)
    return people


def _away_when_due(session: Session, tasks: Collection[Task]) -> dict[UUID, Away]:
    """Those of the tasks' organisation who are away today or on a day that one of the tasks is due, by person."""
    days = {today()} | {task.due_on for task in tasks}
    rows = away_in(session, next(iter(tasks)).organisation_id, first=min(days), last=max(days))
    concerned = {person_id: concerning(absences, days) for person_id, absences in by_person(rows).items()}
    return {person_id: away for person_id, away in concerned.items() if away}


def hand_over(
    task_id: UUID,
    *,
    revision: int | None,
    to_person_id: UUID,
    reason: str,
    actor: Actor,
    although_away: bool = False,
    seen: Mapping[UUID, UUID | None] | None = None,
) -> UUID:
    """Give a task to a colleague, who is then the only one to do it; gives the case's id.

    `revision` is none where the task has not been read, as when several are given at once: then `seen` tells who had
    it as the actor chose. Raises Refused when the colleague may not do the task, when another has taken it meanwhile,
    or when the colleague is away today or as it is due, unless `although_away`; NotAllowed when the actor may not.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor opgaven gives videre.", field="reason")
    chosen = next((one for one in colleagues(task_id) if one.id == to_person_id), None)
    if chosen is None:
        raise Refused("Vælg en kollega, der må udføre opgaven.", field="to_person_id")
    must_be_said(chosen.away, although_away=although_away)
    with transaction() as session:
        held = hold_open_task(session, task_id, revision)
        case, task = held.case, held.task
        step = begin(session, case, now(), actor)
        _must_be_ones_to_give(step, task, actor, seen)
        must_not_tell(step, reason, field="reason")
        before, task.assignee_id = task.assignee_id, chosen.id
        task.revision += 1
        settle_given(session, task.id, step.now)
        tell_of_hands(session, case, task, before=before, actor=actor)
        _tell_stand_in(step, task, chosen)
        to = name_of_receiver(chosen.name, chosen.away)
        step.note(EventKind.HANDED_OVER, f"»{task.label}« er givet til {to}: {reason.strip()}")
        return case.id


def _must_be_ones_to_give(step: Step, task: Task, actor: Actor, seen: Mapping[UUID, UUID | None] | None) -> None:
    """Raises NotAllowed without the permission in the case, Refused when another has taken it since it was seen."""
    if not allows(Permission.TASK_HAND_OVER, actor=actor, parties=parts_in(step, task)):
        raise NotAllowed("Din rolle giver ikke adgang til at give opgaven videre.")
    if seen is not None and task.assignee_id not in (None, actor.person_id, seen.get(task.id)):
        raise Refused(f"»{task.label}« er imens taget af {name_of(step.session, task.assignee_id)}.")


def _tell_stand_in(step: Step, task: Task, chosen: Colleague) -> None:
    """Tell who stands in today for the one that has been given the task."""
    away = chosen.away
    if away is None or away.stand_in_id is None or not away.first_day <= step.today <= away.last_day:
        return
    notify(
        step.session,
        NoticeKind.TASK_GIVEN,
        persons={away.stand_in_id: task.organisation_id},
        case=step.case,
        task=task,
        text=f"»{task.label}« er givet til {chosen.name}. Du er stedfortræder.",
        key=f"stand_in:{task.id}:{task.revision}",
        actor=step.actor,
    )


def grants_of(task: Task) -> list[Grant]:
    """What may do the task: the roles that have its permission in its lane."""
    return [grant for grant in GRANTS[TASK_PERMISSIONS[task.element_id]] if grant.party is task.lane]
