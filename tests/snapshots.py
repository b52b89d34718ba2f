"""All rows of a database, taken once and put into others: what is slow to make is made once, not for each test."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from db.base import Base
from db.session import transaction

JOURNAL_MODE = slice(18, 20)
"""Where a SQLite database says how it is written; in memory there is no log beside it."""


@dataclass(frozen=True)
class Snapshot:
    """The rows of every table, and the whole database where it was SQLite's: that is copied in no time."""

    rows: dict[str, list[dict[str, Any]]]
    database: bytes | None = field(default=None, repr=False, compare=False)


def connected() -> Engine:
    """The engine that `transaction()` uses now."""
    with transaction() as session:
        engine = session.get_bind()
    assert isinstance(engine, Engine)
    return engine


def taken(engine: Engine) -> Snapshot:
    """The rows of every table."""
    with engine.connect() as connection:
        rows = {table.name: _rows(connection, table) for table in Base.metadata.sorted_tables}
    return Snapshot(rows, _whole(engine) if engine.dialect.name == "sqlite" else None)


def put_back(engine: Engine, snapshot: Snapshot) -> None:
    """Put the rows into an empty database of either kind."""
    if snapshot.database and engine.dialect.name == "sqlite":
        _copied(engine, snapshot.database)
        return
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            if rows := snapshot.rows.get(table.name):
                _insert(connection, table, rows)


def stored(engine: Engine, file: Path) -> Path:
    """A copy of a SQLite database in a file."""
    file.write_bytes(_whole(engine))
    return file


def _whole(engine: Engine) -> bytes:
    with closing(engine.raw_connection()) as connection:
        database = bytearray(connection.driver_connection.serialize())
    database[JOURNAL_MODE] = b"\x01\x01"
    return bytes(database)


def _copied(engine: Engine, database: bytes) -> None:
    with closing(sqlite3.connect(":memory:")) as kept, closing(engine.raw_connection()) as connection:
        kept.deserialize(database)
        kept.backup(connection.driver_connection)


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(table))]


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if any(key.column.table is table for key in table.foreign_keys):
        # Rows that refer to each other must come in one statement.
        connection.execute(insert(table).values(rows))
    else:
        connection.execute(insert(table), rows)
