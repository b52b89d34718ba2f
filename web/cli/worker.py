"""`worker`: the background work outside the web process."""

import signal
import threading

import click
from flask.cli import with_appcontext

from web.cli.master_key import required_master_key


@click.command(help="Udfører frister og job i baggrunden, indtil den afbrydes.")
@with_appcontext
def worker() -> None:
    """Work timers and jobs until interrupted; the job at hand is finished."""
    from workflows.services.running.runner import Runner

    required_master_key()
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    runner = Runner()
    runner.start()
    click.echo("Baggrundsarbejdet kører. Ctrl-C stopper det.", err=True)
    stopping.wait()
    runner.stop()
