"""Publishing: an agenda with its papers, or the minutes, a version at a time; the bytes come in a job."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.meeting import MeetingDocument
from db.models.work import Job
from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.grants import SYSTEM_GRANTS
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.documents.canonical import data_hash
from workflows.documents.envelope import Document as DocumentContent
from workflows.documents.envelope import to_data
from workflows.errors import Refused
from workflows.processes.decision import decider_name
from workflows.processes.lookups import members_of
from workflows.rules.dates_text import date_in_words
from workflows.services.meetings.agenda import ItemShown, ItemStatus, items_of, shown_items
from workflows.services.meetings.attending import Attending, attended, seated
from workflows.services.meetings.contents import agenda_data, meeting_envelope, minutes_data
from workflows.services.meetings.making import MAKE
from workflows.services.meetings.sight import MeetingSight, hold_meeting
from workflows.services.notices.telling import notify_organisations
from workflows.services.register.bodies import MEMBER_KINDS
from workflows.vocabulary import MeetingPaper, NoticeKind

MEMBER_ROLES = frozenset(grant.role for grant in SYSTEM_GRANTS[Permission.MEETING_SEE] if grant.kind in MEMBER_KINDS)
"""Who in a member's organisation sees its meetings."""


def publish_agenda(meeting_id: UUID, actor: Actor) -> UUID:
    """Publish the next version of the agenda as its points are now; gives the document.

    Raises Refused for an agenda without points, and one whose papers are still being made.
    """
    with transaction() as session:
        sight = hold_meeting(session, meeting_id, actor)
        items = _items(session, sight)
        if all(item.struck for item in items):
            raise Refused("Sæt mindst ét punkt på dagsordenen, før den offentliggøres.")
        before = _latest(session, sight, MeetingPaper.AGENDA)
        envelope = meeting_envelope(sight, MeetingPaper.AGENDA, actor, today(), before)
        content = agenda_data(session, sight, items, envelope)
        papers = sum(len(point.papers) + len(point.files) for point in content.points)
        return _keep(session, sight, MeetingPaper.AGENDA, content, actor, parts=1 + papers)


def publish_minutes(
    meeting_id: UUID, *, attending: Mapping[UUID, Attending], others: str, remarks: str, actor: Actor
) -> UUID:
    """Publish the next version of the minutes; gives the document.

    `attending` tells of the members by organisation, `others` has a line for each who was there beside them.

    Raises Refused before the meeting has been held, and while a point has neither a conclusion nor another meeting.
    """
    with transaction() as session:
        sight = hold_meeting(session, meeting_id, actor)
        items = _items(session, sight)
        _must_be_treated(sight, items)
        before = _latest(session, sight, MeetingPaper.MINUTES)
        agenda = _latest(session, sight, MeetingPaper.AGENDA)
        content = minutes_data(
            sight,
            items,
            meeting_envelope(sight, MeetingPaper.MINUTES, actor, today(), before),
            attendance=attended(seated(session, sight), attending),
            present=[line.strip() for line in others.splitlines() if line.strip()],
            remarks=remarks.strip(),
            agenda_version=agenda.version if agenda else None,
        )
        return _keep(session, sight, MeetingPaper.MINUTES, content, actor, parts=1)


def _must_be_treated(sight: MeetingSight, items: Sequence[ItemShown]) -> None:
    if sight.meeting.held_on > today():
        raise Refused("Referatet kan først udsendes, når mødet er holdt.")
    if not items:
        raise Refused("Der er ingen punkter på mødet at skrive referat af.")
    missing = [str(item.number) for item in items if item.status is ItemStatus.OPEN]
    if missing:
        raise Refused(f"Registrér beslutningen, eller udsæt punktet, for punkt {', '.join(missing)}.")


def _items(session: Session, sight: MeetingSight) -> list[ItemShown]:
    return shown_items(session, sight.meeting, items_of(session, sight.meeting))


def _latest(session: Session, sight: MeetingSight, kind: MeetingPaper) -> MeetingDocument | None:
    of_kind = MeetingDocument.meeting_id == sight.meeting.id, MeetingDocument.kind == kind
    return session.scalars(select(MeetingDocument).where(*of_kind).order_by(MeetingDocument.version.desc())).first()


def _keep(
    session: Session, sight: MeetingSight, kind: MeetingPaper, content: DocumentContent, actor: Actor, *, parts: int
) -> UUID:
    data: Mapping[str, Any] = to_data(content)
    document = MeetingDocument(
        id=uuid4(),
        meeting_id=sight.meeting.id,
        kind=kind,
        version=content.envelope.version,
        issued_at=now(),
        issued_by_id=actor.person_id,
        data=dict(data),
        data_hash=data_hash(data),
        parts=parts,
    )
    session.add(document)
    payload = {"meeting_document_id": str(document.id)}
    session.add(Job(key=f"{MAKE}:{document.id}", kind=MAKE, payload=payload, run_after=now()))
    _tell_members(session, sight, document, actor)
    return document.id


def _tell_members(session: Session, sight: MeetingSight, document: MeetingDocument, actor: Actor) -> None:
    """Tell those of the members who see meetings that there is something to read; nothing of the cases."""
    seated = members_of(session, sight.body.id, sight.meeting.held_on)
    held = f"mødet i {decider_name(sight.body)} den {date_in_words(sight.meeting.held_on)}"
    notify_organisations(
        session,
        NoticeKind.DOCUMENT_RECEIVED,
        [one.id for one in seated],
        case=None,
        text=f"{document.kind.label}, version {document.version}, for {held} ligger under »Møder«.",
        key=f"meeting:{document.id}",
        roles=MEMBER_ROLES,
        actor=actor,
    )
