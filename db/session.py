"""The database: set up once, used through `transaction()` only."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from db.functions import of_moment
from db.index_hints import let_hint
from db.recording import record

_factory: sessionmaker[Session] = sessionmaker(expire_on_commit=False)
event.listen(_factory, "after_flush", record)


def connect(url: str) -> Engine:
    """Open the database at `url` (SQLite or PostgreSQL) and let `transaction()` use it."""
    engine = make_engine(url)
    use(engine)
    return engine


def use(engine: Engine) -> None:
    """Let `transaction()` use the database of this engine."""
    _factory.configure(bind=engine)


def make_engine(url: str) -> Engine:
    """An engine for `url`, with SQLite set to keep what it has promised."""
    if url.startswith("postgres"):
        return create_engine(_with_driver(url), pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True)
    let_hint(engine)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _with_driver(url: str) -> str:
    scheme, rest = url.split("://", 1)
    return url if "+" in scheme else f"postgresql+psycopg://{rest}"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN is switched off, so that ours can be IMMEDIATE.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("danish_day", 1, of_moment, deterministic=True)


def _begin_immediate(connection: Any) -> None:
    # Taking the write lock first makes readers wait instead of failing when they come to write.
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def transaction() -> Iterator[Session]:
    """One transaction: committed when the block ends, rolled back when it raises."""
    with _factory() as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that only reads; on SQLite it takes no write lock. Nothing is committed."""
    with _factory() as session:
        session.connection(execution_options={"sqlite_begin": "DEFERRED"})
        yield session


def lock_row(statement: Any, *, of: Any = None) -> Any:
    """A select that holds its rows, or those of one table, until the transaction ends.

    SQLite holds the whole database. Whoever wants to hold the same rows waits. Whoever writes rows that only refer to
    them does not: keys never change, and those who open cases of one organisation would wait for each other in a ring.
    """
    return statement.with_for_update(of=of, key_share=True)
