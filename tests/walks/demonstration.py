"""The demonstration served on a Monday in March 2026, for what looks at pages without being a test."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import time_machine
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from db.sealing import hold_master_keys
from db.session import connect
from db.upgrade import upgrade
from tests.conftest import MASTER_KEY
from tests.serving import served
from tests.stories.conftest import MONDAY
from web.app import create_app
from web.config import Settings
from workflows.services.demonstration import demo
from workflows.services.running.runner import work_once


@contextmanager
def demonstration() -> Iterator[tuple[Flask, str]]:
    """Gives the application and the address of a server with the demonstration in it, its documents made."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(MONDAY, tick=True):
        url = f"sqlite:///{Path(folder) / 'demonstration.db'}"
        app = create_app(Settings(url, "a key that nobody keeps", https=False))
        hold_master_keys(MASTER_KEY)
        engine = connect(url)
        upgrade(engine)
        demo.fill()
        while work_once():
            pass
        with served(app) as address:
            yield app, address
        engine.dispose()


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()
