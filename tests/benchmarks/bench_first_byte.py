"""How long a browser waits for the first byte of each page, over a real server. Run while `make run` serves the demo:

    python -m tests.benchmarks.bench_first_byte http://127.0.0.1:8000

Each demonstration user logs in and goes wherever links lead; of each kind of page one is asked for ROUNDS times after a
first time that is told apart. The time is the clock's, so a busy machine is seen in it: its load is told too. The
floor is 100 ms for the median of each page.
"""

import os
import re
import sys
from collections import deque
from collections.abc import Iterator
from http.client import HTTPConnection
from statistics import median
from time import perf_counter
from urllib.parse import urldefrag, urlencode, urlsplit

import lxml.html

from tests.stories.test_accessibility import PUBLIC, USERS
from workflows.services.demonstration.seeding import DEMO_PASSWORD

ROUNDS = 7
FLOOR = 100.0
"""Milliseconds."""
NAMES = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]+")
"""What tells one page from another of its kind in an address."""
ENDS_THE_VISIT = ("/logout", "/static")


class Visit:
    """Somebody's browser at the server: it keeps its cookies, and the connection as browsers do."""

    def __init__(self, server: str) -> None:
        self.connection = HTTPConnection(server)
        self.headers: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, bytes, float]:
        """Status, where it leads, the page, and the milliseconds until it began to come."""
        headers = self.headers | ({"Content-Type": "application/x-www-form-urlencoded"} if form else {})
        began = perf_counter()
        self.connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        answer = self.connection.getresponse()
        waited = (perf_counter() - began) * 1000
        if cookie := answer.getheader("Set-Cookie"):
            self.headers["Cookie"] = cookie.partition(";")[0]
        html = "text/html" in (answer.getheader("Content-Type") or "")
        return answer.status, answer.getheader("Location") or "", answer.read() if html else self._left(answer), waited

    def log_in(self, email: str) -> None:
        """Log in as somebody of the demonstration."""
        (token,) = lxml.html.fromstring(self.ask("/login")[2]).xpath("//form//input[@name='csrf_token']/@value")[:1]
        status, *_ = self.ask("/login", {"csrf_token": token, "email": email, "password": DEMO_PASSWORD})
        assert status == 303, f"{email} was not let in: {status}"

    def _left(self, answer: object) -> bytes:
        answer.read()  # type: ignore[attr-defined]
        return b""

    def pages(self, starts: list[str]) -> Iterator[str]:
        """The pages that links lead to, one of each kind."""
        waiting, known = deque(starts), set()
        while waiting:
            path = waiting.popleft()
            kind = NAMES.sub("*", urlsplit(path).path)
            if kind in known or path.startswith(ENDS_THE_VISIT):
                continue
            known.add(kind)
            status, location, page, _ = self.ask(path)
            if location:
                waiting.append(location)
            elif status == 200 and page:
                links = lxml.html.fromstring(page).xpath("//a/@href")
                waiting.extend(urldefrag(one)[0] for one in links if one.startswith("/"))
                yield path


def main(address: str) -> None:
    """Print the slowest pages, the median and the maximum of all."""
    server = urlsplit(address).netloc
    warm: dict[str, float] = {}
    for email, starts in [*((who[0], ["/"]) for who in USERS.values()), ("", list(PUBLIC))]:
        visit = Visit(server)
        if email:
            visit.log_in(email)
        for path in visit.pages(starts):
            kind = f"{NAMES.sub('*', urlsplit(path).path)} ({email or 'public'})"
            warm[kind] = median(visit.ask(path)[3] for _ in range(ROUNDS))
    slowest = sorted(warm, key=lambda kind: -warm[kind])
    for kind in slowest[:20]:
        print(f"{warm[kind]:7.1f} ms  {kind}")
    over = sum(time > FLOOR for time in warm.values())
    print(f"{len(warm)} pages: median {median(warm.values()):.1f} ms, maximum {max(warm.values()):.1f} ms")
    print(f"over {FLOOR:.0f} ms: {over}; load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
