"""The databases that tests connect, one after another; no one waits for a disk, since none outlives its test.

One engine of each kind serves all tests of a process: an engine keeps each statement that it has compiled, and
compiling them anew takes longer than asking them.
"""

import shutil
from pathlib import Path

from sqlalchemy import Engine, event

from db.session import make_engine, use
from tests.postgres import emptied


class Files:
    """SQLite databases: each is a file of its own that takes the place of the one before."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "test.db"
        self._engine = make_engine(f"sqlite:///{self._file}")
        event.listen(self._engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))

    def connect(self, template: Path) -> Engine:
        """Connect a copy of a database; what a test hears from the engine it gets, it alone hears."""
        self._engine.dispose()
        for ending in ("", "-wal", "-shm"):
            self._file.with_name(f"test.db{ending}").unlink(missing_ok=True)
        shutil.copy(template, self._file)
        return _used(self._engine)

    def close(self) -> None:
        """Let the last one go."""
        self._engine.dispose()


class Server:
    """One PostgreSQL database, emptied for each test."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)

    def connect(self) -> Engine:
        """Connect it, with no rows in it."""
        engine = _used(self._engine)
        emptied(engine)
        return engine

    def close(self) -> None:
        """Let the server go."""
        self._engine.dispose()


def _used(shared: Engine) -> Engine:
    engine = shared.execution_options()
    use(engine)
    return engine
