"""Files that go with a point: added by the body's secretary, or chosen among those given in the case."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from db.models.attachment import Attachment
from db.models.case import Case, CaseParty, Task
from db.models.meeting import AgendaItem, ItemFile, MeetingFile
from db.models.organisation import Meeting
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect, seeing
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.processes.attaching import GivenFile, given_files
from workflows.services.meetings.holding import held_point, must_be_open
from workflows.services.meetings.sight import see_meeting
from workflows.services.papers.attachments import OpenedAttachment, Upload, checked

MOST = 20
"""The most files of one point."""


@dataclass(frozen=True)
class FileShown:
    """A file on the page of its point; `size` in bytes, `of_case` when it was given in the case."""

    id: UUID
    name: str = field(repr=False)
    size: int
    of_case: bool
    giver: str = ""


def files_of(item: AgendaItem) -> list[FileShown]:
    """The files that go with a point, in order."""
    return [
        FileShown(one.id, one.given.name, one.given.size, of_case=one.attachment_id is not None) for one in item.files
    ]


def files_to_choose(session: Session, item: AgendaItem, body_id: UUID) -> list[FileShown]:
    """The files given in the point's case that its body sees and that do not go with the point yet."""
    if item.case_id is None:
        return []
    chosen = {one.attachment_id for one in item.files}
    return [
        FileShown(row.id, row.name, row.size, of_case=True, giver=task)
        for row, task in session.execute(_seen_by(body_id, item.case_id))
        if row.id not in chosen
    ]


def _seen_by(body_id: UUID, case_id: UUID) -> Any:
    """Files that were given with a task that is done, in a case whose documents are all open to the body."""
    part = select(CaseParty.case_id).where(
        CaseParty.organisation_id == body_id, CaseParty.party.in_(seeing(Aspect.ALL_DOCUMENTS))
    )
    return (
        select(Attachment, Task.label)
        .join(Task, Task.id == Attachment.task_id)
        .join(Case, Case.id == Attachment.case_id)
        .where(
            Attachment.case_id == case_id,
            Attachment.case_id.in_(part),
            given_files(),
            Case.sealed.is_(False),
        )
        .order_by(Attachment.added_at, Attachment.position)
    )


def add_files(item_id: UUID, uploads: Sequence[Upload], chosen: Collection[UUID], actor: Actor) -> UUID:
    """Let files go with an open point: those that are sent along, and those chosen of the case; gives the meeting.

    Raises Refused where there is none, for a file that is empty, too large or of another kind, for too many, and for
    one of the case that the body does not see.
    """
    if not uploads and not chosen:
        raise Refused("Vælg den fil, der skal lægges ved punktet.", field="file")
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        must_be_open(session, item, sight)
        offered = {one.id for one in files_to_choose(session, item, sight.body.id)}
        if set(chosen) - offered:
            raise Refused("En af filerne er ikke givet i sagen, eller organet ser den ikke.", field="chosen")
        own = [_kept(session, sight.meeting, file, actor) for file in map(checked, uploads)]
        present = {one.given.sha256 for one in item.files}
        rows = [ItemFile(file_id=one.id, position=0) for one in own if one.sha256 not in present]
        rows += [ItemFile(attachment_id=one, position=0) for one in chosen]
        if len(item.files) + len(rows) > MOST:
            raise Refused(f"Der kan højst lægges {MOST} filer ved et punkt.", field="file")
        for place, row in enumerate(rows, start=max((one.position for one in item.files), default=0) + 1):
            row.position = place
            item.files.append(row)
        return sight.meeting.id


def _kept(session: Session, meeting: Meeting, file: GivenFile, actor: Actor) -> MeetingFile:
    row = MeetingFile(
        id=uuid4(),
        meeting_id=meeting.id,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=file.sha256,
        content=file.content,
        added_at=now(),
        added_by_id=actor.person_id,
    )
    session.add(row)
    session.flush()
    return row


def remove_file(item_id: UUID, file_id: UUID, actor: Actor) -> UUID:
    """Take a file from an open point; what is published keeps it. Gives the meeting."""
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        must_be_open(session, item, sight)
        found = next((one for one in item.files if one.id == file_id), None)
        if found is None:
            raise NotFound("Filen ligger ikke ved punktet.")
        item.files.remove(found)
        return sight.meeting.id


def open_file(file_id: UUID, actor: Actor) -> OpenedAttachment:
    """A file of a point, as it was given, for the body's secretary. Raises NotFound for others."""
    with reading() as session:
        row = session.get(ItemFile, file_id)
        item = session.get(AgendaItem, row.item_id) if row else None
        sight = see_meeting(session, item.meeting_id, actor) if item else None
        if row is None or sight is None or not sight.keeps:
            raise NotFound("Filen findes ikke, eller I har ikke adgang til den.")
        given = content_of_file(session, row.file_id or row.attachment_id)
        return OpenedAttachment(given.name, given.media_type, given.content)


def content_of_file(session: Session, file_id: UUID | None) -> MeetingFile | Attachment:
    """A file of either kind with its bytes. Raises NotFound for one of a case about a citizen."""
    own = select(MeetingFile).where(MeetingFile.id == file_id).options(undefer(MeetingFile.content))
    if (row := session.scalars(own).one_or_none()) is not None:
        return row
    open_case = select(Attachment).join(Case, Case.id == Attachment.case_id).where(Case.sealed.is_(False))
    found = open_case.where(Attachment.id == file_id).options(undefer(Attachment.content))
    given = session.scalars(found).one_or_none()
    if given is None:
        raise NotFound("Filen findes ikke.")
    return given
