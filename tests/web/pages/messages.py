"""One's messages, as their readers name what they see."""

from dataclasses import dataclass

from tests.web.browse import Browse, Page
from tests.web.pages.task import act_as
from workflows.access.actor import Actor
from workflows.services.running.runner import work_once


def open_messages(browse: Browse, actor: Actor, **asked: str) -> "Messages":
    """The messages of a person, after the work behind the screens."""
    work_once()
    act_as(browse, actor)
    return Messages(browse.get("messages.index", **asked))


@dataclass
class Messages:
    """The list on the screen."""

    page: Page

    @property
    def texts(self) -> list[str]:
        """What each message says, from the top."""
        return [" ".join(one.get_text(" ").split()) for one in self.page.soup.select(".message-text")]

    @property
    def kinds(self) -> list[str]:
        """What each message is about, with its marks."""
        return [" ".join(one.get_text(" ").split()) for one in self.page.soup.select(".message-kind")]

    @property
    def bell(self) -> str:
        """The marker in the header."""
        (bell,) = self.page.soup.select(".bell")
        return " ".join(bell.get_text(" ").split())
