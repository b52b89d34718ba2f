"""The course of a case on its diagrams: what has been passed, where it stands, what comes next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.clock import now, today
from workflows.engine.description import Element, Kind, ProcessDescription
from workflows.engine.diagrams import Diagram, bpmn_xml, describe
from workflows.engine.runner import Running
from workflows.errors import NotFound
from workflows.services.casework.ahead import Ahead, steps_ahead
from workflows.services.casework.sight import see_case
from workflows.services.running.stepping import begin, kept_diagram, load
from workflows.vocabulary import CaseStatus, TaskStatus


@dataclass(frozen=True)
class CourseStep:
    """A step of the diagram with its state: `passed`, `current`, `ahead`, or `unused` when the case has ended."""

    id: str
    label: str
    lane: str
    state: str
    times: int
    overdue_since: date | None = None
    """The earliest date, now past, by which an open task of the step should have been done."""


@dataclass(frozen=True)
class Part:
    """One diagram of the case: the process itself or one that it calls."""

    process: str
    label: str
    steps: list[CourseStep]
    is_current: bool


@dataclass(frozen=True)
class Course:
    """The diagrams of a case, and the steps that can come when what waits now is done."""

    parts: list[Part]
    ahead: list[Ahead] = field(default_factory=list)


SHOWN = (Kind.START, Kind.END, Kind.USER_TASK, Kind.SERVICE_TASK, Kind.DECISION, Kind.CALL)


def course(case_id: UUID, actor: Actor) -> Course:
    """The diagrams of a case as ordered lists of steps with their state: the text beside the picture.

    Raises NotFound as the case's page does.
    """
    read = _read(case_id, actor)
    running = read.running
    description = describe(read.diagram)
    met = _met(read.case, read.diagram, running.passed)
    ahead = {process.id for process in description.processes} if read.case.status is CaseStatus.RUNNING else set()
    overdue = _with_callers(met, read.overdue)
    parts = [_part(process, running, "ahead" if process.id in ahead else "unused", overdue) for process in met]
    data = {task.element_id: task.data for task in running.open_tasks()}
    return Course(parts, steps_ahead(description, {one: data.get(one, {}) for one in running.current}))


@dataclass(frozen=True)
class _Read:
    case: Case
    diagram: Diagram
    running: Running
    overdue: Mapping[str, date]


def _read(case_id: UUID, actor: Actor) -> _Read:
    with reading() as session:
        sight = see_case(session, case_id, actor, needs=Aspect.COURSE)
        running = load(begin(session, sight.case, now(), None))
        overdue = _overdue(session, case_id) if Aspect.DEADLINES in sight.aspects else {}
        return _Read(sight.case, kept_diagram(session, sight.case.diagram_hash), running, overdue)


def _overdue(session: Session, case_id: UUID) -> Mapping[str, date]:
    """The steps with an open task that should have been done, each with the earliest date."""
    found = select(Task.element_id, func.min(Task.due_on)).where(
        Task.case_id == case_id, Task.status == TaskStatus.OPEN, Task.due_on < today()
    )
    return dict(session.execute(found.group_by(Task.element_id)).all())


def _with_callers(processes: Collection[ProcessDescription], overdue: Mapping[str, date]) -> Mapping[str, date]:
    """The overdue steps, and the steps that call the diagrams in which they are, from the innermost out."""
    found = dict(overdue)
    for process in reversed(list(processes)):
        late = [found[one.id] for one in process.elements if one.id in found]
        for caller in (one for whole in processes for one in whole.elements if one.calls == process.id and late):
            found[caller.id] = min(late)
    return found


def _part(process: ProcessDescription, running: Running, not_passed: str, overdue: Mapping[str, date]) -> Part:
    current = set(running.current)
    steps = [_step(one, running.passed, current, not_passed) for one in process.elements if one.kind in SHOWN]
    return Part(
        process=process.id,
        label=process.label,
        steps=[replace(one, overdue_since=overdue.get(one.id)) if one.state == "current" else one for one in steps],
        is_current=any(one.id in current and one.kind is not Kind.CALL for one in process.elements),
    )


def _met(case: Case, diagram: Diagram, passed: list[str]) -> list[ProcessDescription]:
    """The processes that the case runs now, after those that it has gone through.

    A final account that is made again runs by itself, when the closing has been passed.
    """
    now_run = describe(diagram).processes
    if diagram.process_id == case.process:
        return list(now_run)
    known = {process.id for process in now_run}
    whole = describe(Diagram.from_files(case.process, diagram.files)).processes
    earlier = [one for one in whole if one.id not in known and any(element.id in passed for element in one.elements)]
    return [*earlier, *now_run]


def _step(element: Element, passed: list[str], current: set[str], not_passed: str) -> CourseStep:
    times = passed.count(element.id)
    state = "current" if element.id in current else "passed" if times else not_passed
    return CourseStep(element.id, element.label, element.lane, state, times)


def diagram_xml(case_id: UUID, process: str, actor: Actor) -> bytes:
    """The drawing of one of the case's processes. Raises NotFound for one it does not have."""
    read = _read(case_id, actor)
    if process not in {one.id for one in _met(read.case, read.diagram, read.running.passed)}:
        raise NotFound("Diagrammet findes ikke.")
    return bpmn_xml(read.diagram, process)
