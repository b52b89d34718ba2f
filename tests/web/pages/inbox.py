"""The work list, as its users name what they see on it."""

from dataclasses import dataclass

from tests.web.browse import Browse, Page
from tests.web.pages.task import act_as
from workflows.access.actor import Actor


def open_inbox(browse: Browse, actor: Actor) -> "Inbox":
    """The work list of an organisation, as seen by one of its people."""
    act_as(browse, actor)
    return Inbox(browse.get("inbox.index"))


@dataclass
class Inbox:
    """The work list on the screen."""

    page: Page

    @property
    def rows(self) -> list[list[str]]:
        """Deadline, task, case and who has it, of each task from the top."""
        return self.page.rows("Opgaver efter frist") if self.page.soup.select_one("table") else []

    @property
    def elsewhere(self) -> str:
        """What waits in the person's other organisations."""
        found = self.page.soup.select_one(".waiting-elsewhere")
        return "" if found is None else " ".join(found.get_text(" ").split())
