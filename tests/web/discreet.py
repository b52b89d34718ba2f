"""A browser that is about a citizen: nothing of the citizen stands in an address, a header or a title of any answer."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.browse import Browse, Page


class Discreet(Browse):
    """A browser that fails when an answer tells of the citizen where it may not."""

    def __init__(self, app: Flask, telling: tuple[str, ...]) -> None:
        super().__init__(app)
        self.telling = telling
        """Words that tell who the citizen is, or how."""

    def says_nothing(self, text: Any) -> None:
        """Fail when the text tells of the citizen."""
        told = [word for word in self.telling if word.casefold() in str(text).casefold()]
        assert told == [], f"tells {told}"

    def _shown(self, answer: TestResponse, status: int) -> Page:
        page = super()._shown(answer, status)
        for one in (*answer.history, answer):
            self.says_nothing(one.request.url)
            self.says_nothing(one.headers)
        assert answer.headers["Cache-Control"] == "no-store"
        self.says_nothing(page.soup.title)
        for tag in page.soup.find_all(True):
            self.says_nothing(
                [value for name, value in tag.attrs.items() if name in ("href", "action", "src", "hx-post")]
            )
        return page
