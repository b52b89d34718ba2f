"""The agenda and the minutes of a body's meeting.

The envelope's case is the meeting: its number is that of body and day.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from workflows.documents.envelope import Envelope, RuleCited


@dataclass(frozen=True)
class Paper:
    """A paper that goes with a point. `page` is its page in the bundle, none where it is not bundled."""

    document_id: str
    number: str
    version: int
    title: str
    issued: date
    page: int | None = None


@dataclass(frozen=True)
class FileWithPoint:
    """A file from outside that goes with a point, after its papers; `size` in bytes, `sha256` of its bytes.

    `page` is the page of the bundle that announces it; `shown` when its pages follow, else it is enclosed as a file.
    """

    file_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    page: int | None = None
    shown: bool = False


@dataclass(frozen=True)
class Point:
    """A point of an agenda, in the order of a council paper; what the case does not give is empty.

    `treatment` says what it is there for, `deadline` by when it must be decided and why, `note` is the secretary's own.
    """

    title: str
    case_number: str = ""
    treatment: str = ""
    closed: bool = False
    minutes: int | None = None
    summary: str = ""
    recommendation: tuple[str, ...] = ()
    presentation: str = ""
    rules: tuple[RuleCited, ...] = ()
    economy: str = ""
    hearing: str = ""
    deadline: str = ""
    note: str = ""
    papers: tuple[Paper, ...] = ()
    files: tuple[FileWithPoint, ...] = ()
    enclosures: tuple[str, ...] = ()
    """What the case's own paper names as enclosed."""
    struck: str = ""
    """Why the point is not treated at this meeting after all; it keeps its number."""


@dataclass(frozen=True)
class Agenda:
    """The agenda of a meeting. `bundled` when it heads the file with all its papers."""

    kind: ClassVar[str] = "agenda"
    envelope: Envelope
    body: str
    held_on: date
    place: str
    members: tuple[str, ...]
    points: tuple[Point, ...]
    bundled: bool = False


@dataclass(frozen=True)
class DissentTold:
    """Who stands apart from a conclusion: `how` in the words of the minutes, and the own words."""

    who: str
    how: str
    text: str = ""


@dataclass(frozen=True)
class Treated:
    """A point as it was treated: what was concluded, or to when it was postponed."""

    title: str
    case_number: str = ""
    treatment: str = ""
    closed: bool = False
    conclusion: str = ""
    text: str = ""
    postponed_to: date | None = None
    outcome: str = ""
    """Where there is neither a conclusion nor another meeting: why."""
    dissents: tuple[DissentTold, ...] = ()


@dataclass(frozen=True)
class Attended:
    """A member of the body: whether it was there, and by whom."""

    organisation_id: str
    member: str
    attendance: Literal["present", "apologies", "absent"]
    person: str = ""


@dataclass(frozen=True)
class Minutes:
    """The minutes of a meeting. `present` are others who were there, and all where the body has no members."""

    kind: ClassVar[str] = "minutes"
    envelope: Envelope
    body: str
    held_on: date
    place: str
    present: tuple[str, ...]
    points: tuple[Treated, ...]
    agenda_version: int | None
    remarks: str = ""
    attendance: tuple[Attended, ...] = ()
