"""What every document carries, whatever it says: number, version, case, sender, receivers."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from workflows.documents.kinds import KINDS

Day = date


@dataclass(frozen=True)
class Sender:
    """The authority that signs. `address` is one text per line, `unit` its department."""

    name: str
    address: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Receiver:
    name: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """The person who signs and answers questions."""

    name: str
    title: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Agreement:
    """`id` as rules are cited by (`syddanmark-2025-2026`), `title` as people read it."""

    id: str
    title: str


@dataclass(frozen=True)
class DocumentReference:
    """Another document of the case."""

    number: str
    version: int
    title: str = ""
    issued: date | None = None


@dataclass(frozen=True)
class Envelope:
    """`receiver_group` stands in the address window in place of a long list, which is then printed last."""

    number: str
    version: int
    issued: date
    case_number: str
    case_title: str
    sender: Sender
    receivers: tuple[Receiver, ...]
    agreement: Agreement
    contact: Contact
    replaces: DocumentReference | None = None
    receiver_group: str = ""


@dataclass(frozen=True)
class Offer:
    """The offer as the reader needs to know it. `services` says after which law, `structure` is the label."""

    name: str
    operator: str
    services: str
    target_group: str
    places: int
    structure: str
    address: str = ""


@dataclass(frozen=True)
class RuleCited:
    """A rule told in a sentence, and where it stands (`syddanmark-2025-2026, bilag 5`)."""

    text: str
    source: str


@dataclass(frozen=True)
class DeadlineShown:
    """A computed deadline with the deadline engine's own explanation."""

    label: str
    date: Day
    last_working_day: Day
    explanation: str
    source: str


class Document(Protocol):
    """What can be kept and rendered: a frozen dataclass of one kind."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    kind: ClassVar[str]

    @property
    def envelope(self) -> Envelope: ...


def to_data(document: Document) -> dict[str, object]:
    """The document's kept data: JSON-able, dates in ISO, amounts as text in kroner.

    Raises TypeError for a value that has no one way of being written, such as a float.
    """
    return {"kind": document.kind, "title": KINDS[document.kind].title, **_fields(document)}


def _fields(instance: Any) -> dict[str, object]:
    return {field.name: _plain(getattr(instance, field.name)) for field in fields(instance)}


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}" if value else "0"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if is_dataclass(value):
        return _fields(value)
    raise TypeError(f"{type(value).__name__} cannot be kept as a document's data")
