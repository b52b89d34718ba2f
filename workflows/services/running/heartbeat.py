"""A heartbeat: while a worker is busy with a job, its lease is prolonged again and again.

So a lease can be short: what a killed process held is free at once, and what a living one holds is nobody else's.
"""

import threading
from collections.abc import Callable
from types import TracebackType

import structlog
from sqlalchemy.exc import DBAPIError

log = structlog.get_logger()
BEAT_SECONDS = 10.0


class Heartbeat:
    """Calls `prolong` every BEAT_SECONDS from a thread of its own, until it says no or the work is done."""

    def __init__(self, prolong: Callable[[], bool]) -> None:
        self._prolong = prolong
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._done.wait(BEAT_SECONDS):
            try:
                if not self._prolong():
                    return
            except DBAPIError as error:
                # The next beat may get through; if none does, the lease runs out and the fence holds.
                log.warning("a lease was not prolonged", error=repr(error.orig))
