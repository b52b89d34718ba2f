"""A person at a browser whose presses, typed fields and pages are counted."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@dataclass
class Counted:
    """Somebody who has logged in and stands where the login leads to."""

    page: Page
    clicks: int = 0
    """Links, buttons, choices and foldings pressed."""
    fields: int = 0
    """Fields typed in or chosen from a list."""
    pages: set[str] = field(default_factory=set)
    """Addresses seen, the first one too."""

    def __post_init__(self) -> None:
        self.page.on("framenavigated", lambda frame: self.pages.add(frame.url.partition("#")[0]))

    def click(self, what: Locator) -> "Counted":
        """Press something that is to be seen."""
        what.first.click()
        self.clicks += 1
        return self

    def follow(self, text: str) -> "Counted":
        """Press a link whose text has these words; the main part of the page before its menu."""
        within = self.page.locator("main").get_by_role("link", name=text)
        found = within if within.count() else self.page.get_by_role("link", name=text)
        self.click(found)
        self.page.wait_for_load_state()
        return self

    def press(self, text: str) -> "Counted":
        """Press the button that is called so."""
        self.click(self.page.get_by_role("button", name=text, exact=True))
        self.page.wait_for_load_state()
        return self

    def unfold(self, text: str) -> "Counted":
        """Unfold what is folded under these words, if it is not open already."""
        summary = self.page.locator("main summary", has_text=text).first
        if summary.evaluate("one => !one.parentElement.open"):
            self.click(summary)
        return self

    def choose(self, question: str, answer: str) -> "Counted":
        """Answer a question with one of its choices."""
        return self.click(self.page.get_by_role("group", name=question).get_by_label(answer, exact=True))

    def type(self, label: str, text: str) -> "Counted":
        """Type into the field with this label."""
        self.page.get_by_role("textbox", name=label, exact=True).filter(visible=True).first.fill(text)
        self.fields += 1
        return self

    def search(self, words: str) -> "Counted":
        """Type into the box at the top of every page."""
        self.page.locator("header").get_by_role("searchbox").fill(words)
        self.fields += 1
        return self

    def paste(self, label: str, text: str) -> "Counted":
        """Paste what was copied from a spreadsheet into the field with this label."""
        self.page.get_by_role("textbox", name=label, exact=True).first.evaluate(PASTE, text)
        self.fields += 1
        return self

    def select(self, label: str, option: str) -> "Counted":
        """Choose from a list."""
        self.page.get_by_label(label).first.select_option(label=option)
        self.fields += 1
        return self

    def sees(self, text: str) -> "Counted":
        """Read on the page what was wanted."""
        self.page.locator("main").get_by_text(text).filter(visible=True).first.wait_for()
        return self
