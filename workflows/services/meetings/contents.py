"""What an agenda and the minutes say: the data that are kept as they are published."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from db.models.document import Document
from db.models.meeting import ItemFile, MeetingDocument
from db.models.organisation import Meeting, Organisation
from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN
from workflows.documents.envelope import Agreement, Contact, DocumentReference, Envelope, Sender
from workflows.documents.meetings import Agenda, Attended, DissentTold, FileWithPoint, Minutes, Paper, Point, Treated
from workflows.processes.decision import decider_name
from workflows.processes.meeting_matters import MEETING_MATTERS
from workflows.rules.agreements import all_agreements, latest_known
from workflows.rules.dates_text import date_in_words
from workflows.services.calendar.plans import way_back
from workflows.services.meetings.agenda import ItemShown, ItemStatus
from workflows.services.meetings.attending import seated
from workflows.services.meetings.case_parts import Parts, parts_of
from workflows.services.meetings.ready import legal_dates
from workflows.services.meetings.sight import MeetingSight
from workflows.vocabulary import MeetingPaper, OrganisationKind

NUMBER_ENDS = {MeetingPaper.AGENDA: "DAGSORDEN", MeetingPaper.MINUTES: "REFERAT"}


def meeting_number(body: Organisation, meeting: Meeting) -> str:
    """What a meeting is called by in documents: the body's code and the day, since it meets once a day at most."""
    return f"{body.code}-{meeting.held_on.isoformat()}"


def agenda_data(session: Session, sight: MeetingSight, items: Sequence[ItemShown], envelope: Envelope) -> Agenda:
    """The agenda with what the cases' papers give to each point."""
    body, meeting = sight.body, sight.meeting
    parts = _parts(session, items)
    deadlines = _deadlines(session, sight, items, envelope.issued)
    return Agenda(
        envelope=envelope,
        body=decider_name(body),
        held_on=meeting.held_on,
        place=meeting.place,
        members=tuple(one.name for one in seated(session, sight)),
        points=tuple(_point(one, parts, deadlines) for one in items),
    )


def _parts(session: Session, items: Sequence[ItemShown]) -> Mapping[UUID, Parts]:
    """By point: what the papers that go with it say, the latest first."""
    ids = {paper.id for item in items for paper in item.papers if paper.chosen}
    found = select(Document).where(Document.id.in_(ids)).options(undefer(Document.data))
    rows = sorted(session.scalars(found), key=lambda row: row.issued_at, reverse=True) if ids else []
    chosen = {item.row.id: {paper.id for paper in item.papers if paper.chosen} for item in items}
    return {item_id: parts_of([row.data for row in rows if row.id in wanted]) for item_id, wanted in chosen.items()}


def _deadlines(session: Session, sight: MeetingSight, items: Sequence[ItemShown], today: date) -> Mapping[UUID, str]:
    """By task: by when it must be decided, and what that asks of the meetings."""
    tasks = [item.row.task for item in items if item.row.task]
    dates = legal_dates(session, tasks) if tasks else {}
    plan = way_back(session, sight.body.id, today) if dates else None
    told = {}
    for task_id, day in dates.items():
        assert plan is not None
        found = plan(day)
        told[task_id] = " ".join(one for one in (f"Senest den {date_in_words(day)}.", found.warning) if one)
    return told


def _point(item: ItemShown, parts: Mapping[UUID, Parts], deadlines: Mapping[UUID, str]) -> Point:
    row, given = item.row, parts[item.row.id]
    if item.struck:
        case_number = row.case.number if row.case else ""
        return Point(title=row.title, case_number=case_number, closed=row.closed, struck=item.struck)
    usual = (MEETING_MATTERS[row.task.element_id].recommendation,) if row.task else ()
    return Point(
        title=row.title,
        case_number=row.case.number if row.case else "",
        treatment=item.treatment,
        closed=row.closed,
        minutes=row.speaking_minutes,
        summary=given.summary,
        recommendation=given.recommendation or usual,
        presentation=given.presentation,
        rules=given.rules,
        economy=given.economy,
        hearing=given.hearing,
        deadline=deadlines.get(row.task.id, "") if row.task else "",
        note=row.text,
        papers=tuple(_paper(one.document) for one in row.papers),
        files=tuple(_file(one) for one in row.files),
        enclosures=given.enclosures,
    )


def _paper(row: Document) -> Paper:
    issued = row.issued_at.astimezone(COPENHAGEN).date()
    return Paper(str(row.id), row.number, row.version, row.title, issued)


def _file(row: ItemFile) -> FileWithPoint:
    given = row.given
    return FileWithPoint(str(given.id), given.name, given.media_type, given.size, given.sha256)


def minutes_data(
    sight: MeetingSight,
    items: Sequence[ItemShown],
    envelope: Envelope,
    *,
    attendance: tuple[Attended, ...],
    present: Sequence[str],
    remarks: str,
    agenda_version: int | None,
) -> Minutes:
    """The minutes with what was concluded on each point."""
    return Minutes(
        envelope=envelope,
        body=decider_name(sight.body),
        held_on=sight.meeting.held_on,
        place=sight.meeting.place,
        present=tuple(present),
        points=tuple(_treated(one) for one in items),
        agenda_version=agenda_version,
        remarks=remarks,
        attendance=attendance,
    )


def _treated(item: ItemShown) -> Treated:
    row = item.row
    postponed = row.postponed_to.held_on if row.postponed_to else None
    return Treated(
        title=row.title,
        case_number=row.case.number if row.case else "",
        treatment=item.treatment,
        closed=row.closed,
        conclusion=item.concluded,
        text=row.postponed_reason if postponed else item.said,
        postponed_to=postponed,
        outcome="" if item.status is ItemStatus.CONCLUDED else item.status.value,
        dissents=tuple(DissentTold(one.who, one.kind.label, one.text) for one in item.dissents),
    )


def meeting_envelope(
    sight: MeetingSight, kind: MeetingPaper, actor: Actor, issued: date, before: MeetingDocument | None
) -> Envelope:
    """What stands on every document of a meeting: the meeting is its case, and it goes to all who see the meeting."""
    number = meeting_number(sight.body, sight.meeting)
    name = f"{number}-{NUMBER_ENDS[kind]}"
    held = sight.meeting.held_on
    return Envelope(
        number=name,
        version=before.version + 1 if before else 1,
        issued=issued,
        case_number=number,
        case_title=f"Møde i {decider_name(sight.body)} den {date_in_words(held)}",
        sender=Sender(decider_name(sight.body), tuple(sight.body.address.splitlines())),
        receivers=(),
        agreement=_agreement(sight.body, held),
        contact=Contact(actor.name),
        replaces=_reference(name, kind, before) if before else None,
    )


def _reference(number: str, kind: MeetingPaper, before: MeetingDocument) -> DocumentReference:
    issued = before.issued_at.astimezone(COPENHAGEN).date()
    return DocumentReference(number, before.version, kind.label, issued)


def _agreement(body: Organisation, held: date) -> Agreement:
    region = body.code if body.kind is OrganisationKind.REGION else body.region_code
    own: Any = latest_known(region, held) if region else None
    known = own or next(one for one in all_agreements() if region in (None, one.region_code))
    return Agreement(known.id, known.title)
