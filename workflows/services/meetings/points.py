"""One point of an agenda, as the one who keeps it sees it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.meeting import AgendaItem
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.errors import NotFound
from workflows.processes.decision import decider_name
from workflows.services.meetings.agenda import WITH_ENCLOSURES, ItemStatus, PaperShown, coming_meetings, shown_items
from workflows.services.meetings.dissents import Dissent, dissents_of
from workflows.services.meetings.files import FileShown, files_of, files_to_choose
from workflows.services.meetings.sight import see_meeting
from workflows.vocabulary import PointOutcome


@dataclass(frozen=True)
class PointShown:
    """A point with its meeting, and the body's other meetings, to which it can be postponed."""

    id: UUID
    meeting_id: UUID
    body: str
    held_on: date
    title: str
    closed: bool
    speaking_minutes: int | None
    text: str
    outcome: PointOutcome | None
    conclusion: str
    case_number: str
    papers: list[PaperShown]
    files: list[FileShown]
    to_choose: list[FileShown]
    open: bool
    others: list[tuple[UUID, date]]
    dissents: list[Dissent]

    @property
    def of_case(self) -> bool:
        """Whether it is a case's."""
        return bool(self.case_number)


def show_point(item_id: UUID, actor: Actor) -> PointShown:
    """A point of an agenda that the actor keeps. Raises NotFound for others'."""
    loaded = (
        joinedload(AgendaItem.case),
        joinedload(AgendaItem.task),
        joinedload(AgendaItem.postponed_to),
        *WITH_ENCLOSURES,
    )
    with reading() as session:
        item = session.scalars(select(AgendaItem).where(AgendaItem.id == item_id).options(*loaded)).one_or_none()
        sight = see_meeting(session, item.meeting_id, actor) if item else None
        if item is None or sight is None or not sight.keeps:
            raise NotFound("Punktet findes ikke.")
        (shown,) = shown_items(session, sight.meeting, [item])
        later = coming_meetings(session, sight.body.id, min(today(), sight.meeting.held_on))
        return PointShown(
            id=item.id,
            meeting_id=sight.meeting.id,
            body=decider_name(sight.body),
            held_on=sight.meeting.held_on,
            title=item.title,
            closed=item.closed,
            speaking_minutes=item.speaking_minutes,
            text=item.text,
            outcome=item.outcome,
            conclusion=item.conclusion,
            case_number=item.case.number if item.case else "",
            papers=shown.papers,
            files=files_of(item),
            to_choose=files_to_choose(session, item, sight.body.id),
            open=shown.status is ItemStatus.OPEN,
            others=[(one.id, one.held_on) for one in later if one.id != sight.meeting.id],
            dissents=dissents_of(item),
        )
