"""Files given with the answers of a task: added and removed while it is open, opened by those who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from db.models.attachment import Attachment
from db.models.case import Case, Task
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.processes.attaching import TAKES_FILES, GivenFile, attach, attached_to, content_of, name_of
from workflows.processes.sealing import kept_digest
from workflows.processes.step import Step
from workflows.services.casework.sight import seen_files
from workflows.services.casework.tasks import typing_in
from workflows.services.papers.file_types import clean_name, free_name, media_type
from workflows.services.referral.looks import look_on
from workflows.services.running.stepping import begin
from workflows.vocabulary import TaskStatus

LARGEST = 20 * 1024 * 1024
"""The most bytes of one file."""
MOST = 20
"""The most files of one task."""
ATTACHMENT = "Bilag"


@dataclass(frozen=True)
class Upload:
    """A file as it was sent. Neither name nor content is printed."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class TaskFile:
    """A file on the page of its task; `size` in bytes."""

    id: UUID
    name: str = field(repr=False)
    size: int


@dataclass(frozen=True)
class AttachmentRow:
    """A file in a list: its name, size in bytes, who gave it, with which task; `given` when that has been done."""

    id: UUID
    name: str = field(repr=False)
    size: int
    organisation: str
    task: str
    added_at: datetime
    given: bool


@dataclass(frozen=True)
class OpenedAttachment:
    """A file to be saved by who opens it."""

    name: str = field(repr=False)
    media_type: str
    content: bytes = field(repr=False)


def add(task_id: UUID, *, revision: int, files: Sequence[Upload], draft: Mapping[str, Any], actor: Actor) -> int:
    """Attach files to an open task and keep what is typed so far; gives the task's new revision.

    A file that is there already is not added again; another of the same name is numbered. Raises Refused for a file
    that is empty, too large or of another kind, and when there are too many; and as keeping a draft does.
    """
    with typing_in(task_id, revision=revision, draft=draft, actor=actor) as (step, task):
        if task.element_id not in TAKES_FILES:
            raise Refused("Der kan ikke vedhæftes filer til opgaven.")
        present = attached_to(step, task)
        known, names = {row.sha256 for row in present}, [name_of(step, row) for row in present]
        last = max((row.position for row in present), default=0)
        for position, file in enumerate(map(checked, files), last + 1):
            digest = kept_digest(step, file.sha256)
            if digest in known:
                continue
            if len(known) == MOST:
                raise Refused(f"Der kan højst vedhæftes {MOST} filer til en opgave.", field="file")
            known.add(digest)
            names.append(free_name(file.name, names))
            attach(step, task, replace(file, name=names[-1]), position)
    return task.revision


def checked(upload: Upload) -> GivenFile:
    """The file with the type that its content shows. Raises Refused for one that is empty, too large or not known."""
    name = clean_name(upload.name)
    if not upload.content:
        raise Refused(f"»{name}« er tom: der er intet i den. Vælg en anden fil.", field="file")
    if len(upload.content) > LARGEST:
        size = -(-len(upload.content) // 1024**2)
        raise Refused(
            f"»{name}« fylder {size} MB. En fil må højst fylde {LARGEST // 1024**2} MB: "
            "gem den i en mindre form, eller del den.",
            field="file",
        )
    return GivenFile(name, media_type(name, upload.content), upload.content)


def remove(attachment_id: UUID, *, task_id: UUID, revision: int, draft: Mapping[str, Any], actor: Actor) -> int:
    """Take a file from an open task again and keep what is typed so far; gives the task's new revision.

    Raises NotFound for a file that the task does not have, and as keeping a draft does.
    """
    with typing_in(task_id, revision=revision, draft=draft, actor=actor) as (step, task):
        found = next((row for row in attached_to(step, task) if row.id == attachment_id), None)
        if found is None:
            raise NotFound("Filen er ikke vedhæftet opgaven.")
        step.session.delete(found)
    return task.revision


def open_attachment(attachment_id: UUID, actor: Actor) -> OpenedAttachment:
    """A file with its content; one about a citizen is looked at, which is kept.

    Raises NotFound for one that the actor's organisation may not see, and ReasonNeeded as opening a document does.
    """
    with transaction() as session:
        found = seen_files(actor).where(Attachment.id == attachment_id).options(undefer(Attachment.content))
        row = session.scalars(found).one_or_none()
        if row is None:
            raise NotFound("Filen findes ikke, eller I har ikke adgang til den.")
        step = _step(session, row.case_id, actor)
        if step.case.sealed:
            look_on(step, ATTACHMENT)
        return OpenedAttachment(_name_outside(step, row), row.media_type, content_of(step, row))


def _name_outside(step: Step, row: Attachment) -> str:
    """What a file is called outside its task: one about a citizen can be called by the citizen's name."""
    name = name_of(step, row)
    return f"{step.case.number}-bilag{PurePath(name).suffix}" if step.case.sealed else name


def attachments_of(case_id: UUID, actor: Actor) -> list[AttachmentRow]:
    """The files of a case that the actor's organisation may see, those of the latest tasks first."""
    with reading() as session:
        loaded = joinedload(Attachment.task), joinedload(Attachment.organisation)
        found = seen_files(actor).where(Attachment.case_id == case_id).options(*loaded)
        rows = session.scalars(
            found.order_by(Attachment.added_at.desc(), Attachment.task_id, Attachment.position)
        ).all()
        if not rows:
            return []
        step = _step(session, case_id, actor)
        return [_row(step, row) for row in rows]


def _step(session: Any, case_id: UUID, actor: Actor) -> Step:
    return begin(session, session.scalars(select(Case).where(Case.id == case_id)).one(), now(), actor)


def _row(step: Step, row: Attachment) -> AttachmentRow:
    given = row.from_outside or row.task.status is TaskStatus.DONE
    name = _name_outside(step, row)
    return AttachmentRow(row.id, name, row.size, row.organisation.name, row.task.label, row.added_at, given)


def files_of_task(step: Step, task: Task) -> list[TaskFile]:
    """The files of a task in the order in which they were added; none is asked for where a task takes none."""
    rows = attached_to(step, task) if task.element_id in TAKES_FILES else ()
    return [TaskFile(row.id, name_of(step, row), row.size) for row in rows]
