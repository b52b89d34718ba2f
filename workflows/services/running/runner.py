"""The embedded runner: works due timers and ready jobs, in the web process or as `worker`."""

import threading
from collections.abc import Callable
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError

from workflows.services.notices.mails import make_digests
from workflows.services.notices.taking_up import take_up
from workflows.services.running import jobs, timers
from workflows.services.running.faults import kind
from workflows.services.running.incidents import StepFailed

log = structlog.get_logger()
IDLE_SECONDS = 1.0


def work_once(stopped: Callable[[], bool] = lambda: False) -> int:
    """Work the timers and jobs that are due now, until there are none or `stopped`; gives how many were done."""
    done = 0
    for timer_id in timers.due_timers():
        if not stopped():
            done += _fire(timer_id)
    take_up()
    make_digests()
    while not stopped():
        take_up()
        if (taken := jobs.take()) is None:
            break
        done += jobs.work(taken)
    return done


def _fire(timer_id: UUID) -> int:
    try:
        return int(timers.fire(timer_id))
    except StepFailed as failed:
        log.error("timer failed", timer_id=str(timer_id), error=kind(failed.__cause__ or failed))
        return 0


class Runner:
    """A thread that works timers and jobs until it is stopped. Several may run at once."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="runner", daemon=True)

    def start(self) -> None:
        """Begin to work in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the job at hand and end."""
        self._stop.set()
        self._thread.join(timeout=30)

    def run(self) -> None:
        """Work in this thread until interrupted."""
        self._run()

    def _run(self) -> None:
        while not self._stop.is_set():
            if self._work() == 0:
                self._stop.wait(IDLE_SECONDS)

    def _work(self) -> int:
        """Work once. A database that does not answer is asked again later: the thread must outlive it."""
        try:
            return work_once(self._stop.is_set)
        except DBAPIError as error:
            log.error("the database does not answer", error=repr(error.orig))
            return 0
