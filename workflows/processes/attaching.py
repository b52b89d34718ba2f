"""Files given with the answers of a task."""

from collections.abc import Sequence

from sqlalchemy import select

from db.models.attachment import Attachment
from db.models.case import Task
from workflows.processes.step import Step
from workflows.vocabulary import Direction

TAKES_FILES: set[str] = set()
"""The user tasks to whose answers files can be attached."""


def attached_to(step: Step, task: Task) -> Sequence[Attachment]:
    """The files of a task in the order in which they were added, without their content."""
    found = select(Attachment).where(Attachment.task_id == task.id)
    return step.session.scalars(found.order_by(Attachment.added_at, Attachment.id)).all()


def journal_files(step: Step, files: Sequence[Attachment], giver: str) -> None:
    """Make an entry for files that came in with an answer, without their names: these can tell of citizens."""
    if files:
        step.journal(Direction.IN, f"{len(files)} bilag til svaret", giver)
