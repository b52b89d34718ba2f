"""One step of a case: lock, load, run until the process waits, save. For people, timers and retries alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from db.models.case import Case, DiagramVersion, Task
from db.recording import act_as
from db.session import lock_row
from workflows.access.actor import Actor
from workflows.engine.diagrams import Diagram, adopt, describe, read_diagrams
from workflows.engine.runner import Running
from workflows.errors import NotFound
from workflows.processes import binding  # noqa: F401  (binds the operations of all processes)
from workflows.processes.errands import end_errands
from workflows.processes.operations import OPERATIONS
from workflows.processes.step import Step
from workflows.services.notices.wording import tell_of_end
from workflows.services.register.administering import acting
from workflows.services.running.expressions import FUNCTIONS, expression_functions
from workflows.services.running.once import insert_once
from workflows.services.running.standing import standing
from workflows.services.running.worklist import keep_timers, keep_work_list
from workflows.vocabulary import CaseStatus, EventKind

BPMN = Path(__file__).parents[3] / "bpmn"


def lock_case(session: Session, case_id: UUID) -> Case:
    """The case with its state, held until the transaction ends.

    Raises NotFound for an unknown id.
    """
    found = lock_row(select(Case).where(Case.id == case_id).options(undefer(Case.process_state)))
    case: Case | None = session.scalars(found).one_or_none()
    if case is None:
        raise NotFound("Sagen findes ikke.")
    return case


def lock_task(session: Session, task_id: UUID) -> tuple[Case, Task]:
    """A task and its case with its state, both held until the transaction ends.

    Raises NotFound for an unknown id.
    """
    found = select(Case, Task).join(Task, Task.case_id == Case.id).where(Task.id == task_id)
    # Both rows are locked, so that both are read as whoever had the case before has left them.
    held = session.execute(lock_row(found.options(undefer(Case.process_state)))).one_or_none()
    if held is None:
        raise NotFound("Opgaven findes ikke.")
    case, task = held
    return case, task


def begin(session: Session, case: Case, now: datetime, actor: Actor | None) -> Step:
    """A step on a locked case. What it adds is written at once in the end; who reads it before that flushes."""
    session.autoflush = False
    act_as(session, acting(actor, case_id=case.id))
    return Step(session, case, now, actor)


def load(step: Step) -> Running:
    """The running process of the step's case, on the diagrams it was opened with."""
    diagram = kept_diagram(step.session, step.case.diagram_hash)
    running = Running.from_state(
        diagram, step.case.process_state, operations=_bound(step), functions=expression_functions(step)
    )
    step.timers = {timer.engine_id: timer.due_at for timer in running.waiting_timers()}
    step.tasks = {task.engine_id for task in running.open_tasks()}
    return running


def start(step: Step, process: str, data: Mapping[str, object]) -> Running:
    """Start the process of a new case on today's diagrams."""
    return restart(step, process, process, data)


def restart(step: Step, folder: str, process: str, data: Mapping[str, object], passed: Sequence[str] = ()) -> Running:
    """Start one of the processes of a folder of diagrams, e.g. the final account of a closing by itself.

    `passed` are the elements that the case has passed already.
    """
    diagram = adopted_diagram(folder, process)
    _keep_diagram(step, diagram)
    step.case.diagram_hash = diagram.content_hash
    return Running.start(
        diagram,
        operations=_bound(step),
        functions=expression_functions(step),
        data=data,
        now=step.now,
        passed=passed,
    )


def save(step: Step, process: Running) -> None:
    """Keep the state, the work list, the timers and where the case stands."""
    case = step.case
    case.process_state = process.state()
    case.revision += 1
    case.standing = standing(process, process.open_tasks(), _end_label(step, process))
    keep_work_list(step, process)
    keep_timers(step, process)
    if process.ended:
        end_errands(step)
    if process.ended and case.status is CaseStatus.RUNNING:
        case.status = CaseStatus.CLOSED
        case.ended_on = step.today
        step.note(EventKind.CASE_CLOSED, case.standing)
        tell_of_end(step, told=[])


def _end_label(step: Step, process: Running) -> str:
    if process.end_event is None:
        return CaseStatus.CALLED_OFF.label
    return label_of(step.session, step.case, process.end_event)


def label_of(session: Session, case: Case, element_id: str) -> str:
    """What an element of the case's diagrams is called there."""
    diagram = kept_diagram(session, case.diagram_hash)
    return next(one.label for one in describe(diagram).elements if one.id == element_id)


@cache
def adopted_diagram(folder: str, process: str) -> Diagram:
    """Today's diagrams of a process, checked once."""
    diagram = read_diagrams(BPMN / folder, process)
    adopt(diagram, operations=OPERATIONS.keys(), functions=FUNCTIONS)
    return diagram


_kept: dict[str, Diagram] = {}


def kept_diagram(session: Session, content_hash: str) -> Diagram:
    """The diagrams of a version, as they were when a case was opened with them; read once."""
    if content_hash not in _kept:
        row = session.scalars(select(DiagramVersion).where(DiagramVersion.content_hash == content_hash)).one()
        files = {name: text.encode() for name, text in row.files.items()}
        _kept[content_hash] = Diagram.from_files(row.process, files)
    return _kept[content_hash]


def _keep_diagram(step: Step, diagram: Diagram) -> None:
    kept = select(DiagramVersion.id).where(DiagramVersion.content_hash == diagram.content_hash)
    if step.session.scalars(kept).one_or_none() is None:
        insert_once(
            step.session,
            DiagramVersion,
            id=uuid4(),
            process=diagram.process_id,
            content_hash=diagram.content_hash,
            files={name: content.decode() for name, content in diagram.files.items()},
            adopted_at=step.now,
        )
    _kept[diagram.content_hash] = diagram


def _bound(step: Step) -> dict[str, Callable[[Mapping[str, object]], Mapping[str, object] | None]]:
    return {name: partial(function, step) for name, function in OPERATIONS.items()}
