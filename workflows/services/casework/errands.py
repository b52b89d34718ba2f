"""Errands: asking a party of a case to do something beside the process, and calling it off."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from db.models.case import NO_DEADLINE, Task
from db.models.errand import Errand
from db.models.person import Person
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import Aspect
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.processes.errands import ERRAND, NOTE, TEXT
from workflows.processes.sealing import kept_text, must_not_tell, read_text
from workflows.processes.standing import CALENDAR
from workflows.processes.step import Step
from workflows.services.casework.addressees import Addressee, addressees, one_addressee
from workflows.services.casework.sight import Sight, require_in_case, see_case
from workflows.services.people.standing_in import must_be_said
from workflows.services.running.stepping import begin, lock_case, lock_task
from workflows.vocabulary import CaseStatus, EventKind, TaskStatus

LONGEST_TITLE = 120


@dataclass(frozen=True)
class ErrandRow:
    """An errand as the parties see it; `text` and `note` are none where they may not be read here."""

    task_id: UUID
    label: str
    asked_by: str
    asked_by_person: str
    organisation: str
    person: str | None
    due_on: date | None
    status: TaskStatus
    given_at: datetime
    ended_at: datetime | None
    text: str | None = field(repr=False)
    note: str | None = field(repr=False)
    ours: bool
    may_call_off: bool


@dataclass(frozen=True)
class ErrandsPage:
    """The errands of a case, the open ones first; `to` are those to whom one can be given, none where one may not."""

    rows: list[ErrandRow]
    to: list[Addressee]


def errands_of(case_id: UUID, actor: Actor) -> ErrandsPage:
    """The errands of a case that the actor's organisation may see: all, or those that it gave or has.

    Raises NotFound when the organisation has no part in the case.
    """
    with reading() as session:
        sight = see_case(session, case_id, actor)
        step = begin(session, sight.case, now(), actor)
        gives = _may_give(sight, actor)
        rows = [_row(step, sight, *row) for row in session.execute(_seen(sight, actor))]
        return ErrandsPage(rows, addressees(step) if gives and sight.case.status is CaseStatus.RUNNING else [])


def one_errand(case_id: UUID, task_id: UUID, actor: Actor) -> ErrandRow:
    """An errand that the actor may call off. Raises NotFound for another."""
    rows = errands_of(case_id, actor).rows
    found = next((row for row in rows if row.task_id == task_id and row.may_call_off), None)
    if found is None:
        raise NotFound("Opgaven findes ikke, er ikke åben, eller er givet af en anden organisation.")
    return found


def give_errand(
    case_id: UUID,
    *,
    title: str,
    text: str,
    organisation_id: UUID,
    person_id: UUID | None,
    due_on: date | None,
    actor: Actor,
    although_away: bool = False,
) -> UUID:
    """Ask a party of the case, or one of its people, to do something; gives the task's id.

    Raises NotFound and NotAllowed, and Refused when the case has ended, when the one asked is no party or can't do it,
    when the day is past, without words, and, unless `although_away`, when that person is away today or as it is due.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.ERRAND_GIVE)
        if step.case.status is not CaseStatus.RUNNING:
            raise Refused("Sagen er slut. Der kan ikke gives flere opgaver i den.")
        given = _checked(step, title, due_on)
        to = one_addressee(step, organisation_id, person_id)
        must_be_said(to.away_on(person_id, step.today, due_on or step.today), although_away=although_away)
        task = _task(step, to, person_id, given, due_on)
        session.add(task)
        session.flush()
        sealed = kept_text(step, TEXT, text.strip())
        session.add(
            Errand(task_id=task.id, organisation_id=actor.organisation_id, person_id=actor.person_id, text=sealed)
        )
        step.note(EventKind.ERRAND_GIVEN, f"»{given}« er givet til {to.named(person_id)}", element=ERRAND)
        return task.id


def _task(step: Step, to: Addressee, person_id: UUID | None, label: str, due_on: date | None) -> Task:
    """The task beside the process, as the work list shows it."""
    assert step.actor is not None
    return Task(
        case_id=step.case.id,
        engine_id=None,
        element_id=ERRAND,
        label=label,
        lane=to.party,
        organisation_id=to.organisation_id,
        assignee_id=person_id,
        process=step.case.process,
        agreement_id=step.case.agreement_id,
        case_number=step.case.number,
        municipality_id=next((one.id for one in step.organisations(*CALENDAR)), None),
        due_on=due_on or NO_DEADLINE,
        opened_at=step.now,
        opened_by_id=step.actor.person_id,
    )


