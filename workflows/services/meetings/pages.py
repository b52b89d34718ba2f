"""Meetings as they are seen: the list, the page of one, and its published documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, undefer

from db.models.case import Case, Task
from db.models.meeting import AgendaItem, MeetingDocument
from db.models.organisation import Meeting, Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import GRANTS, allows
from workflows.access.permissions import Permission
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.clock import today
from workflows.documents.bundle import CHECKED, CHECKED_WITH_PAGES
from workflows.documents.received import HAS_PAGES
from workflows.errors import NotFound
from workflows.processes.decision import decider_name
from workflows.services.calendar.plans import agenda_closing
from workflows.services.casework.cases import visible_cases
from workflows.services.meetings.agenda import ItemShown, coming_meetings, items_of, shown_items
from workflows.services.meetings.contents import meeting_number
from workflows.services.meetings.ready import Ready, ready_for
from workflows.services.meetings.sight import meets, see_meeting
from workflows.vocabulary import MeetingPaper, TaskStatus

MOST = 60


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list, with what has been published of it."""

    id: UUID
    body: str
    held_on: date
    place: str
    keeps: bool
    points: int
    agenda: int | None
    minutes: int | None


@dataclass(frozen=True)
class Published:
    """A version of an agenda or of minutes; `made` of `parts` are ready."""

    id: UUID
    kind: MeetingPaper
    version: int
    issued_at: datetime
    ready: bool
    made: int
    parts: int
    bundle_pages: int | None
    from_outside: bool = False
    """Whether the bundle has pages of files that were received from outside."""

    @property
    def checked(self) -> str:
        """What was looked at before the bundle was kept."""
        if not self.bundle_pages:
            return ""
        return CHECKED_WITH_PAGES if self.from_outside else CHECKED


@dataclass(frozen=True)
class MeetingShown:
    """A meeting's page. The points as they are kept are there for who keeps them; others see what is published."""

    id: UUID
    body: str
    number: str
    held_on: date
    place: str
    held: bool
    keeps: bool
    agenda_closes: tuple[date, str] | None
    published: list[Published]
    points: list[Mapping[str, Any]]
    """Those of the latest agenda, and of the minutes where there are any, as published."""
    items: list[ItemShown] = field(default_factory=list)
    ready: list[Ready] = field(default_factory=list)
    others: list[Meeting] = field(default_factory=list)
    mine: frozenset[UUID] = frozenset()
    """The open tasks among the points that the actor may do."""
    seen: frozenset[UUID] = frozenset()
    """The cases among the points whose page the actor may open."""

    @property
    def being_made(self) -> bool:
        """Whether a job is at work on one of the documents."""
        return any(not one.ready for one in self.published)

    def latest(self, kind: MeetingPaper) -> Published | None:
        """The version of a document that counts."""
        return next((one for one in self.published if one.kind is kind), None)


def list_meetings(actor: Actor) -> tuple[list[MeetingRow], list[MeetingRow]]:
    """The coming meetings, the nearest first, and those held, the latest first; five selects, however many meetings.

    Raises NotFound for a role that sees no meetings.
    """
    if not allows(Permission.MEETING_SEE, actor=actor):
        raise NotFound("Der er ingen møder at vise.")
    day = today()
    with reading() as session:
        coming = _rows(session, actor, Meeting.held_on >= day, Meeting.held_on.asc())
        held = _rows(session, actor, Meeting.held_on < day, Meeting.held_on.desc())
    return coming, held


def _rows(session: Session, actor: Actor, when: ColumnElement[bool], order: ColumnElement[date]) -> list[MeetingRow]:
    found = select(Meeting, Organisation).join(Organisation, Organisation.id == Meeting.body_id)
    rows = session.execute(found.where(meets(actor), when).order_by(order, Meeting.id).limit(MOST)).all()
    ids = [meeting.id for meeting, _ in rows]
    points = select(AgendaItem.meeting_id, func.count()).where(AgendaItem.meeting_id.in_(ids))
    counts = dict(session.execute(points.group_by(AgendaItem.meeting_id)).all())
    versions = select(MeetingDocument.meeting_id, MeetingDocument.kind, func.max(MeetingDocument.version))
    of_meetings = versions.where(MeetingDocument.meeting_id.in_(ids))
    grouped = of_meetings.group_by(MeetingDocument.meeting_id, MeetingDocument.kind)
    published = {(meeting_id, kind): version for meeting_id, kind, version in session.execute(grouped)}
    keeper = allows(Permission.MEETING_KEEP, actor=actor)
    return [
        MeetingRow(
            id=meeting.id,
            body=decider_name(body),
            held_on=meeting.held_on,
            place=meeting.place,
            keeps=keeper and meeting.body_id == actor.organisation_id,
            points=counts.get(meeting.id, 0),
            agenda=published.get((meeting.id, MeetingPaper.AGENDA)),
            minutes=published.get((meeting.id, MeetingPaper.MINUTES)),
        )
        for meeting, body in rows
    ]


