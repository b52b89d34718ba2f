"""The pages of a case, as their users name what they see on them."""

from dataclasses import dataclass
from uuid import UUID

from tests.closing_walk import person
from tests.web.browse import Browse, Page

VEJLE = ("anne@vejle.example", "630")
KOLDING = ("direktoer@kolding.example", "621")
ODENSE = ("direktoer@odense.example", "461")
STRANGER = ("direktoer@viborg.example", "791")
AUDITOR = ("revisor@bakkelund.example", "bakke-lund-revision")
SECRETARIAT = ("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
FU = ("birgit@socialsekretariatet.example", "fu-syddanmark")
SDF = ("birgit@socialsekretariatet.example", "sdf-syddanmark")


def acting(browse: Browse, who: tuple[str, str]) -> Browse:
    """The browser, logged in as one of the demonstration's people acting for an organisation."""
    browse.log_in(person(*who))
    return browse


def case_page(browse: Browse, case_id: UUID, who: tuple[str, str] = VEJLE) -> "CasePage":
    """The page of a case as somebody sees it."""
    return CasePage(acting(browse, who).get("cases.show", case_id=case_id))


@dataclass
class CasePage:
    """A case on the screen."""

    page: Page

    @property
    def standing(self) -> str:
        """What the box at the top says."""
        return words(self.page.soup.select_one(".box-accent"))

    @property
    def open_tasks(self) -> dict[str, str]:
        """The tasks that wait for one's own organisation, and where each is opened."""
        return {
            words(task.select_one(".open-task-label")): str(task.select_one("a")["href"])
            for task in self.page.soup.select(".open-task")
        }

    @property
    def deadlines(self) -> dict[str, str]:
        """Each deadline that counts, with all that is said of it."""
        return {
            words(heading): words(heading.find_next_sibling(class_="deadline"))
            for heading in self.page.soup.select("#frister h3")
        }

    @property
    def replaced_deadlines(self) -> list[str]:
        """The deadlines that no longer count."""
        return [words(line) for line in self.page.soup.select("#frister del")]

    @property
    def parties(self) -> str:
        """The parties by their part."""
        return words(self.page.soup.select_one("#parter"))

    def steps(self, part: str) -> dict[str, str]:
        """The steps of one part of the course in order, each with its state and note."""
        section = next(one for one in self.page.soup.select("[data-part]") if one["data-part"] == part)
        return {
            words(step.select_one(".steps-label")): words(step.select_one(".steps-note"))
            for step in section.select("[data-element]")
        }

    @property
    def current_part(self) -> str:
        """The part of the course in which the case stands."""
        return str(self.page.soup.select_one("[data-here]")["data-part"])

    @property
    def documents(self) -> dict[str, str]:
        """Each document by number and version, with its whole row."""
        rows = self.page.soup.select("#dokumenter tbody tr")
        return {words(row.select_one(".document-number")): words(row) for row in rows}

    @property
    def accounts(self) -> list[str]:
        """The names of the accounts shown."""
        return [words(account.find("summary")) for account in self.page.soup.select("#regnskaber > details")]

    @property
    def subpages(self) -> list[str]:
        """The pages beside this one."""
        return [words(link) for link in self.page.soup.select(".page-tabs a")]


def words(tag: object) -> str:
    """The text of a tag in one line."""
    return "" if tag is None else " ".join(tag.get_text(" ").replace("\xa0", " ").split())