def call_off_errand(task_id: UUID, *, reason: str, actor: Actor) -> UUID:
    """Call an open errand off, by the organisation that gave it; gives the case's id.

    Raises NotFound for another's, NotAllowed without the role, Refused without a reason or when it is not open.
    """
    with transaction() as session:
        case, task = lock_task(session, task_id)
        step = begin(session, case, now(), actor)
        errand = session.scalars(select(Errand).where(Errand.task_id == task_id)).one_or_none()
        if errand is None or errand.organisation_id != actor.organisation_id:
            raise NotFound("Opgaven findes ikke, eller den er givet af en anden organisation.")
        require_in_case(step, Permission.ERRAND_GIVE)
        if task.status is not TaskStatus.OPEN:
            raise Refused("Opgaven er allerede udført eller bortfaldet.")
        if not reason.strip():
            raise Refused("Skriv, hvorfor opgaven bortfalder.", field="reason")
        must_not_tell(step, reason, field="reason")
        task.status, task.ended_at, task.ended_by_id = TaskStatus.WITHDRAWN, step.now, actor.person_id
        task.told_at = None
        task.revision += 1
        errand.note = kept_text(step, NOTE, reason.strip())
        step.note(EventKind.ERRAND_CALLED_OFF, f"»{task.label}«: {reason.strip()}", element=ERRAND)
        if task.organisation_id != actor.organisation_id:
            holder = [one for one in step.organisations(task.lane) if one.id == task.organisation_id]
            step.tell(holder, f"»{task.label}« er bortfaldet: {reason.strip()}", key=f"errand-off:{task.id}")
        return case.id


def _may_give(sight: Sight, actor: Actor) -> bool:
    return allows(Permission.ERRAND_GIVE, actor=actor, parties=sight.parties)


def _seen(sight: Sight, actor: Actor) -> Select[Any]:
    found: Any = (
        select(Task, Errand, Person.name)
        .join(Errand, Errand.task_id == Task.id)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(Task.case_id == sight.case.id)
        .options(joinedload(Task.organisation), joinedload(Errand.organisation), joinedload(Errand.person))
        .order_by(Task.status != TaskStatus.OPEN, Task.due_on, Task.opened_at.desc(), Task.id)
    )
    if Aspect.OPEN_TASKS in sight.aspects:
        return cast(Select[Any], found)
    ours = Task.organisation_id == actor.organisation_id
    return cast(Select[Any], found.where(ours | (Errand.organisation_id == actor.organisation_id)))


def _row(step: Step, sight: Sight, task: Task, errand: Errand, assignee: str | None) -> ErrandRow:
    assert step.actor is not None
    ours, asked = step.actor.organisation_id == task.organisation_id, errand.organisation_id
    # What tells of a citizen is read on the task's own page, where the look is kept.
    readable = not step.case.sealed
    is_open = task.status is TaskStatus.OPEN
    return ErrandRow(
        task_id=task.id,
        label=task.label,
        asked_by=errand.organisation.name,
        asked_by_person=errand.person.name,
        organisation=task.organisation.name,
        person=assignee if ours or Aspect.HISTORY in sight.aspects else None,
        due_on=None if task.due_on == NO_DEADLINE else task.due_on,
        status=task.status,
        given_at=task.opened_at,
        ended_at=task.ended_at,
        text=read_text(step, TEXT, errand.text) if readable else None,
        note=(read_text(step, NOTE, errand.note) if errand.note else "") if readable else None,
        ours=ours,
        may_call_off=is_open and asked == step.actor.organisation_id and _may_give(sight, step.actor),
    )


def _checked(step: Step, title: str, due_on: date | None) -> str:
    given = " ".join(title.split())
    if not given:
        raise Refused("Skriv kort, hvad opgaven er.", field="title")
    if len(given) > LONGEST_TITLE:
        raise Refused(f"Skriv det kortere, højst {LONGEST_TITLE} tegn.", field="title")
    if due_on is not None and due_on < step.today:
        raise Refused("Fristen kan ikke være en dag, der er gået.", field="due_on")
    must_not_tell(step, given, field="title")
    return given
