"""A case called off, whatever its process: all who were told of it are told, and the record stays."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import Refused
from workflows.processes.calling_off import CALLING_OFF, CallingOff
from workflows.processes.sealing import must_not_tell
from workflows.processes.step import Step
from workflows.services.casework.sight import require_in_case, see_case
from workflows.services.notices.wording import tell_of_end
from workflows.services.running.stepping import begin, load, lock_case, save
from workflows.vocabulary import CaseStatus, EventKind, Process


@dataclass(frozen=True)
class CallingOffPage:
    """What the page of calling off says: the action, when it is used, and the names of those who will be told."""

    action: str
    when: str
    done: str
    receivers: list[str]


def calling_off_page(case_id: UUID, actor: Actor) -> CallingOffPage:
    """The page of calling a case off. Raises as calling off does."""
    with reading() as session:
        step, way = _held(session, case_id, actor)
        receivers = [organisation.name for organisation in way.told(step)]
        return CallingOffPage(way.action, way.when, way.done, receivers)


def call_off(case_id: UUID, *, reason: str, actor: Actor) -> None:
    """Call a case off; all who were told of it are told. The record stays.

    Raises NotFound and NotAllowed for others' cases, Refused without a reason, when the case has ended, or when the
    process says that it is too late.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor sagen opgives.", field="reason")
    with transaction() as session:
        step, way = _held(session, case_id, actor)
        must_not_tell(step, reason, field="reason")
        process = load(step)
        process.cancel()
        way.tell(step, reason.strip(), step.today)
        step.case.status = CaseStatus.CALLED_OFF
        step.case.ended_on = step.today
        step.note(EventKind.CALLED_OFF, reason.strip())
        tell_of_end(step, told=way.told(step))
        save(step, process)


def may_call_off(case_id: UUID, actor: Actor) -> str | None:
    """What calling the case off is called; none where the actor may not, or where it is too late.

    Raises NotFound when the organisation has no part in the case.
    """
    with reading() as session:
        step = begin(session, see_case(session, case_id, actor).case, now(), actor)
        try:
            return _way(step).action
        except Refused:
            return None


def _held(session: Session, case_id: UUID, actor: Actor) -> tuple[Step, CallingOff]:
    step = begin(session, lock_case(session, case_id), now(), actor)
    return step, _way(step)


def _way(step: Step) -> CallingOff:
    require_in_case(step, Permission.CASE_CALL_OFF)
    if step.case.status is not CaseStatus.RUNNING:
        raise Refused("Sagen er allerede afsluttet.")
    way = CALLING_OFF.get(Process(step.case.process))
    if way is None:
        raise Refused("Sager af denne art opgives ikke.")
    way.check(step)
    return way