def show_meeting(meeting_id: UUID, actor: Actor) -> MeetingShown:
    """The page of a meeting. Raises NotFound for those without a seat in the body."""
    with reading() as session:
        sight = see_meeting(session, meeting_id, actor)
        meeting, body, day = sight.meeting, sight.body, today()
        documents = _documents(session, meeting)
        items = shown_items(session, meeting, items_of(session, meeting)) if sight.keeps else []
        later = coming_meetings(session, body.id, min(day, meeting.held_on)) if sight.keeps else []
        return MeetingShown(
            id=meeting.id,
            body=decider_name(body),
            number=meeting_number(body, meeting),
            held_on=meeting.held_on,
            place=meeting.place,
            held=meeting.held_on <= day,
            keeps=sight.keeps,
            agenda_closes=agenda_closing(session, body.id, meeting.held_on),
            published=[_published(row) for row in documents],
            points=_published_points(documents),
            items=items,
            ready=ready_for(session, body.id, day) if sight.keeps else [],
            others=[one for one in later if one.id != meeting.id],
            mine=frozenset(item.row.task.id for item in items if item.row.task and _may_do(actor, item.row.task)),
            seen=_seen(session, actor, items),
        )


def held_on(meeting_id: UUID, actor: Actor) -> date:
    """The day of a meeting. Raises NotFound for those without a seat in the body."""
    with reading() as session:
        return see_meeting(session, meeting_id, actor).meeting.held_on


def _documents(session: Session, meeting: Meeting) -> list[MeetingDocument]:
    found = select(MeetingDocument).where(MeetingDocument.meeting_id == meeting.id)
    ordered = found.order_by(MeetingDocument.issued_at.desc(), MeetingDocument.version.desc())
    return list(session.scalars(ordered.options(undefer(MeetingDocument.data))))


def _published(row: MeetingDocument) -> Published:
    return Published(
        id=row.id,
        kind=row.kind,
        version=row.version,
        issued_at=row.issued_at,
        ready=row.rendered_at is not None,
        made=row.parts_made,
        parts=row.parts,
        bundle_pages=row.bundle_pages,
        from_outside=any(
            file["media_type"] in HAS_PAGES for point in row.data["points"] for file in point.get("files", ())
        ),
    )


def _published_points(documents: list[MeetingDocument]) -> list[Mapping[str, Any]]:
    """The points of the minutes where there are any, else of the agenda."""
    latest = {row.kind: row for row in reversed(documents)}
    found = latest.get(MeetingPaper.MINUTES) or latest.get(MeetingPaper.AGENDA)
    return list(found.data["points"]) if found else []


def _may_do(actor: Actor, task: Task) -> bool:
    grants = GRANTS[TASK_PERMISSIONS[task.element_id]]
    free = task.status is TaskStatus.OPEN and task.assignee_id in (None, actor.person_id)
    return free and any(grant.party is task.lane and grant.role in actor.roles for grant in grants)


def _seen(session: Session, actor: Actor, items: list[ItemShown]) -> frozenset[UUID]:
    ids = {item.row.case_id for item in items if item.row.case_id}
    if not ids:
        return frozenset()
    return frozenset(session.scalars(visible_cases(actor).where(Case.id.in_(ids)).with_only_columns(Case.id)))


@dataclass(frozen=True)
class MeetingFile:
    """A document of a meeting on its way to someone's screen."""

    name: str
    pdf: bytes = field(repr=False)


def open_meeting_document(document_id: UUID, actor: Actor, *, bundle: bool = False) -> MeetingFile:
    """The bytes of an agenda, of its bundle, or of minutes.

    Raises NotFound for who may not see the meeting, and for what has not been made.
    """
    with reading() as session:
        found = select(MeetingDocument).where(MeetingDocument.id == document_id)
        column = MeetingDocument.bundle if bundle else MeetingDocument.pdf
        row = session.scalars(found.options(undefer(column), undefer(MeetingDocument.data))).one_or_none()
        if row is None:
            raise NotFound("Dokumentet findes ikke.")
        see_meeting(session, row.meeting_id, actor)
        pdf = row.bundle if bundle else row.pdf
        if pdf is None:
            raise NotFound("Dokumentet er ikke dannet endnu.")
        ending = "-samling" if bundle else ""
        return MeetingFile(f"{row.data['envelope']['number']}-v{row.version}{ending}.pdf", pdf)
