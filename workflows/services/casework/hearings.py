"""Hearing answers that came by letter or at a meeting, registered by the body's secretary for the members."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.case import Case, Task
from db.models.closing import Hearing, HearingAnswer
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import InputError, NotFound, TaskNotOpen
from workflows.processes.hearing import answer_from_outside, answers_of, current_hearing, heard_in
from workflows.processes.lookups import by_ids
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.services.casework.sight import require_in_case
from workflows.services.running.stepping import begin, load, lock_case, save
from workflows.services.running.worklist import end_task
from workflows.vocabulary import EventKind, HearingPosition, TaskStatus

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
        require_in_case(step, Permission.HEARING_RECORD)
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
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.HEARING_RECORD)
        hearing = current_hearing(step)
        came = received_on or step.today
        _must_be_a_day_of(hearing, came, step.today)
        if hearing.closed_on is None and step.today > hearing.deadline:
            _let_it_close(step)
        if hearing.closed_on is None:
            _into_the_process(step, answers, came)
        else:
            _beside_the_process(step, answers, came)
        day = f"modtaget den {date_in_words(came)} uden om Rammesag"
        late = ", efter at høringen er afsluttet" if hearing.closed_on and hearing.closed_on <= came else ""
        step.note(EventKind.STEP, f"{len(answers)} høringssvar registreret af {actor.name}, {day}{late}")
        return len(answers)


def _must_be_a_day_of(hearing: Hearing, came: date, today: date) -> None:
    if not hearing.sent_on <= came <= today:
        raise InputError([("received_on", f"Skriv en dag fra {date_in_words(hearing.sent_on)} til i dag.")])


def _let_it_close(step: Step) -> None:
    """The deadline has passed, and the timer is on its way: the answers that come now stand beside the process."""
    process = load(step)
    process.run(step.now)
    save(step, process)


def _into_the_process(step: Step, answers: Mapping[UUID, Mapping[str, Any]], came: date) -> None:
    process = load(step)
    tasks = [task for task in _open_tasks(step) if task.organisation_id in answers]
    _refuse_answered(step, answers.keys() - {task.organisation_id for task in tasks})
    for task in tasks:
        _answer(step, task.organisation_id, answers[task.organisation_id], came)
        end_task(step, task, f"{task.label} – på vegne af {task.organisation.name}")
        process.complete(task.in_engine, {}, step.now)
    save(step, process)


def _beside_the_process(step: Step, answers: Mapping[UUID, Mapping[str, Any]], came: date) -> None:
    silent = {row.organisation_id for row in answers_of(step, current_hearing(step)) if row.position is None}
    _refuse_answered(step, answers.keys() - silent)
    for organisation_id, given in answers.items():
        _answer(step, organisation_id, given, came)


def _answer(step: Step, organisation_id: UUID, given: Mapping[str, Any], came: date) -> None:
    try:
        answer_from_outside(step, organisation_id, given, came)
    except InputError as error:
        raise InputError([(f"{organisation_id}.{path}", message) for path, message in error.errors]) from None


def _refuse_answered(step: Step, members: Set[UUID]) -> None:
    if members:
        names = ", ".join(sorted(one.name for one in by_ids(step.session, members).values()))
        raise TaskNotOpen(f"Der venter ikke længere svar fra {names}. Ingen af svarene er registreret.")


def _open_tasks(step: Step) -> list[Task]:
    found = select(Task).where(Task.case_id == step.case.id, Task.element_id == ELEMENT, Task.status == TaskStatus.OPEN)
    return list(step.session.scalars(found.options(joinedload(Task.organisation)).order_by(Task.id)))
