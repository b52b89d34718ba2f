"""The mapping: tasks to the members of the task force, data from others, and each focus area followed up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from pydantic import Field
from sqlalchemy import select

from db.models.case import Task
from db.models.emergency_brake import MappingTask
from db.models.organisation import Organisation
from db.models.request import Request, RequestAnswer
from workflows.errors import InputError
from workflows.processes.assigned import ASSIGNED, Assignment
from workflows.processes.attaching import TAKES_FILES, attached_to, journal_files
from workflows.processes.emergency_brake.facts import (
    add,
    body,
    brake_of,
    focus_areas,
    item_of,
    keep_focus_areas,
    mapping_tasks,
    must_be_ahead,
    regime_of,
    who,
    yes_no,
)
from workflows.processes.emergency_brake.kept import FocusArea
from workflows.processes.emergency_brake.members import Member, members_of_task_force
from workflows.processes.emergency_brake.papers import data_request_paper
from workflows.processes.lookups import by_ids
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day, read_answers
from workflows.processes.request import REQUESTS, Asked
from workflows.processes.step import Step
from workflows.vocabulary import EventKind, OrganisationKind, Party

Text = Annotated[str, Field(min_length=1)]
MATTER = "mapping_data"
ASKED_KINDS = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})
TAKES_FILES.update({"task_do_mapping", "task_follow_focus_area"})


class Piece(Answers):
    """A piece of the mapping, for one member or for the task force as a whole."""

    title: Text
    description: str = ""
    member_id: UUID | Literal[""] = ""
    due_on: Day


class Plan(Answers):
    """How the mapping is shared out."""

    tasks: Annotated[tuple[Piece, ...], Field(min_length=1)]


class Mapped(Answers):
    """What one piece of the mapping has found."""

    finding: str = ""


class DataAsked(Answers):
    """Another request for data, or enough of them."""

    next: Literal["request", "enough"]
    items: tuple[Text, ...] = ()
    organisations: tuple[UUID, ...] = ()
    deadline: Day | None = None


class Followed(Answers):
    """What the mapping says of one focus area."""

    finding: Text
    covered: bool


@answers_to("task_plan_mapping")
def plan_mapping(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Share the mapping out on tasks that are open at once, each with a due date of its own.

    Raises InputError for a plan without tasks, a due date that has passed, and someone who is no member.
    """
    at_once = AtOnce()
    given = at_once.read(Plan, answers)
    persons = {one.id: one for one in members_of_task_force(step, body(step, Party.TASK_FORCE).id)}
    with at_once:
        for number, piece in enumerate(given.tasks):
            _check_piece(step, piece, persons, at_once, f"tasks[{number}]")
    at_once.tell()
    before = max((row.position for row in mapping_tasks(step)), default=0)
    rows = [_mapping_task(step, before + number, one, persons) for number, one in enumerate(given.tasks, start=1)]
    add(step, MappingTask, rows)
    source = regime_of(step).mapping.source
    pieces = _counted(len(rows), "afdækningsopgave", "afdækningsopgaver")
    step.note(EventKind.STEP, f"{pieces} med frister, sat af {who(step)}", source=source)
    return {"mapping_tasks": [str(row.id) for row in rows]}


def _check_piece(step: Step, piece: Piece, persons: Mapping[UUID, Member], at_once: AtOnce, path: str) -> None:
    with at_once:
        must_be_ahead(piece.due_on, step, f"{path}.due_on")
    no_member = "Vælg et medlem af taskforcen."
    at_once.refuse(f"{path}.member_id", no_member, when=lambda: piece.member_id and piece.member_id not in persons)


def _mapping_task(step: Step, position: int, piece: Piece, persons: Mapping[UUID, Member]) -> MappingTask:
    assert step.actor is not None
    return MappingTask(
        id=uuid4(),
        case_id=step.case.id,
        position=position,
        round=brake_of(step).round,
        title=piece.title,
        description=piece.description,
        person_id=persons[piece.member_id].person_id if piece.member_id else None,
        due_on=piece.due_on,
        set_by_id=step.actor.person_id,
    )


def _piece(step: Step, item: str) -> Assignment:
    row: MappingTask = item_of(mapping_tasks(step), item)
    return Assignment(body(step, Party.TASK_FORCE).id, row.person_id, row.title, row.due_on)


ASSIGNED["task_do_mapping"] = _piece


