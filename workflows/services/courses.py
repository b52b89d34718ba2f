"""The course of a case on its diagrams: what has been passed, where it stands, what comes next."""

from dataclasses import dataclass, field
from uuid import UUID

from db.models.case import Case
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.clock import now
from workflows.engine.description import Element, Kind
from workflows.engine.diagrams import bpmn_xml, describe
from workflows.errors import NotFound
from workflows.services.ahead import Ahead, steps_ahead
from workflows.services.sight import see_case
from workflows.services.stepping import begin, kept_diagram, load
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
    with reading() as session:
        case = see_case(session, case_id, actor, needs=Aspect.COURSE).case
        running = load(begin(session, case, now(), None))
        diagram = kept_diagram(session, case.diagram_hash)
    description = describe(diagram)
    passed, current = running.passed, set(running.current)
    parts = [
        Part(
            process=process.id,
            label=process.label,
            steps=[_step(case, one, passed, current) for one in process.elements if one.kind in SHOWN],
            is_current=any(one.id in current and one.kind is not Kind.CALL for one in process.elements),
        )
        for process in description.processes
    ]
    data = {task.element_id: task.data for task in running.open_tasks()}
    return Course(parts, steps_ahead(description, {one: data.get(one, {}) for one in current}))


def _step(case: Case, element: Element, passed: list[str], current: set[str]) -> CourseStep:
    times = passed.count(element.id)
    not_passed = "ahead" if case.status is CaseStatus.RUNNING else "unused"
    state = "current" if element.id in current else "passed" if times else not_passed
    return CourseStep(element.id, element.label, element.lane, state, times)


def diagram_xml(case_id: UUID, process: str, actor: Actor) -> bytes:
    """The drawing of one of the case's processes. Raises NotFound for one it does not have."""
    with reading() as session:
        case = see_case(session, case_id, actor, needs=Aspect.COURSE).case
        diagram = kept_diagram(session, case.diagram_hash)
    if process not in {one.id for one in describe(diagram).processes}:
        raise NotFound("Diagrammet findes ikke.")
    return bpmn_xml(diagram, process)
