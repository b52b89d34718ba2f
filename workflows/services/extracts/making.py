"""The jobs that draw a long list to Excel, and that forget it again; how far it has come is kept on the way.

Rows are read, written and told of some at a time, so that memory does not grow with the list.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.models.extract import ListExtract
from db.models.person import Person
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.documents.spreadsheet import Value
from workflows.services.extracts.drawing import DRAWINGS, count_rows, filter_of, may_draw
from workflows.services.people.sessions import actor_in, posts_on

DRAW, FORGET = "draw_extract", "forget_extract"
KEPT = timedelta(days=1)
"""How long a list that was drawn can be fetched."""
TOLD_EVERY = 2000
"""So many rows are drawn before it is told again how far it has come."""


def job_key(kind: str, extract_id: UUID) -> str:
    """Under what the job of an extract is ordered once."""
    return f"{kind}:{extract_id}"


def draw_extract(payload: dict[str, Any]) -> Callable[[Session], None]:
    """Draw the list outside any transaction; gives back what to write.

    It is drawn as far as the person may see it by now: who has left the organisation gets nothing.
    """
    extract_id = UUID(payload["extract_id"])
    with reading() as session:
        row = session.scalars(select(ListExtract).where(ListExtract.id == extract_id)).one_or_none()
        actor = _actor_of(session, row) if row else None
    if row is None or actor is None or not may_draw(row.which, actor):
        return _forgotten(extract_id)
    which, asked = row.which, filter_of(row.which, row.asked)
    _note(extract_id, rows=count_rows(which, asked, actor), rows_drawn=0)
    with DRAWINGS[which].draw(actor, asked, lambda rows: _told_of(rows, extract_id)) as file:
        content = file.read()

    def keep(session: Session) -> None:
        drawn = {"content": content, "size": len(content), "drawn_at": now()}
        session.execute(update(ListExtract).where(ListExtract.id == extract_id).values(drawn))

    return keep


def forget_extract(payload: dict[str, Any]) -> Callable[[Session], None]:
    """Forget a list when its time is over."""
    return _forgotten(UUID(payload["extract_id"]))


def _forgotten(extract_id: UUID) -> Callable[[Session], None]:
    def keep(session: Session) -> None:
        session.execute(delete(ListExtract).where(ListExtract.id == extract_id))

    return keep


def _actor_of(session: Session, row: ListExtract) -> Actor | None:
    person = session.get_one(Person, row.person_id)
    posts = posts_on(session, person.id, today()) if person.active else []
    return actor_in(person, [post for post in posts if post.organisation_id == row.organisation_id])


def _told_of(rows: Iterable[Sequence[Value]], extract_id: UUID) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, start=1):
        if number % TOLD_EVERY == 0:
            _note(extract_id, rows_drawn=number)
        yield row


def _note(extract_id: UUID, **values: int) -> None:
    """Tell how far it has come."""
    with transaction() as session:
        session.execute(update(ListExtract).where(ListExtract.id == extract_id).values(values))
