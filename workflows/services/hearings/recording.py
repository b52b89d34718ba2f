"""Answers that came outside Rammesag, by letter, mail or telephone or at a meeting: registered by those who asked."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.case import Task
from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import InputError, NotFound, Refused, TaskNotOpen
from workflows.processes import hearing, request
from workflows.processes.attaching import GivenFile, attach, attached_to
from workflows.processes.lookups import by_ids
from workflows.processes.reading import AtOnce
from workflows.processes.reevaluation import asking
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.services.casework.sight import require_in_case
from workflows.services.hearings.asked import Round, RoundKind, answers_of, asked_again, round_of, rounds_of
from workflows.services.papers.attachments import MOST, Upload, checked
from workflows.services.running.stepping import begin, load, lock_case, save
from workflows.services.running.worklist import end_task
from workflows.vocabulary import EventKind, TaskStatus

ELEMENTS: Mapping[RoundKind, str] = {
    RoundKind.HEARING: "task_answer_hearing",
    RoundKind.REQUEST: "task_answer_request",
    RoundKind.QUESTIONNAIRE: "task_answer_questionnaire",
}
"""The task by which each of those who are asked answers."""
KEEP: Mapping[RoundKind, Callable[[Step, Task, Mapping[str, Any], date, Sequence[GivenFile]], None]] = {
    RoundKind.HEARING: hearing.answer_from_outside,
    RoundKind.REQUEST: request.answer_from_outside,
    RoundKind.QUESTIONNAIRE: asking.answer_from_outside,
}


@dataclass(frozen=True)
class Received:
    """What came from one of those who were asked: the answers as its own form has them, and the files with it."""

    answers: Mapping[str, Any]
    files: Sequence[Upload] = field(default=(), repr=False)


def register_answers(
    case_id: UUID,
    round_id: UUID,
    came: Mapping[UUID, Received],
    actor: Actor,
    *,
    received_on: date | None = None,
) -> None:
    """Register what came from some of those who were asked, by organisation, in one step; today when no day is given.

    While answers are awaited the case goes on as if they had answered themselves. After that the answers are kept
    beside the others, and the case does not go back. Late is what came in after the deadline, whenever it is
    registered.
    Raises InputError with the organisation's id in the path, NotFound, NotAllowed, Refused where the same has been
    asked again since, and TaskNotOpen when one of them has answered meanwhile.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.ANSWER_RECORD)
        asked = round_of(session, step.case, round_id)
        must_be_the_latest(step, asked)
        day = received_on or step.today
        if step.today > asked.deadline and open_tasks(session, step.case.id, asked):
            _let_it_close(step)
        at_once = AtOnce()
        with at_once:
            _must_be_a_day_of(asked, day, step.today)
        with at_once:
            _keep_all(step, asked, came, day)
        at_once.tell()


def must_be_the_latest(step: Step, asked: Round) -> None:
    """Raise Refused where the same has been asked again since."""
    if asked_again(asked, rounds_of(step.session, step.case)):
        raise Refused("Der er spurgt igen siden. Registrér svaret på den seneste gang, der er spurgt.")


def _must_be_a_day_of(asked: Round, came: date, today: date) -> None:
    if not asked.sent_on <= came <= today:
        raise InputError([("received_on", f"Skriv en dag fra {date_in_words(asked.sent_on)} til i dag.")])


def _let_it_close(step: Step) -> None:
    """The deadline has passed, and the timer is on its way: the answers that come now stand beside the process."""
    process = load(step)
    process.run(step.now)
    save(step, process)
    step.session.flush()


def _keep_all(step: Step, asked: Round, came: Mapping[UUID, Received], day: date) -> None:
    must_be_silent(step, asked, came.keys())
    waiting = {task.organisation_id: task for task in open_tasks(step.session, step.case.id, asked)}
    process = load(step) if waiting else None
    for organisation_id, received in came.items():
        task = waiting.get(organisation_id) or task_of(step.session, step.case.id, asked, organisation_id)
        _keep(step, asked, task, received, day)
        if process is not None and task.status is TaskStatus.OPEN:
            end_task(step, task, f"{task.label} – på vegne af {task.organisation.name}")
            process.complete(task.in_engine, {}, step.now)
    if process is not None:
        save(step, process)
    _note(step, asked, came.keys(), day, closed=process is None)


def must_be_silent(step: Step, asked: Round, members: Set[UUID]) -> None:
    """Raise TaskNotOpen where one of them has answered, NotFound for one who was not asked."""
    table, of_round = answers_of(asked, step.case)
    rows = step.session.execute(select(table.organisation_id, table.answered_at).where(of_round))
    answered = {organisation_id: at is not None for organisation_id, at in rows}
    if members - answered.keys():
        raise NotFound("Organisationen er ikke spurgt i sagen.")
    if given := {one for one in members if answered[one]}:
        names = ", ".join(sorted(one.name for one in by_ids(step.session, given).values()))
        raise TaskNotOpen(f"Der venter ikke længere svar fra {names}. Ingen af svarene er registreret.")


def _keep(step: Step, asked: Round, task: Task, received: Received, day: date) -> None:
    try:
        files = [checked(one) for one in received.files]
        if len(files) > MOST:
            raise Refused(f"Der kan højst vedhæftes {MOST} filer til et svar.", field="file")
        KEEP[asked.kind](step, task, received.answers, day, files)
    except InputError as error:
        raise InputError([(f"{task.organisation_id}.{path}", message) for path, message in error.errors]) from None
    last = max((row.position for row in attached_to(step, task)), default=0) if files else 0
    for position, file in enumerate(files, last + 1):
        attach(step, task, file, position, from_outside=True)


def _note(step: Step, asked: Round, members: Set[UUID], day: date, *, closed: bool) -> None:
    assert step.actor is not None
    names = ", ".join(sorted(one.name for one in by_ids(step.session, members).values()))
    when = f"modtaget den {date_in_words(day)} uden om Rammesag"
    late = ", efter fristen" if day > asked.deadline else ""
    beside = ". Sagen går ikke tilbage" if closed else ""
    what = "Høringssvar" if asked.kind is RoundKind.HEARING else f"{asked.title}: svar"
    step.note(EventKind.STEP, f"{what} fra {names} registreret af {step.actor.name}, {when}{late}{beside}")


def open_tasks(session: Session, case_id: UUID, asked: Round) -> list[Task]:
    """The tasks of those from whom an answer is awaited."""
    found = _tasks(case_id, asked).where(Task.status == TaskStatus.OPEN)
    return list(session.scalars(found.order_by(Task.id)))


def task_of(session: Session, case_id: UUID, asked: Round, organisation_id: UUID) -> Task:
    """The task with which an organisation was asked, also when it fell away. Raises NotFound where there was none."""
    found = _tasks(case_id, asked).where(Task.organisation_id == organisation_id)
    task: Task | None = session.scalars(found.order_by(Task.opened_at.desc())).first()
    if task is None:
        raise NotFound("Organisationen er ikke spurgt i sagen.")
    return task


def _tasks(case_id: UUID, asked: Round) -> Any:
    of_round = Task.case_id == case_id, Task.element_id == ELEMENTS[asked.kind]
    found = select(Task).where(*of_round).options(joinedload(Task.organisation))
    return found.where(Task.matter == asked.matter) if asked.matter else found
