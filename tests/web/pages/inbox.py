"""The work list, as its users name what they see on it."""

from dataclasses import dataclass

from bs4 import Tag

from tests.web.browse import Browse, Page
from tests.web.pages.task import act_as
from workflows.access.actor import Actor


def open_inbox(browse: Browse, actor: Actor, **asked: str) -> "Inbox":
    """The work list as one of an organisation's people sees it; `asked` as in its address, e.g. `liste="vores"`."""
    act_as(browse, actor)
    return Inbox(browse.get("inbox.index", **asked))


@dataclass
class Inbox:
    """The work list on the screen."""

    page: Page

    @property
    def rows(self) -> list[list[str]]:
        """Deadline, task, case and who has it, of each task from the top, without the buttons."""
        return [[_words(cell) for cell in row.find_all(["th", "td"])[1:]] for row in self.page.soup.select("tbody tr")]

    @property
    def lists(self) -> dict[str, str]:
        """The lists and the person's views, each with what it says of its count."""
        links = self.page.soup.select(".page-tabs a, .own-views a:not(.own-views-edit)")
        return {_words(link).rpartition(" (")[0]: _words(link).rpartition(" (")[2].rstrip(")") for link in links}

    @property
    def here(self) -> str:
        """The list or view that is shown."""
        return _words(self.page.soup.select_one(".page-tabs [aria-current], .own-views [aria-current]"))

    @property
    def narrowed_by(self) -> list[str]:
        """What the list is narrowed by."""
        found = self.page.soup.select(".chips a:not(.chips-clear)")
        return [_words(link).removeprefix("Fjern ").removesuffix(" ×") for link in found]

    @property
    def elsewhere(self) -> str:
        """What waits in the person's other organisations."""
        found = self.page.soup.select_one(".waiting-elsewhere")
        return "" if found is None else " ".join(found.get_text(" ").split())


def _words(tag: Tag | None) -> str:
    """The words of a part of the page without its buttons."""
    if tag is None:
        return ""
    inside = [text for text in tag.find_all(string=True) if text.find_parent("button") is None]
    return " ".join(" ".join(inside).replace("\xa0", " ").split())
