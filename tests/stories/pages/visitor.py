"""A person with a real browser: logs in, acts for an organisation, opens tasks and cases, answers, reads."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from workflows.services.demonstration.seeding import DEMO_PASSWORD


def words(text: str) -> str:
    """A text in one line, with ordinary blanks and a plain hyphen for minus."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    return " ".join(plain.split())


@dataclass
class Visitor:
    """One browser and who uses it."""

    page: Page
    faults: list[str] = field(default_factory=list)
    """What failed in a script or was refused, on any page so far."""

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    # --- who

    def log_in(self, email: str, *, acting_for: str = "") -> "Visitor":
        """Log in as somebody of the demonstration, after logging out if need be."""
        if self.page.url != "about:blank":
            self.log_out()
        self.page.goto("/login")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
        self.page.get_by_role("button", name="Log på").click()
        self.page.wait_for_url(lambda url: "/login" not in url)
        return self.act_for(acting_for) if acting_for else self

    def log_out(self) -> None:
        """Log out through one's own menu."""
        self.page.locator(".own-menu summary").click()
        self.page.get_by_role("button", name="Log af").click()
        self.page.get_by_text("Du er logget af.").wait_for()

    def act_for(self, organisation: str) -> "Visitor":
        """Switch the organisation that one acts for."""
        self.page.get_by_label("Du handler for").select_option(label=organisation)
        self.page.get_by_role("button", name="Skift").click()
        self.page.get_by_text(f"Du handler nu for {organisation}.").wait_for()
        return self

    # --- where

    def open_task(self, label: str) -> "Visitor":
        """Open a task of the work list by its words."""
        self.page.goto("/opgaver")
        self.page.get_by_role("link", name=label).click()
        self.page.get_by_role("heading", level=1, name=label).wait_for()
        return self

    def open_case(self, title: str) -> "Visitor":
        """Open the page of a case that is under way."""
        self.page.goto("/sager/")
        self.page.get_by_role("link", name=title).click()
        self.page.get_by_role("heading", level=1, name=title).wait_for()
        return self

    # --- answers

    def fill(self, label: str, text: str) -> "Visitor":
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(text)
        return self

    def choose(self, question: str, answer: str) -> "Visitor":
        """Answer a question with one of its choices."""
        self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
        return self

    def select(self, label: str, option: str) -> "Visitor":
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)
        return self

    def press(self, button: str) -> "Visitor":
        """Press a button."""
        self.page.get_by_role("button", name=button, exact=True).click()
        return self

    def told(self, message: str) -> "Visitor":
        """Wait until the page tells this."""
        self.page.locator(".alert", has_text=message).wait_for()
        return self

    # --- what is seen

    @property
    def text(self) -> str:
        """All that the main part of the page says."""
        return words(self.page.locator("main").inner_text())

    def rows(self, caption: str) -> dict[str, list[str]]:
        """A table's cells by the head of each row."""
        table = self.page.get_by_role("table", name=caption).first
        table.wait_for()
        cells = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
        return {words(row[0]): [words(cell) for cell in row[1:]] for row in cells}

    def figures(self) -> dict[str, str]:
        """The key figures of an account."""
        terms, values = (self.page.locator(f".key-figures {tag}").all_inner_texts() for tag in ("dt", "dd"))
        return {words(term): words(value) for term, value in zip(terms, values, strict=True)}

    # --- documents

    def pdf(self, title: str) -> bytes:
        """Fetch a document of the page as the browser would open it, once it is made."""
        row = self.document(title)
        opener = row.get_by_role("link", name=re.compile(r"\(PDF\)"))
        opener.wait_for(timeout=30_000)
        address = opener.get_attribute("href")
        assert address is not None
        answer = self.page.request.get(address)
        assert answer.status == 200, answer.status_text
        assert answer.headers["content-type"] == "application/pdf"
        return answer.body()

    def document(self, title: str) -> Locator:
        """The row of a document that stands."""
        rows = self.page.locator("tbody tr", has=self.page.get_by_text(title, exact=True))
        return rows.filter(has_not_text="Erstattet").first
