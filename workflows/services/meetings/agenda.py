"""The points of a meeting as its secretary keeps them: which cases, in what order, with which papers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.models.case import Task
from db.models.closing import Treatment
from db.models.document import Delivery, Document
from db.models.meeting import AgendaItem, ItemFile, ItemPaper
from db.models.organisation import Meeting
from workflows.documents.formats import dato
from workflows.processes.meeting_matters import MEETING_MATTERS
from workflows.services.meetings.dissents import Dissent, dissents_of
from workflows.vocabulary import PointOutcome, TaskStatus


class ItemStatus(Enum):
    """Where a point stands."""

    OPEN = "Ikke behandlet"
    CONCLUDED = "Behandlet"
    POSTPONED = "Udsat"
    ELSEWHERE = "Behandlet på et andet møde"
    WITHDRAWN = "Udgået"
    FALLEN = "Bortfaldet"


@dataclass(frozen=True)
class PaperShown:
    """A document of the case that the body may see; `chosen` when it goes with the point."""

    id: UUID
    number: str
    version: int
    title: str
    ready: bool
    chosen: bool


@dataclass(frozen=True)
class ItemShown:
    """A point with how it stands; `concluded` and `said` are the conclusion and its words."""

    row: AgendaItem
    number: int
    treatment: str
    status: ItemStatus
    concluded: str
    said: str
    papers: list[PaperShown]

    @property
    def dissents(self) -> list[Dissent]:
        """What members had against the conclusion."""
        return dissents_of(self.row)

    @property
    def struck(self) -> str:
        """Why the point is not treated at this meeting, though it keeps its number; empty for one that is."""
        if self.row.postponed_to is not None:
            return f"Udsat til mødet den {dato(self.row.postponed_to.held_on)}."
        return "Udgået af dagsordenen." if self.status is ItemStatus.WITHDRAWN else ""


WITH_ENCLOSURES = (
    selectinload(AgendaItem.papers).joinedload(ItemPaper.document),
    selectinload(AgendaItem.files).joinedload(ItemFile.file),
    selectinload(AgendaItem.files).joinedload(ItemFile.attachment),
)
"""The papers and the files of points, loaded with them."""


def items_of(session: Session, meeting: Meeting) -> list[AgendaItem]:
    """The points of a meeting in order, each with its case, its task and its papers."""
    found = (
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id)
        .options(
            joinedload(AgendaItem.case),
            joinedload(AgendaItem.task),
            joinedload(AgendaItem.postponed_to),
            *WITH_ENCLOSURES,
        )
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return list(session.scalars(found))


def shown_items(session: Session, meeting: Meeting, items: Sequence[AgendaItem]) -> list[ItemShown]:
    """The points as pages and documents show them: three selects, however many points."""
    treatments = _treatments(session, meeting, [item.case_id for item in items if item.case_id])
    papers = papers_for(session, meeting.body_id, {item.case_id for item in items if item.case_id})
    return [_shown(item, number, treatments, papers) for number, item in enumerate(items, start=1)]


def _treatments(session: Session, meeting: Meeting, case_ids: Collection[UUID]) -> dict[tuple[UUID, str], Treatment]:
    """What the body has concluded that day, by case and matter."""
    if not case_ids:
        return {}
    found = select(Treatment).where(
        Treatment.case_id.in_(case_ids),
        Treatment.body_id == meeting.body_id,
        Treatment.meeting_on == meeting.held_on,
    )
    return {(row.case_id, row.matter): row for row in session.scalars(found)}


def papers_for(session: Session, body_id: UUID, case_ids: Collection[UUID]) -> dict[UUID, list[Document]]:
    """The papers of cases that were sent to the body, the latest version of each, by case."""
    if not case_ids:
        return {}
    sent = select(Delivery.document_id).where(Delivery.organisation_id == body_id)
    found = select(Document).where(Document.case_id.in_(case_ids), Document.id.in_(sent))
    latest: dict[tuple[UUID, str], Document] = {}
    for row in session.scalars(found.order_by(Document.issued_at, Document.version)):
        latest[row.case_id, row.number] = row
    by_case: dict[UUID, list[Document]] = {}
    for row in latest.values():
        by_case.setdefault(row.case_id, []).append(row)
    return by_case


def _shown(
    item: AgendaItem,
    number: int,
    treatments: Mapping[tuple[UUID, str], Treatment],
    papers: Mapping[UUID, list[Document]],
) -> ItemShown:
    treated = _treatment_of(item, treatments)
    chosen = [one.document for one in item.papers]
    ids = {one.id for one in chosen}
    others = [one for one in papers.get(item.case_id, ()) if one.id not in ids] if item.case_id else []
    return ItemShown(
        row=item,
        number=number,
        treatment=MEETING_MATTERS[item.task.element_id].treatment if item.task else "",
        status=_status(item, treated),
        concluded=treated.conclusion if treated else _outcome_named(item),
        said=treated.text if treated else item.conclusion if item.outcome is not PointOutcome.CONCLUDED else "",
        papers=[
            PaperShown(one.id, one.number, one.version, one.title, one.rendered_at is not None, one.id in ids)
            for one in [*chosen, *others]
        ],
    )


def _treatment_of(item: AgendaItem, treatments: Mapping[tuple[UUID, str], Treatment]) -> Treatment | None:
    if item.task is None or item.task.status is not TaskStatus.DONE:
        return None
    matters = (item.task.matter or "", item.task.element_id)
    return next((treatments[key] for key in ((item.task.case_id, one) for one in matters) if key in treatments), None)


def _outcome_named(item: AgendaItem) -> str:
    """What came of a point, in the words of who wrote it where something was concluded."""
    if item.outcome in (None, PointOutcome.WITHDRAWN):
        return ""
    return item.conclusion if item.outcome is PointOutcome.CONCLUDED else item.outcome.label


def _status(item: AgendaItem, treated: Treatment | None) -> ItemStatus:
    if item.postponed_to_id is not None:
        return ItemStatus.POSTPONED
    if item.outcome is PointOutcome.WITHDRAWN:
        return ItemStatus.WITHDRAWN
    if treated is not None or item.outcome is not None:
        return ItemStatus.CONCLUDED
    if item.task is None or item.task.status is TaskStatus.OPEN:
        return ItemStatus.OPEN
    return ItemStatus.ELSEWHERE if item.task.status is TaskStatus.DONE else ItemStatus.FALLEN


def next_position(session: Session, meeting_id: UUID) -> int:
    """The place after the last point."""
    last = select(func.coalesce(func.max(AgendaItem.position), 0)).where(AgendaItem.meeting_id == meeting_id)
    return (session.scalar(last) or 0) + 1


def coming_meetings(session: Session, body_id: UUID, after: date) -> list[Meeting]:
    """The body's meetings from a day on, the nearest first."""
    found = select(Meeting).where(Meeting.body_id == body_id, Meeting.held_on >= after)
    return list(session.scalars(found.order_by(Meeting.held_on)))


def holds_its_task() -> ColumnElement[bool]:
    """Whether a point still holds its case's task: it was neither postponed nor withdrawn."""
    there = or_(AgendaItem.outcome.is_(None), AgendaItem.outcome != PointOutcome.WITHDRAWN)
    return and_(AgendaItem.postponed_to_id.is_(None), there)


def standing_item(session: Session, task: Task) -> AgendaItem | None:
    """The point at which a task stands now, on whatever agenda."""
    found = select(AgendaItem).where(AgendaItem.task_id == task.id, holds_its_task())
    return session.scalars(found).one_or_none()
