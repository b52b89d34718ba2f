"""`serve`: the whole system in one process, for trying it out and for a small installation."""

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from web.cli.master_key import made_master_key
from web.config import VAR, Settings
from workflows.services.demonstration.seeding import DEMO_PASSWORD, demo_users
from workflows.services.running.upkeep import close_connections, machine_problems, upgrade_database

THREADS = 8


@click.command(help="Kører Rammesag på denne maskine: opdaterer databasen, fylder en tom og viser siderne.")
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
@click.option("--port", default=8000, envvar="PORT", show_default=True, type=click.IntRange(1, 65535))
@click.option("--https/--no-https", default=False, help="Nås siderne ved https gennem en proxy?", show_default=True)
@click.option("--demo/--no-demo", default=True, help="Fyld en tom database med demoen.", show_default=True)
@with_appcontext
def serve(host: str, port: int, https: bool, demo: bool) -> None:
    """Serve pages and do the background work until interrupted."""
    problems = machine_problems()
    if problems:
        raise click.ClickException("\n".join([*problems, "Kør `make system`."]))
    upgrade_database()
    master_keys = made_master_key()
    if demo:
        _fill()
    close_connections()
    settings: Settings = current_app.extensions["settings"]
    key = settings.secret_key or _kept_key(VAR / "secret_key")
    create = current_app.extensions["create_app"]
    settings = replace(settings, secret_key=key, master_keys=master_keys, https=https)
    Server(create, settings, host=host, port=port, demo=demo).run()


def _fill() -> None:
    from workflows.services.demonstration.demo import fill, is_empty

    if is_empty():
        click.echo("Databasen er tom. Fylder den med demoen …")
        fill()


def _announcement(address: str, *, demo: bool) -> str:
    lines = ["", f"Rammesag kører på {address} – Ctrl-C stopper det."]
    if demo:
        lines += ["", f"Demobrugerne logger på med adgangskoden {DEMO_PASSWORD}:"]
        lines += [f"  {email:<42} {name}: {shows}" for email, name, shows in demo_users()]
    return "\n".join([*lines, ""])


def _kept_key(path: Path) -> str:
    """The key of this machine, made the first time; only its owner can read it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with one process: pages are served by threads, and one more does the background work."""

    def __init__(
        self, create: Callable[[Settings], Flask], settings: Settings, *, host: str, port: int, demo: bool
    ) -> None:
        self.create = create
        self.settings = settings
        self.stop_runner: Callable[[], None] = lambda: None
        self.bind = f"{host}:{port}"
        self.greeting = _announcement(f"http://{self.bind}", demo=demo)
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn up."""
        options: dict[str, Any] = {
            "bind": self.bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 120,
            "loglevel": "warning",
            "when_ready": lambda _server: click.echo(self.greeting),
            "post_worker_init": lambda _worker: self.start_runner(),
            "worker_exit": lambda _server, _worker: self.stop_runner(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def start_runner(self) -> None:
        """Begin the background work, in the process that serves: no thread lives through a fork."""
        from workflows.services.running.runner import Runner

        runner = Runner()
        runner.start()
        self.stop_runner = runner.stop

    def load(self) -> Flask:
        """The application, put together in the process that serves it."""
        return self.create(self.settings)
