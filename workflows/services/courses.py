"""The course of a case on its diagrams: what has been passed, where it stands, what comes next."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from db.models.case import Case
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.engine.description import Element, Kind
from workflows.engine.diagrams import bpmn_xml, describe
from workflows.errors import NotFound
from workflows.services.cases import show_case
from workflows.services.stepping import begin, kept_diagram, load


@dataclass(frozen=True)
class CourseStep:
    """A step of the diagram with its state: `passed`, `current` or `ahead`."""

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


SHOWN = (Kind.START, Kind.END, Kind.USER_TASK, Kind.SERVICE_TASK, Kind.DECISION, Kind.CALL)


def course(case_id: UUID, actor: Actor) -> list[Part]:
    """The diagrams of a case as ordered lists of steps with their state: the text beside the picture.

    Raises NotFound as the case's page does.
    """
    _require(case_id, actor)
    with reading() as session:
        case = session.scalars(select(Case).where(Case.id == case_id).options(undefer(Case.process_state))).one()
        step = begin(session, case, case.opened_at, None)
        running = load(step)
        diagram = kept_diagram(session, case.diagram_hash)
    passed, current = running.passed, set(running.current)
    return [
        Part(
            process=process.id,
            label=process.label,
            steps=[_step(one, passed, current) for one in process.elements if one.kind in SHOWN],
            is_current=any(one.id in current for one in process.elements),
        )
        for process in describe(diagram).processes
    ]


def _step(element: Element, passed: list[str], current: set[str]) -> CourseStep:
    times = passed.count(element.id)
    state = "current" if element.id in current else "passed" if times else "ahead"
    return CourseStep(element.id, element.label, element.lane, state, times)


def diagram_xml(case_id: UUID, process: str, actor: Actor) -> bytes:
    """The drawing of one of the case's processes. Raises NotFound for one it does not have."""
    _require(case_id, actor)
    with reading() as session:
        case = session.scalars(select(Case).where(Case.id == case_id)).one()
        diagram = kept_diagram(session, case.diagram_hash)
    if process not in {one.id for one in describe(diagram).processes}:
        raise NotFound("Diagrammet findes ikke.")
    return bpmn_xml(diagram, process)


def _require(case_id: UUID, actor: Actor) -> None:
    if Aspect.COURSE not in show_case(case_id, actor).aspects:
        raise NotFound("Sagen findes ikke, eller I er ikke part i den.")
