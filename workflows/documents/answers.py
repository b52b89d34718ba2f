"""The note in which the answers to a request or a questionnaire are collected."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from workflows.documents.envelope import DocumentReference, Envelope


@dataclass(frozen=True)
class FileGiven:
    """A file that came with an answer; `size` in bytes, `sha256` of the bytes as they were given."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class AnswerGiven:
    """One who was asked, and what came; `awaited` while the time is not over.

    `outside` when it came outside Rammesag and was registered by who asked.
    """

    member: str
    status: Literal["answered", "late", "silent", "awaited"]
    received: date | None = None
    text: str = ""
    files: tuple[FileGiven, ...] = ()
    outside: bool = False


@dataclass(frozen=True)
class DemandRow:
    """What one municipality says of its demand for an offer, in citizens."""

    member: str
    citizens: int
    expected: int
    text: str = ""


@dataclass(frozen=True)
class DemandTold:
    """The demand for one offer, by those who use it or expect to, and in all; `asked` have answered."""

    offer: str
    asked: int
    citizens: int
    expected: int
    rows: tuple[DemandRow, ...]


@dataclass(frozen=True)
class ProposalTold:
    """An offer that one of those who were asked proposes."""

    member: str
    name: str
    operator: str = ""
    text: str = ""


@dataclass(frozen=True)
class AnswersNote:
    """What was asked and what came. `items` are what was asked for; `closed` when nothing more is awaited."""

    kind: ClassVar[str] = "answers_note"
    envelope: Envelope
    asked: str
    asked_by: str
    sent: date
    deadline: date
    closed: bool
    items: tuple[str, ...]
    answers: tuple[AnswerGiven, ...]
    demand: tuple[DemandTold, ...] = ()
    proposals: tuple[ProposalTold, ...] = ()
    letter: DocumentReference | None = None
