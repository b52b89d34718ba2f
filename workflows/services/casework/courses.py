"""The course of a case on its diagrams: what has been passed, where it stands, what comes next."""

from dataclasses import dataclass, field
from uuid import UUID

from db.models.case import Case
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.clock import now
from workflows.engine.description import Element, Kind, ProcessDescription
from workflows.engine.diagrams import Diagram, bpmn_xml, describe
from workflows.engine.runner import Running
from workflows.errors import NotFound
from workflows.services.casework.ahead import Ahead, steps_ahead
from workflows.services.casework.sight import see_case
from workflows.services.running.stepping import begin, kept_diagram, load
from workflows.vocabulary import CaseStatus


@dataclass(frozen=True)
class CourseStep:
    """A step of the diagram with its state: `passed`, `current`, `ahead`, or `unused` when the case has ended."""

    id: str
    label: str
    lane: str
    state: str
    times: int


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
    case, diagram, running = _read(case_id, actor)
    description = describe(diagram)
    passed, current = running.passed, set(running.current)
    ahead = {process.id for process in description.processes} if case.status is CaseStatus.RUNNING else set()
    parts = [
        Part(
            process=process.id,
            label=process.label,
            steps=[
                _step(one, passed, current, "ahead" if process.id in ahead else "unused")
                for one in process.elements
                if one.kind in SHOWN
            ],
            is_current=any(one.id in current and one.kind is not Kind.CALL for one in process.elements),
        )
        for process in _met(case, diagram, passed)
    ]
    data = {task.element_id: task.data for task in running.open_tasks()}
    return Course(parts, steps_ahead(description, {one: data.get(one, {}) for one in current}))


def _read(case_id: UUID, actor: Actor) -> tuple[Case, Diagram, Running]:
    with reading() as session:
        case = see_case(session, case_id, actor, needs=Aspect.COURSE).case
        running = load(begin(session, case, now(), None))
        return case, kept_diagram(session, case.diagram_hash), running


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
    case, diagram, running = _read(case_id, actor)
    if process not in {one.id for one in _met(case, diagram, running.passed)}:
        raise NotFound("Diagrammet findes ikke.")
    return bpmn_xml(diagram, process)
