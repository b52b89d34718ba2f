"""Keeps the history of what is administered: every flush of every transaction is read, so that nothing is forgotten.

Who acts is said once for a transaction (`act_as`). A change that nobody has spoken for is kept as Rammesag's own.
Statements that bypass the session (`update()`, `delete()` of a whole table) are not seen; an architecture test
keeps them away from the tables that have a history.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, insert, inspect, select
from sqlalchemy.orm import Session

from db.base import Base
from db.models.history import AdministrativeChange, ChangeSubject
from db.recorded import RECORDED
from workflows.clock import now
from workflows.vocabulary import ChangeKind

ITSELF = "Rammesag"
"""Who acts when no person does."""
_ACTING = "who acts"
_MOST = 0xFFFF
"""The most changes of one act whose ids follow each other."""


@dataclass
class Acting:
    """Who acts in a transaction, for whom, in which case, and why; `origin` names what acts when no person does."""

    person_id: UUID | None = None
    organisation_id: UUID | None = None
    origin: str = ""
    case_id: UUID | None = None
    reason: str = ""
    _act: UUID = field(default_factory=uuid4)
    _made: int = 0
    _moment: datetime | None = None

    @property
    def moment(self) -> datetime:
        """When the act began to change something: its changes are of one moment, however often they are flushed."""
        self._moment = self._moment or now()
        return self._moment

    def next_id(self) -> UUID:
        """The ids of an act run down from one to the next: the newest first, they stand in the order of the act."""
        self._made += 1
        return UUID(int=(self._act.int & ~_MOST) | (_MOST - self._made % _MOST))


def act_as(session: Session, acting: Acting) -> None:
    """Say who acts in the session's transaction."""
    session.info[_ACTING] = acting


def record(session: Session, _flushed: object) -> None:
    """Keep the history of what a flush has just written; called by SQLAlchemy after each."""
    changes = list(_changes(session))
    if not changes:
        return
    acting: Acting = session.info.setdefault(_ACTING, Acting(origin=ITSELF))
    names = _names(session, changes)
    rows = [_row(one, acting, names) for one in changes]
    told = [
        {"id": uuid4(), "change_id": row["id"], "subject": subject, "changed_at": acting.moment}
        for one, row in zip(changes, rows, strict=True)
        for subject in one.subjects
    ]
    connection = session.connection()
    connection.execute(insert(AdministrativeChange), rows)
    connection.execute(insert(ChangeSubject), told)


@dataclass(frozen=True)
class _Change:
    row: Any
    kind: ChangeKind
    fields: list[tuple[str, Any, Any]]

    @property
    def subjects(self) -> list[str]:
        values = (getattr(self.row, name) for name in RECORDED[type(self.row)].subjects)
        return list(dict.fromkeys(str(value) for value in values if value is not None))


def _changes(session: Session) -> Iterator[_Change]:
    for row in session.new:
        if type(row) in RECORDED:
            yield _Change(row, ChangeKind.CREATED, [(name, None, value) for name, value in _values(row)])
    for row in session.dirty:
        if type(row) in RECORDED and (fields := list(_changed(row))):
            yield _Change(row, ChangeKind.CHANGED, fields)
    for row in session.deleted:
        if type(row) in RECORDED:
            yield _Change(row, ChangeKind.REMOVED, [(name, value, None) for name, value in _values(row)])


def _values(row: Base) -> Iterator[tuple[str, Any]]:
    for name in RECORDED[type(row)].fields:
        value = getattr(row, name)
        if value not in (None, ""):
            yield name, value


def _changed(row: Base) -> Iterator[tuple[str, Any, Any]]:
    for name in RECORDED[type(row)].fields:
        history = inspect(row).attrs[name].history
        if history.has_changes():
            before = next(iter(history.deleted or ()), None)
            after = next(iter(history.added or ()), None)
            if before != after:
                yield name, before, after


def _row(change: _Change, acting: Acting, names: dict[UUID, str]) -> dict[str, Any]:
    kept = RECORDED[type(change.row)]
    return {
        "id": acting.next_id(),
        "changed_at": acting.moment,
        "person_id": acting.person_id,
        "organisation_id": acting.organisation_id,
        "origin": acting.origin,
        "case_id": acting.case_id,
        "kind": change.kind,
        "about": change.row.__tablename__,
        "row_id": change.row.id,
        "names": [_plain(getattr(change.row, name), names) for name in kept.names],
        "fields": [[name, _plain(before, names), _plain(after, names)] for name, before, after in change.fields],
        "reason": acting.reason,
    }


def _plain(value: Any, names: dict[UUID, str]) -> Any:
    """A value as JSON keeps it; a row that is referred to by its name of today, for names change."""
    match value:
        case UUID():
            return names.get(value, "")
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value


def _names(session: Session, changes: Iterable[_Change]) -> dict[UUID, str]:
    """What the rows are called that the changes refer to; one look-up for each table that is not at hand."""
    asked: dict[type[Base], set[UUID]] = {}
    for change in changes:
        columns = inspect(type(change.row)).columns
        named = {name: getattr(change.row, name) for name in RECORDED[type(change.row)].names}
        for name, value in [*named.items(), *(pair for one, *two in change.fields for pair in ((one, v) for v in two))]:
            if isinstance(value, UUID) and (model := _referred(columns[name])) is not None:
                asked.setdefault(model, set()).add(value)
    return {key: name for model, ids in asked.items() for key, name in _names_of(session, model, ids)}


def _names_of(session: Session, model: Any, ids: set[UUID]) -> Iterator[tuple[UUID, str]]:
    missing = set()
    for one in ids:
        row = session.identity_map.get(inspect(model).identity_key_from_primary_key((one,)))
        if row is not None and "name" in row.__dict__:
            yield one, row.name
        else:
            missing.add(one)
    if missing:
        found = session.connection().execute(select(model.id, model.name).where(model.id.in_(missing)))
        yield from ((row.id, row.name) for row in found)


def _referred(column: Column[Any]) -> Any:
    """The model of the row that a column refers to, of those that have a name."""
    tables = [key.column.table for key in column.foreign_keys]
    return next((model for model in RECORDED if model.__table__ in tables and hasattr(model, "name")), None)
