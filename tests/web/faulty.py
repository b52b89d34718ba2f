"""Sends the form of a task with faults of all kinds, and says what is wrong with the answer."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from tests.web.browse import Browse, Page
from workflows.errors import Refused
from workflows.services.casework import tasks

UNREADABLE = {"date": "31-2-2026", "figure": "12x,5,6"}
FAR_OFF = {"date": "1-1-2190", "figure": "-5"}
TAKEN = "Svaret var taget."
UNREAD = ("Datoen findes ikke i kalenderen", "Skriv beløbet", "Skriv procenten", "Skriv et tal", "Skriv et helt tal")


class FaultySender:
    """One person who sends one task again and again, and never right; nothing of it is kept."""

    def __init__(self, browse: Browse, task_id: Any) -> None:
        self.browse = browse
        self.address = f"/opgaver/{task_id}/udfoer"
        self.page = browse.get("tasks.show", task_id=task_id)
        self.form = _form(self.page.soup)
        self.kinds = {name: kind for field in _typed(self.form) for name, kind in [(str(field["name"]), _kind(field))]}

    def faults(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What the answers to all the faulty forms lack."""
        with monkeypatch.context() as patch:
            patch.setattr(tasks, "end_task", _refuse_all)
            return [fault for choice in range(self._choices()) for fault in self._faults_of(choice)]

    def _faults_of(self, choice: int) -> Iterator[str]:
        told: dict[str, dict[str, str]] = {}
        readable = [name for name, kind in self.kinds.items() if kind in UNREADABLE]
        for broken in (readable[:1] + readable[-1:]) or [""]:
            answer = self._send(self._answers(choice, broken))
            if TAKEN in answer.get_text():
                continue
            told[broken] = _told(answer)
            yield from self._what_is_lost(answer, self._answers(choice, broken))
            yield from _without_a_field(answer)
        rules = {name: text for one in told.values() for name, text in one.items() if not _unread(text)}
        for broken, one in told.items():
            yield from (f"{name} is not told beside {broken}" for name in rules.keys() - one.keys() - {broken})

    def _answers(self, choice: int, broken: str) -> dict[str, str]:
        """Every date far off, every figure negative, every text empty; one of them can't be read at all."""
        typed = {name: FAR_OFF.get(kind, "") for name, kind in self.kinds.items() if kind != "file"}
        chosen = {name: values[min(choice, len(values) - 1)] for name, values in self._radios().items()}
        return typed | chosen | ({broken: UNREADABLE[self.kinds[broken]]} if broken else {})

    def _radios(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for field in self.form.select("input[type=radio]"):
            found.setdefault(str(field["name"]), []).append(str(field["value"]))
        return found

    def _choices(self) -> int:
        return max(map(len, self._radios().values()), default=1)

    def _send(self, answers: dict[str, str]) -> BeautifulSoup:
        data = self.page._fields(self.form) | answers
        sent = self.browse.client.post(self.address, data=data, headers={"Origin": "http://localhost"})
        assert sent.status_code == 422, f"{sent.status_code} at {self.address}"
        return BeautifulSoup(sent.data, "html.parser")

    def _what_is_lost(self, answer: BeautifulSoup, typed: dict[str, str]) -> Iterator[str]:
        kept = Page(self.browse, self.page.answer, answer)._fields(_form(answer))
        yield from (f"{name} has lost {text!r}" for name, text in typed.items() if text and kept.get(name) != text)


def _refuse_all(*_: Any) -> None:
    raise Refused(TAKEN)


def _form(soup: BeautifulSoup) -> Tag:
    form = soup.select_one("form[data-task]")
    assert form is not None
    return form


def _typed(form: Tag) -> list[Tag]:
    found = form.select("textarea[name], input[name]")
    return [one for one in found if one.get("type") in (None, "text") and not str(one["name"]).startswith("paste_")]


def _kind(field: Tag) -> str:
    if field.get("data-reads") == "date":
        return "date"
    return "figure" if field.get("inputmode") in ("decimal", "numeric") else "text"


def _told(answer: BeautifulSoup) -> dict[str, str]:
    """The lines of the summary by the place on the page that each leads to."""
    links = answer.select(".error-summary a")
    return {str(link["href"])[1:].removesuffix("-error"): link.get_text(" ", strip=True) for link in links}


def _without_a_field(answer: BeautifulSoup) -> Iterator[str]:
    for line in answer.select(".error-summary li"):
        link = line.find("a")
        if not isinstance(link, Tag) or answer.find(id=str(link["href"])[1:]) is None:
            yield f"no field for {line.get_text(' ', strip=True)!r}"
    if not answer.select(".error-summary li"):
        yield "nothing is told above the form"


def _unread(text: str) -> bool:
    return any(words in text for words in UNREAD)
