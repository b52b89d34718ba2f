"""Rows that two transactions may want to make at the same time: the second leaves the first's as it is."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.base import Base


def insert_once(session: Session, model: type[Base], **values: Any) -> None:
    """Insert a row unless one with the same unique value is there; waits for a transaction that makes it now."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert(model) if dialect == "postgresql" else sqlite.insert(model)
    session.execute(insert.values(**values).on_conflict_do_nothing())
