"""`worker`: the background work outside the web process."""

import signal
import threading

import click


@click.command(help="Udfører frister og job i baggrunden, indtil den afbrydes.")
def worker() -> None:
    """Work timers and jobs until interrupted; the job at hand is finished."""
    from workflows.services.runner import Runner

    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    runner = Runner()
    runner.start()
    click.echo("Baggrundsarbejdet kører. Ctrl-C stopper det.", err=True)
    stopping.wait()
    runner.stop()
