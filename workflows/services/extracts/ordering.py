"""A list to Excel: drawn at once where it is short, ordered where it is long, and fetched by the one who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from db.models.extract import ListExtract
from db.models.work import Job
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.errors import NotFound
from workflows.services.extracts.drawing import DRAWINGS, Asked, count_rows, kept, may_draw
from workflows.services.extracts.making import DRAW, FORGET, KEPT, job_key
from workflows.services.papers.workbooks import as_they_come
from workflows.vocabulary import JobStatus, ListExtracted

AT_ONCE = 2000
"""A list of so many rows is drawn while one waits."""
SAME = timedelta(minutes=10)
"""Asked for again within this time, the same list is the one that was ordered."""
MOST_SHOWN = 20


@dataclass(frozen=True)
class ExtractShown:
    """A list that was ordered, and how far it has come. `rows` is none until they have been counted."""

    id: UUID
    which: ListExtracted
    ordered_at: datetime
    until: datetime
    rows: int | None
    rows_drawn: int
    size: int | None
    ready: bool
    failed: bool

    @property
    def percent(self) -> int:
        """How much of it has been drawn; a hundred only when it can be fetched."""
        if self.ready:
            return 100
        return min(99, 100 * self.rows_drawn // self.rows) if self.rows else 0


def draw_or_order(which: ListExtracted, asked: Asked, actor: Actor) -> IO[bytes] | UUID:
    """The workbook of a short list; of a long one the id under which it is being drawn.

    Raises NotFound for a list that the person's roles do not open.
    """
    if not may_draw(which, actor):
        raise NotFound("Udtrækket findes ikke.")
    if count_rows(which, asked, actor, most=AT_ONCE + 1) <= AT_ONCE:
        return DRAWINGS[which].draw(actor, asked, as_they_come)
    return _order(which, asked, actor)


def _order(which: ListExtracted, asked: Asked, actor: Actor) -> UUID:
    wanted, moment = kept(which, asked), now()
    with transaction() as session:
        recent = session.scalars(_own(actor).where(ListExtract.which == which, ListExtract.ordered_at > moment - SAME))
        same = next((row.id for row in recent if row.asked == wanted), None)
        if same:
            return same
        row = ListExtract(id=uuid4(), person_id=actor.person_id, organisation_id=actor.organisation_id)
        row.which, row.asked, row.ordered_at = which, wanted, moment
        session.add(row)
        payload = {"extract_id": str(row.id)}
        session.add(Job(kind=DRAW, key=job_key(DRAW, row.id), payload=payload, run_after=moment))
        session.add(Job(kind=FORGET, key=job_key(FORGET, row.id), payload=payload, run_after=moment + KEPT))
        return row.id


def own_extracts(actor: Actor) -> Sequence[ExtractShown]:
    """The lists that the person has asked for in the organisation and that are still kept, the latest first."""
    found = _own(actor).order_by(ListExtract.ordered_at.desc()).limit(MOST_SHOWN)
    with reading() as session:
        rows = list(session.scalars(found))
        keys = [job_key(DRAW, row.id) for row in rows]
        failed = set(session.scalars(select(Job.key).where(Job.key.in_(keys), Job.status == JobStatus.FAILED)))
    return [_shown(row, failed=job_key(DRAW, row.id) in failed) for row in rows]


def show_extract(extract_id: UUID, actor: Actor) -> ExtractShown:
    """How far one of them has come. Raises NotFound for one of somebody else, and when it is kept no longer."""
    with reading() as session:
        row = session.scalars(_own(actor).where(ListExtract.id == extract_id)).one_or_none()
        job = session.scalars(select(Job).where(Job.key == job_key(DRAW, extract_id))).one_or_none()
    if row is None:
        raise NotFound("Udtrækket findes ikke længere. Bestil det igen på listen.")
    return _shown(row, failed=job is not None and job.status is JobStatus.FAILED)


def open_extract(extract_id: UUID, actor: Actor) -> tuple[ListExtracted, datetime, bytes]:
    """Which list it is, when it was drawn, and the workbook. Raises NotFound as `show_extract`, and while it waits."""
    found = _own(actor).where(ListExtract.id == extract_id).options(undefer(ListExtract.content))
    with reading() as session:
        row = session.scalars(found).one_or_none()
    if row is None or row.content is None or row.drawn_at is None or not may_draw(row.which, actor):
        raise NotFound("Udtrækket er ikke klar, eller det gemmes ikke længere. Bestil det igen på listen.")
    return row.which, row.drawn_at, row.content


def _own(actor: Actor) -> Select[ListExtract]:
    mine = ListExtract.person_id == actor.person_id, ListExtract.organisation_id == actor.organisation_id
    return select(ListExtract).where(*mine, ListExtract.ordered_at > now() - KEPT)


def _shown(row: ListExtract, *, failed: bool) -> ExtractShown:
    return ExtractShown(
        id=row.id,
        which=row.which,
        ordered_at=row.ordered_at,
        until=row.ordered_at + KEPT,
        rows=row.rows,
        rows_drawn=row.rows_drawn,
        size=row.size,
        ready=row.drawn_at is not None,
        failed=failed,
    )
