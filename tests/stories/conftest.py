"""What stories need: the field in a database, a clock that runs, the runner at work, and visitors with browsers."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser

from db.sealing import hold_master_keys
from tests.conftest import MASTER_KEY
from tests.databases import Files
from tests.serving import served
from tests.snapshots import Snapshot, connected, put_back, stored
from tests.stories.pages.visitor import Visitor
from workflows.clock import COPENHAGEN
from workflows.services.demonstration import demo
from workflows.services.running.runner import Runner

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=COPENHAGEN)
SECONDS_TO_WAIT = 10
EARLIER = timedelta(minutes=10)
"""How long before anybody looks at the demonstration it is filled."""


@pytest.fixture
def field(database: str, seeds: Snapshot) -> Iterator[None]:
    """A database with the field in it, on a Monday in March 2026 that passes as days do."""
    with time_machine.travel(MONDAY, tick=True):
        put_back(connected(), seeds)
        yield


@pytest.fixture
def background(field: None) -> Iterator[None]:
    """The runner, working as it does in production."""
    runner = Runner()
    runner.start()
    yield
    runner.stop()


@pytest.fixture
def visitor(chromium: Browser, background: None, live: str) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser of its own; nothing on its pages may fail or be refused by the content policy."""
    visitors: list[Visitor] = []

    def opened(**options: Any) -> Visitor:
        context = chromium.new_context(base_url=live, locale="da-DK", **options)
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        visitors.append(Visitor(context.new_page()))
        return visitors[-1]

    yield opened
    for one in visitors:
        one.page.context.close()
    assert [fault for one in visitors for fault in one.faults] == []


@pytest.fixture
def fresh(migrated_file: Path, files: Files) -> Callable[[], None]:
    """Connects an empty database, another one each time, for walks in turn."""

    def connected_anew() -> None:
        files.connect(migrated_file)

    hold_master_keys(MASTER_KEY)
    return connected_anew


@pytest.fixture(scope="module")
def server(app: Flask) -> Iterator[str]:
    """The address of a server of the database that is connected at the moment."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def filled_file(migrated_file: Path, files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demonstration in it, its cases on their way, to be copied."""
    hold_master_keys(MASTER_KEY)
    engine = files.connect(migrated_file)
    with time_machine.travel(MONDAY - EARLIER, tick=True):
        demo.fill()
    return stored(engine, tmp_path_factory.mktemp("demonstration") / "filled.db")


@pytest.fixture(scope="module")
def demonstration(filled_file: Path, files: Files, server: str) -> Iterator[str]:
    """The address of a server with the demonstration in it."""
    hold_master_keys(MASTER_KEY)
    with time_machine.travel(MONDAY, tick=True):
        files.connect(filled_file)
        yield server
