"""The pages that somebody can reach by links from where they come in."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit
from uuid import UUID

import lxml.html
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from db.models.case import Case, Task
from db.session import reading
from tests.web.browse import Browse

FILES = {
    "meetings.open_pdf",
    "meeting_files.download",
    "hearing_matrix.extract",
    "documents.open_pdf",
    "documents.data",
    "attachments.download",
    "calendar_feed.show",
    "overview.extract",
    "cases.extract",
    "inbox.extract",
    "overview.picture",
    "extracts.fetch",
}
EVERY_ONE = {"cases.show", "tasks.show"}
"""Pages that are opened for every case and task, since each stands elsewhere; of others one of a kind is enough."""
SHOWN = (200, 403, 409)
"""A page can also ask why one looks at a citizen's data, or say why the field does not allow it now."""
NEEDS_SCRIPTS = "//main//*[@hidden][not(ancestor-or-self::*[contains(@class, 'course-drawing')])]"
"""What is hidden until a script shows it; only drawings are, whose list of steps says the same."""

Kind = tuple[str, ...]
Shape = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Reached:
    """A page, what kind it is, and which elements stand within which on it."""

    path: str
    kind: Kind
    shape: Shape


class Reachable:
    """Where links lead in this database: cases are told apart by process, tasks by element."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with reading() as session:
            self.processes: dict[UUID, str] = dict(session.execute(select(Case.id, Case.process)).all())
            self.elements: dict[UUID, str] = dict(session.execute(select(Task.id, Task.element_id)).all())

    def by(self, browse: Browse, *starts: str) -> Iterator[Reached]:
        """Every page that the visitor can reach, one of each kind; no link leads astray, and none needs scripts."""
        waiting = deque(starts)
        known: set[Kind | str] = set()
        while waiting:
            path = waiting.popleft()
            kind = self.kind(path)
            key: Kind | str = path if kind[0] in EVERY_ONE else kind
            if kind[0] in FILES or key in known:
                continue
            known.add(key)
            answer = browse.client.get(path)
            if answer.status_code in (302, 303):
                waiting.append(answer.headers["Location"])
                continue
            document = lxml.html.document_fromstring(answer.data)
            assert answer.status_code in SHOWN, f"{answer.status_code} at {path}"
            assert not document.xpath(NEEDS_SCRIPTS), f"part of {path} is only there with scripts"
            assert document.findtext(".//h1") != "Du har ikke adgang", f"a link leads to {path}, which is closed"
            waiting.extend(_links(document))
            yield Reached(path, kind, _shape(document))

    def kind(self, path: str) -> Kind:
        """The view, for which process or task, and whether something is asked for in the address."""
        parts = urlsplit(path)
        view, values = self.app.url_map.bind("localhost").match(parts.path)
        about = self.processes.get(values.get("case_id"), "") + self.elements.get(values.get("task_id"), "")
        return (view, about, "asked" if parts.query else "")


def _links(document: lxml.html.HtmlElement) -> list[str]:
    addresses = (urldefrag(link.get("href")).url for link in document.iterfind(".//a[@href]"))
    return [address for address in addresses if address.startswith("/")]


def _shape(document: lxml.html.HtmlElement) -> Shape:
    return frozenset(
        (*_looks(parent), *_looks(child)) for parent in document.iter("*") for child in parent.iterchildren("*")
    )


def _looks(one: lxml.html.HtmlElement) -> tuple[str, ...]:
    return (str(one.tag), one.get("class", ""), one.get("type", ""), one.get("role", ""))


def share_login(browse: Browse, page: Page) -> None:
    """Let a real browser be logged in as this one."""
    cookie = browse.client.get_cookie("rammesag")
    assert cookie is not None
    page.context.add_cookies([{"name": "rammesag", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])