@answers_to("task_do_mapping")
def do_mapping(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what a piece of the mapping has found. Raises InputError for neither words nor files."""
    given = read_answers(Mapped, answers)
    files = attached_to(step, task)
    if not given.finding and not files:
        raise InputError([("finding", "Skriv, hvad I har fundet, eller vedhæft det som fil.")])
    assert step.actor is not None
    row: MappingTask = item_of(mapping_tasks(step), task.item)
    row.finding, row.done_at, row.done_by_id = given.finding, step.now, step.actor.person_id
    journal_files(step, files, step.actor.organisation_name)
    return {}


@answers_to("task_request_data")
def request_data(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Ask the operator and municipalities for data with a deadline, as many rounds as it takes.

    Raises InputError for a request without anything to ask for, anyone to ask, or a deadline to come.
    Rule: hovedstaden-2019-2020, 9.1.
    """
    at_once = AtOnce()
    given = at_once.read(DataAsked, answers)
    with at_once:
        if given.next == "request":
            _check_request(step, given, at_once)
    at_once.tell()
    if given.next == "enough":
        return {"request_data": "no"}
    assert given.deadline is not None
    step.known[MATTER] = given.items
    return {
        "request_data": "yes",
        "request_matter": MATTER,
        "requested": [str(one) for one in dict.fromkeys(given.organisations)],
        "request_deadline": given.deadline.isoformat(),
    }


def _check_request(step: Step, given: DataAsked, at_once: AtOnce) -> None:
    at_once.refuse("items", "Skriv, hvad I beder om.", when=lambda: not given.items)
    at_once.refuse("organisations", "Vælg, hvem I spørger.", when=lambda: not given.organisations)
    at_once.refuse("deadline", "Sæt en frist for svarene.", when=lambda: given.deadline is None)
    with at_once:
        must_be_ahead(given.deadline, step, "deadline")
    with at_once:
        _check_asked(step, given.organisations)


def _check_asked(step: Step, ids: tuple[UUID, ...]) -> None:
    found = by_ids(step.session, ids)
    for number, one in enumerate(ids):
        if one not in found or found[one].kind not in ASKED_KINDS:
            raise InputError([(f"organisations[{number}]", "Vælg en kommune eller en region.")])


def _items(step: Step) -> tuple[str, ...]:
    asked: tuple[str, ...] = step.known[MATTER]
    return asked


def _issuer(step: Step) -> Organisation:
    return body(step, Party.TASK_FORCE)


REQUESTS["emergency_brake", MATTER] = Asked(
    title="Anmodning om oplysninger til afdækning", items=_items, issuer=_issuer, letter=data_request_paper
)


def requests_of(step: Step) -> list[tuple[Request, list[RequestAnswer]]]:
    """All rounds of data requests, the latest first, each with its answers by name."""
    found = (
        select(Request, RequestAnswer, Organisation)
        .join(RequestAnswer, RequestAnswer.request_id == Request.id)
        .join(Organisation, Organisation.id == RequestAnswer.organisation_id)
        .where(Request.case_id == step.case.id, Request.matter == MATTER)
        .order_by(Request.round.desc(), Organisation.name)
    )
    rounds: dict[Request, list[RequestAnswer]] = {}
    for request, answer, organisation in step.session.execute(found).all():
        answer.organisation = organisation
        rounds.setdefault(request, []).append(answer)
    return list(rounds.items())


def _focus_area(step: Step, item: str) -> Assignment:
    row: FocusArea = item_of(focus_areas(step), item)
    return Assignment(body(step, Party.TASK_FORCE).id, None, f"Følg op: {row.text}", None)


ASSIGNED["task_follow_focus_area"] = _focus_area


@answers_to("task_follow_focus_area")
def follow_focus_area(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what the mapping says of one focus area, and whether it is covered."""
    given = read_answers(Followed, answers)
    assert step.actor is not None
    followed = [
        replace(
            row,
            finding=given.finding,
            covered=given.covered,
            followed_by=step.actor.name,
            followed_on=step.today,
        )
        if row.id == task.item
        else row
        for row in focus_areas(step)
    ]
    keep_focus_areas(step, followed)
    journal_files(step, attached_to(step, task), step.actor.organisation_name)
    return {}


@operation("emergency_brake.gather_mapping")
def gather_mapping(step: Step, _data: Data) -> Mapping[str, object]:
    """See whether each focus area is covered; those that are not are mapped further in a new round."""
    open_ones = [row for row in focus_areas(step) if not row.covered]
    if open_ones:
        brake_of(step).round += 1
        areas = _counted(len(open_ones), "fokusområde", "fokusområder")
        step.note(EventKind.STEP, f"{areas} er ikke belyst endnu; der afdækkes mere")
    else:
        step.note(EventKind.STEP, "Alle fokusområder er fulgt op", source=regime_of(step).mapping.source)
    return {"covered": yes_no(not open_ones), "focus_areas": [row.id for row in open_ones]}


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
