"""What tests share: a real database, a frozen clock, the application, and a browser of its pages.

`database` gives each test an empty, migrated database that `transaction()` uses. It is SQLite; under
tests/services every test runs on PostgreSQL too. A test names the fixtures it needs; rules need none.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

# A machine under load is slow now and then; no property is about time.
settings.register_profile(
    "rammesag", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
settings.load_profile("rammesag")

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask import Flask
    from playwright.sync_api import Browser
    from time_machine import Traveller

    from tests.closing_walk import ClosingWalk
    from tests.databases import Files, Server
    from tests.snapshots import Snapshot
    from tests.web.browse import Browse

BOTH_DATABASES = Path(__file__).parent / "services"
START = datetime(2026, 3, 2, 9, 0)
"""A Monday morning in Denmark; where the frozen clock begins."""
MASTER_KEY = "a-master-key-for-tests-that-nobody-keeps-anywhere"


def pytest_configure(config: pytest.Config) -> None:
    """The server in a wheel looks for a runtime directory that not every machine has."""
    config.addinivalue_line("filterwarnings", "ignore:.*XDG_RUNTIME_DIR.*")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test under tests/services on both databases."""
    if "database" in metafunc.fixturenames:
        both = BOTH_DATABASES in metafunc.definition.path.parents
        metafunc.parametrize("database", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays to the end; the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure the coverage by SQLite's half of the tests on both databases, and without browsers.

    A measured test takes half as long again; one in a browser twice as long, as its threads and greenlets must be
    told apart. The other half runs the same lines.
    """
    from coverage import Coverage

    measured = Coverage.current()
    unmeasured = "chromium" in getattr(item, "fixturenames", ()) or "[postgresql" in item.nodeid
    if measured is None or not unmeasured:
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with all tables and no rows, to be copied."""
    from db.session import make_engine
    from db.upgrade import upgrade

    file = tmp_path_factory.mktemp("database") / "migrated.db"
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a migrated PostgreSQL database of this test process's own."""
    from tests.postgres import migrated_database

    with migrated_database(os.environ.get("TEST_DATABASE_URL")) as url:
        yield url


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Files]":
    """What connects SQLite databases."""
    from tests.databases import Files

    files = Files(tmp_path_factory.mktemp("databases"))
    yield files
    files.close()


@pytest.fixture(scope="session")
def server_of_databases(postgresql: str) -> "Iterator[Server]":
    """What connects the PostgreSQL database."""
    from tests.databases import Server

    server = Server(postgresql)
    yield server
    server.close()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """An empty database, connected; gives its kind, `sqlite` or `postgresql`."""
    from db.sealing import hold_master_keys

    hold_master_keys(MASTER_KEY)
    if request.param == "sqlite":
        request.getfixturevalue("files").connect(request.getfixturevalue("migrated_file"))
    else:
        request.getfixturevalue("server_of_databases").connect()
    return str(request.param)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, traveller: "Traveller") -> None:
        self._traveller = traveller

    def set(self, moment: date) -> None:
        """Go to a moment in Danish time; a date means nine in the morning."""
        from workflows.clock import COPENHAGEN

        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day, 9)
        self._traveller.move_to(moment.replace(tzinfo=moment.tzinfo or COPENHAGEN))

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Let time pass."""
        self._traveller.shift(timedelta(days=days, hours=hours, minutes=minutes))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The clock, standing at START."""
    import time_machine

    from workflows.clock import COPENHAGEN

    with time_machine.travel(START.replace(tzinfo=COPENHAGEN), tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture(scope="session")
def app() -> "Flask":
    """The application, as production has it but for its key and plain http."""
    from web.app import create_app
    from web.config import Settings

    folder = tempfile.gettempdir()
    app = create_app(Settings(f"sqlite:///{folder}/none.db", "a key for tests that nobody keeps", https=False))
    app.testing = True
    # A bug is shown as its page, as users get it; the test sees status 500.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def browse(app: "Flask", database: str) -> "Browse":
    """A browser that checks every page it is shown; see tests/web/browse.py."""
    from tests.web.browse import Browse

    return Browse(app)


@pytest.fixture(scope="session")
def seeds(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> "Snapshot":
    """The rows of the field: organisations, bodies, meetings, and the demonstration's people and offers."""
    from sqlalchemy.orm import Session

    from db.session import make_engine
    from tests.snapshots import taken
    from workflows.services.demonstration.seeding import seed_demo, seed_reference

    file = tmp_path_factory.mktemp("seeds") / "seeds.db"
    shutil.copy(migrated_file, file)
    engine = make_engine(f"sqlite:///{file}")
    with Session(engine) as session, session.begin():
        seed_reference(session)
        seed_demo(session)
    snapshot = taken(engine)
    engine.dispose()
    return snapshot


@pytest.fixture
def seeded(database: str, clock: Clock, seeds: "Snapshot") -> str:
    """A database with the field in it, and the clock standing still: where a `ClosingWalk` can begin."""
    from tests.snapshots import connected, put_back

    put_back(connected(), seeds)
    return database


@pytest.fixture
def walk_to(database: str, clock: Clock, seeds: "Snapshot") -> "Callable[[str], ClosingWalk]":
    """Example 1 walked to one of the `STAGES` at START; walked once, and put into the databases of other tests."""
    from tests.closing_walk import ClosingWalk, walked_to
    from tests.snapshots import connected, put_back, taken

    def to(stage: str) -> ClosingWalk:
        if stage in _walked:
            snapshot, case_id = _walked[stage]
            put_back(connected(), snapshot)
            return ClosingWalk.of(case_id)
        put_back(connected(), seeds)
        walk = walked_to(stage)
        _walked[stage] = taken(connected()), walk.case_id
        return walk

    return to


_walked: "dict[str, tuple[Snapshot, UUID]]" = {}


@pytest.fixture
def live(app: "Flask", database: str) -> Iterator[str]:
    """The address of a server that shows the pages of this test's database to a real browser."""
    from tests.serving import served

    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The system's Chromium; it needs `database` to be a file, which SQLite's is, and a clock that runs."""
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
        yield browser
        browser.close()
