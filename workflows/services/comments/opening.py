"""Coming into the thread of a case: who may read and write there, and under which rule."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import NotFound
from workflows.processes.step import Step
from workflows.services.casework.sight import require_in_case, see_case
from workflows.services.referral.looks import looking, parts_in, require, seen_by_party
from workflows.services.running.stepping import begin

THREAD = "Spørgsmål og kommentarer"
TEXT = "comment.text"
"""Where the case keeps what is written."""


@contextmanager
def reading_thread(case_id: UUID, actor: Actor) -> Iterator[Step]:
    """A step in which the texts may be read; in a case about a citizen the look is kept.

    Raises NotFound for who takes no part in the case or has no role for it, and ReasonNeeded where no reason holds.
    """
    with reading() as session:
        step = begin(session, see_case(session, case_id, actor).case, now(), actor)
        if not takes_part(step):
            raise NotFound("I deltager ikke i det, der bliver skrevet i sagen.")
        if not step.case.sealed:
            yield step
            return
    with looking(case_id, what=THREAD, actor=actor) as step:
        yield step


def writing_in(session: Session, case_id: UUID, actor: Actor) -> Step:
    """A step in which the actor may write. Raises NotFound for others' cases, NotAllowed without the role."""
    case = session.scalars(select(Case).where(Case.id == case_id)).one_or_none()
    if case is None:
        raise NotFound("Sagen findes ikke.")
    if case.sealed:
        step = seen_by_party(session, case_id, actor)
        require(step, Permission.CITIZEN_SEE)
        return step
    step = begin(session, case, now(), actor)
    require_in_case(step, Permission.COMMENT_WRITE)
    return step


def takes_part(step: Step) -> bool:
    """Whether the actor may read and write in the thread, by the organisation's part in the case and the role."""
    assert step.actor is not None
    parts = parts_in(step)
    asked = (Permission.COMMENT_WRITE, Permission.CITIZEN_SEE) if step.case.sealed else (Permission.COMMENT_WRITE,)
    return all(allows(one, actor=step.actor, parties=parts) for one in asked)
