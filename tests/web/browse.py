"""A browser for tests: shows pages, sends forms as a user would, and checks every page it is shown.

`browse.log_in(post)` acts for a post's organisation; `browse.get("cases.index")` gives a Page;
`page.send("Gem", name="…")` fills in the form that has that button, sends it and follows on.
Screens have page objects of their own in tests/web/pages/, made of a Page.
"""

from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask, url_for
from sqlalchemy import select
from werkzeug.test import TestResponse

from db.models.person import LoginSession, Post
from db.session import transaction
from tests.web.page_checks import check_page
from workflows.services.people import sessions


class Browse:
    """One person's browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def log_in(self, post: Post) -> None:
        """Be logged in as the post's person, acting for its organisation."""
        with transaction() as session:
            token = sessions.start(session, post.person_id, device="Prøvebrowser")
            session.flush()
            made = select(LoginSession).where(LoginSession.token_hash == sessions.digest(token))
            login = session.scalars(made).one()
            login.acting_for_id = post.organisation_id
        with self.client.session_transaction() as cookie:
            cookie.clear()
            cookie["_user_id"] = token
            cookie["_fresh"] = True

    def address(self, endpoint: str, **values: Any) -> str:
        """The path of a view."""
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def get(self, endpoint: str, *, status: int = 200, **values: Any) -> "Page":
        """Open a view and follow redirects; it must end with `status`."""
        return self.open(self.address(endpoint, **values), status=status)

    def open(self, path: str, *, status: int = 200) -> "Page":
        """Open a path of the site and follow redirects."""
        return self._shown(self.client.get(path, follow_redirects=True), status)

    def post(self, endpoint: str, data: dict[str, Any], *, status: int = 200, **values: Any) -> "Page":
        """Send data that no form on a page sent, with a token that holds; follows redirects."""
        return self.post_to(self.address(endpoint, **values), data | {"csrf_token": self.token()}, status=status)

    def post_to(self, path: str, data: dict[str, Any], *, status: int = 200) -> "Page":
        """Send data to a path and follow redirects."""
        headers = {"Origin": "http://localhost"}
        answer = self.client.post(path, data=data, headers=headers, follow_redirects=True)
        return self._shown(answer, status)

    def token(self) -> str:
        """A CSRF token that holds for this browser."""
        for page in ("pages.accessibility", "auth.login"):
            shown = BeautifulSoup(self.client.get(self.address(page)).data, "html.parser")
            found = shown.find("input", attrs={"name": "csrf_token"})
            if isinstance(found, Tag):
                return str(found["value"])
        raise AssertionError("no form on the pages that everybody may see")

    def _shown(self, answer: TestResponse, status: int) -> "Page":
        assert answer.status_code == status, f"{answer.status_code} at {answer.request.path}: {_text(answer)[:800]}"
        page = Page(self, answer, BeautifulSoup(answer.data, "html.parser"))
        check_page(page.soup, self.app)
        return page


@dataclass
class Page:
    """A page as the user sees it."""

    browse: Browse
    answer: TestResponse
    soup: BeautifulSoup

    @property
    def path(self) -> str:
        """Where the browser is."""
        return self.answer.request.path

    @property
    def heading(self) -> str:
        """The text of the h1."""
        return _words(self.soup.find("h1"))

    @property
    def text(self) -> str:
        """What stands in the main part of the page."""
        return _words(self.soup.find("main"))

    @property
    def messages(self) -> list[str]:
        """What the alerts on the page say."""
        return [_words(alert) for alert in self.soup.select(".alert .alert-body")]

    @property
    def menu(self) -> list[str]:
        """The places in the main menu, without how much waits there."""
        return [_words(link.find(string=True)) for link in self.soup.select("#hovedmenu a")]

    @property
    def acting_for(self) -> str:
        """The organisation that one acts for, as the top of the page says."""
        chosen = self.soup.select_one(".acting-for option[selected]") or self.soup.select_one(".acting-for strong")
        return _words(chosen)

    def errors(self) -> dict[str, str]:
        """What is wrong with each field of the form, by the field's name."""
        return {
            str(message["id"]).removesuffix("-error"): _words(message).removeprefix("Fejl: ")
            for message in self.soup.select(".form-error-message")
        }

    def rows(self, caption: str) -> list[list[str]]:
        """The rows of the table with that caption, a text for each cell."""
        for table in self.soup.find_all("table"):
            if _words(table.find("caption")) == caption:
                return [[_words(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]
        raise AssertionError(f"no table {caption!r} on {self.path}")

    def links(self) -> dict[str, str]:
        """The addresses of the links in the main part of the page, by their text."""
        return {_words(link): str(link["href"]) for link in self.soup.select("main a[href]")}

    def follow(self, text: str) -> "Page":
        """Follow the link with this text."""
        links = self.links()
        assert text in links, f"no link {text!r} on {self.path}: {sorted(links)}"
        return self.browse.open(links[text])

    def value(self, name: str) -> str:
        """What the field of this name holds."""
        return self._fields(self._form_with_field(name)).get(name, "")

    def send(self, button: str, *, status: int = 200, **answers: Any) -> "Page":
        """Fill in the form that has the button, leave the rest as it is, and press the button."""
        pressed = self._button(button)
        form = pressed.find_parent("form")
        assert isinstance(form, Tag), f"the button {button!r} on {self.path} is in no form"
        known = {str(field.get("name")) for field in form.find_all(["input", "select", "textarea"])}
        assert set(answers) <= known, f"no such fields: {sorted(set(answers) - known)}; there are {sorted(known)}"
        data: dict[str, Any] = self._fields(form) | answers
        if pressed.get("name"):
            data[str(pressed["name"])] = str(pressed.get("value", ""))
        data = {name: value for name, value in data.items() if value is not None}
        return self.browse.post_to(str(pressed.get("formaction") or form["action"]), data, status=status)

    def _button(self, text: str) -> Tag:
        for button in self.soup.find_all("button"):
            if _words(button) == text:
                return button
        raise AssertionError(f"no button {text!r} on {self.path}")

    def _form_with_field(self, name: str) -> Tag:
        for form in self.soup.select("main form"):
            if form.find(attrs={"name": name}):
                return form
        raise AssertionError(f"no field {name!r} on {self.path}")

    def _fields(self, form: Tag) -> dict[str, Any]:
        """What the form would send untouched; a list where several boxes of one name are ticked."""
        data: dict[str, Any] = {}
        for field in form.find_all(["input", "select", "textarea"]):
            name, kind = str(field.get("name") or ""), field.get("type")
            if not name or (kind in ("radio", "checkbox") and not field.has_attr("checked")):
                continue
            before = data.get(name)
            value = _value(field)
            data[name] = value if before is None else [*(before if isinstance(before, list) else [before]), value]
        return data


def _value(field: Tag) -> Any:
    if field.name == "textarea":
        return field.get_text().removeprefix("\r\n").removeprefix("\n")
    if field.name != "select":
        return str(field.get("value", ""))
    options = field.find_all("option")
    chosen = [str(option.get("value", "")) for option in options if option.has_attr("selected")]
    if field.has_attr("multiple"):
        return chosen
    return chosen[0] if chosen else str(options[0].get("value", "")) if options else ""


def _words(tag: Any) -> str:
    return "" if tag is None else " ".join(tag.get_text(" ").replace("\xa0", " ").split())


def _text(answer: TestResponse) -> str:
    return " ".join(BeautifulSoup(answer.data, "html.parser").get_text(" ").split())
