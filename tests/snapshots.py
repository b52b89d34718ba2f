"""All rows of a database, taken once and put into others: what is slow to make is made once, not for each test."""

from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from db.base import Base
from db.session import transaction

Snapshot = dict[str, list[dict[str, Any]]]


def connected() -> Engine:
    """The engine that `transaction()` uses now."""
    with transaction() as session:
        engine = session.get_bind()
    assert isinstance(engine, Engine)
    return engine


def taken(engine: Engine) -> Snapshot:
    """The rows of every table."""
    with engine.connect() as connection:
        return {table.name: _rows(connection, table) for table in Base.metadata.sorted_tables}


def put_back(engine: Engine, snapshot: Snapshot) -> None:
    """Put the rows into an empty database of either kind."""
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            if rows := snapshot.get(table.name):
                _insert(connection, table, rows)


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(table))]


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if any(key.column.table is table for key in table.foreign_keys):
        # Rows that refer to each other must come in one statement.
        connection.execute(insert(table).values(rows))
    else:
        connection.execute(insert(table), rows)
