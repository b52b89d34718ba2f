"""Kept data in, PDF bytes out. The same data give the same bytes as long as the renderer is the same."""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping

from workflows.documents.canonical import canonical_json
from workflows.documents.kinds import KINDS
from workflows.documents.places import FONTS, ROOT
from workflows.documents.system import system_problems
from workflows.errors import Refused

TIMEOUT_SECONDS = 120
KEPT_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "XDG_CACHE_HOME")
FIXED_ENVIRONMENT = {
    "FONTCONFIG_FILE": str(FONTS / "fonts.conf"),
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONPATH": str(ROOT),
    "SOURCE_DATE_EPOCH": "1735689600",
    "TZ": "UTC",
}


class RenderingFailed(Exception):
    """The press stopped without a document; its own account of why stands in the log."""


def render(kind: str, data: Mapping[str, object]) -> bytes:
    """The PDF of a document, from its kept data alone.

    Raises KeyError for an unknown kind, Refused when the machine lacks a library, and RenderingFailed when
    the data do not fill the template or the press takes too long.
    """
    KINDS[kind]
    if problems := system_problems():
        raise Refused(f"Dokumentet kan ikke laves på denne maskine. {' '.join(problems)}")
    return _WORKER.render(json.dumps([kind, json.loads(canonical_json(data))]).encode() + b"\n")


class Worker:
    """A warm printing process, started when it is needed; one order at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def render(self, order: bytes) -> bytes:
        """The PDF for one order. A process that has just left for want of work is started again, once."""
        with self._lock:
            for _ in range(2):
                if pdf := _exchange(self._running(), order):
                    return pdf
        raise RenderingFailed("The press leaves without printing.")

    def close(self) -> None:
        """End the process, if it is this program's own and not one inherited through a fork."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self.close()
            self._owner = os.getpid()
            self._process = _started()
        return self._process


def _started() -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "workflows.documents.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=kept | FIXED_ENVIRONMENT,
        cwd=FONTS,
    )


def _exchange(process: subprocess.Popen[bytes], order: bytes) -> bytes | None:
    """The PDF, or none if the process had already left in good order."""
    assert process.stdin is not None
    assert process.stdout is not None
    impatience = threading.Timer(TIMEOUT_SECONDS, process.kill)
    impatience.start()
    try:
        process.stdin.write(order)
        process.stdin.flush()
        length = process.stdout.readline()
        pdf = process.stdout.read(int(length or 0))
    except BrokenPipeError:
        pdf = b""
    finally:
        impatience.cancel()
    if pdf:
        return pdf
    if process.wait() != 0:
        raise RenderingFailed(f"The press stopped with status {process.returncode}.")
    return None


_WORKER = Worker()
atexit.register(_WORKER.close)
