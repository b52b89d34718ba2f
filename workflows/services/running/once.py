"""Rows that two transactions may want to make at the same time: the second leaves the first's as it is."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.base import Base

AT_ONCE = 500
"""Rows in one statement: SQLite takes no more than 32,766 values."""


def insert_once(session: Session, model: type[Base], **values: Any) -> None:
    """Insert a row unless one with the same unique value is there; waits for a transaction that makes it now."""
    insert_all_once(session, model, [values])


def insert_all_once(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> set[UUID]:
    """Insert those rows whose unique values are not there yet; gives the ids of the inserted."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    made: set[UUID] = set()
    for first in range(0, len(rows), AT_ONCE):
        some = insert(model).values(list(rows[first : first + AT_ONCE])).on_conflict_do_nothing()
        made |= set(session.scalars(some.returning(model.id)))
    return made
