"""Files given with the answers of a task: the one place where their names and bytes go in and out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from sqlalchemy import ColumnElement, or_, select

from db.models.attachment import Attachment
from db.models.case import Task
from workflows.documents.file_text import text_of_file
from workflows.processes.sealing import kept_bytes, kept_digest, kept_text, read_bytes, read_text
from workflows.processes.step import Step
from workflows.vocabulary import Direction, TaskStatus

TAKES_FILES: set[str] = set()
"""The user tasks to whose answers files can be attached."""
NAME, CONTENT = "attachment.name", "attachment.content"


@dataclass(frozen=True)
class GivenFile:
    """A file as somebody gives it, with the type that its content shows. Its content is never printed."""

    name: str = field(repr=False)
    media_type: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The fingerprint of the content."""
        return sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """What it says, for the search; a picture says nothing there."""
        return text_of_file(self.media_type, self.content)


def attached_to(step: Step, task: Task) -> Sequence[Attachment]:
    """The files of a task in the order in which they were added, without their content."""
    found = select(Attachment).where(Attachment.task_id == task.id)
    return step.session.scalars(found.order_by(Attachment.position)).all()


def attach(step: Step, task: Task, file: GivenFile, position: int, *, from_outside: bool = False) -> None:
    """Keep a file with a task, as the one of that number; `from_outside` as others have received it."""
    assert step.actor is not None
    step.session.add(
        Attachment(
            case_id=step.case.id,
            task_id=task.id,
            organisation_id=task.organisation_id,
            person_id=step.actor.person_id,
            position=position,
            name=kept_text(step, NAME, file.name),
            media_type=file.media_type,
            size=len(file.content),
            sha256=kept_digest(step, file.sha256),
            content=kept_bytes(step, CONTENT, file.content),
            text="" if step.case.sealed else file.text,
            added_at=step.now,
            from_outside=from_outside,
        )
    )


def name_of(step: Step, attachment: Attachment) -> str:
    """What the file is called."""
    return read_text(step, NAME, attachment.name)


def content_of(step: Step, attachment: Attachment) -> bytes:
    """The bytes of the file as they were given; they must be loaded."""
    return read_bytes(step, CONTENT, attachment.content)


def given_files() -> ColumnElement[bool]:
    """Whether a file has been given: with a task that is done, or with an answer that came outside Rammesag.

    The condition of a select that has joined the file's task.
    """
    return or_(Task.status == TaskStatus.DONE, Attachment.from_outside)


def journal_files(step: Step, files: Sequence[object], giver: str, *, entered_on: date | None = None) -> None:
    """Make an entry for files that came in with an answer, without their names: these can tell of citizens."""
    if files:
        step.journal(Direction.IN, f"{len(files)} bilag til svaret", giver, entered_on=entered_on)
