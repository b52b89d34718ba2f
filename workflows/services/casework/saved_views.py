"""A person's own views of the work list: a filter and an order under a name, one of which can open first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.person import Person
from db.models.saved_view import SavedView
from db.session import lock_row, reading, transaction
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.services.casework.task_filters import TaskFilter

LONGEST = 60
NONE = "Visningen findes ikke, eller den er en andens."
MOST = 12
"""More views than this are no help, and each is counted on every look at the list."""


@dataclass(frozen=True)
class View:
    """A saved view; `opens_first` when the work list opens with it."""

    id: UUID
    name: str
    asked: TaskFilter
    opens_first: bool


def views_of(person_id: UUID) -> list[View]:
    """The person's views in the person's own order."""
    with reading() as session:
        return [
            View(row.id, row.name, TaskFilter.read(row.asked), row.opens_first) for row in _rows(session, person_id)
        ]


def get_view(view_id: UUID, person_id: UUID) -> View:
    """One of the person's views. Raises NotFound for a view that is somebody else's."""
    found = next((view for view in views_of(person_id) if view.id == view_id), None)
    if found is None:
        raise NotFound(NONE)
    return found


def save_view(person_id: UUID, name: str, asked: Mapping[str, Any], *, opens_first: bool = False) -> None:
    """Keep what the address of the list asks for under a name.

    Raises Refused without a name, for a name that is taken, and when there are too many views.
    """
    with _held(person_id) as (session, rows):
        if len(rows) >= MOST:
            raise Refused(f"Du har {MOST} visninger. Slet en, før du gemmer en ny.", field="name")
        kept = TaskFilter.read(asked).asked()
        row = SavedView(person_id=person_id, name=_free(rows, name), asked=kept, position=len(rows), saved_at=now())
        session.add(row)
        if opens_first:
            _open_first(rows, row)


def rename_view(view_id: UUID, person_id: UUID, name: str) -> None:
    """Give a view another name; Refused as `save_view` is."""
    with _held(person_id) as (_, rows):
        _view(rows, view_id).name = _free(rows, name, besides=view_id)


def open_first(view_id: UUID, person_id: UUID, *, first: bool) -> None:
    """Let the work list open with a view, or no longer with it."""
    with _held(person_id) as (_, rows):
        row = _view(rows, view_id)
        _open_first(rows, row if first else None)


def move_view(view_id: UUID, person_id: UUID, *, up: bool) -> None:
    """Let a view change places with the one before it, or with the one after it; at the end nothing is changed."""
    with _held(person_id) as (_, rows):
        at = rows.index(_view(rows, view_id))
        to = at - 1 if up else at + 1
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
        _number(rows)


def remove_view(view_id: UUID, person_id: UUID) -> None:
    """Delete a view: it is the person's own, and nothing else rests on it."""
    with _held(person_id) as (session, rows):
        row = _view(rows, view_id)
        session.delete(row)
        _number([one for one in rows if one is not row])


@contextmanager
def _held(person_id: UUID) -> Iterator[tuple[Session, list[SavedView]]]:
    """The person's views, held until the transaction ends: two windows of one person come after each other."""
    with transaction() as session:
        session.execute(lock_row(select(Person.id).where(Person.id == person_id)))
        yield session, _rows(session, person_id)


def _rows(session: Session, person_id: UUID) -> list[SavedView]:
    found = select(SavedView).where(SavedView.person_id == person_id)
    return list(session.scalars(found.order_by(SavedView.position, SavedView.saved_at, SavedView.id)))


def _number(rows: Sequence[SavedView]) -> None:
    for position, row in enumerate(rows):
        row.position = position


def _view(rows: Sequence[SavedView], view_id: UUID) -> SavedView:
    found = next((row for row in rows if row.id == view_id), None)
    if found is None:
        raise NotFound(NONE)
    return found


def _free(rows: Sequence[SavedView], name: str, *, besides: UUID | None = None) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused("Skriv, hvad visningen skal hedde.", field="name")
    if len(tidy) > LONGEST:
        raise Refused(f"Skriv højst {LONGEST} tegn.", field="name")
    if any(row.name.casefold() == tidy.casefold() and row.id != besides for row in rows):
        raise Refused(f"Du har allerede en visning, der hedder »{tidy}«.", field="name")
    return tidy


def _open_first(rows: Sequence[SavedView], chosen: SavedView | None) -> None:
    for row in rows:
        row.opens_first = False
    if chosen is not None:
        chosen.opens_first = True
