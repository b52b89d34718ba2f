"""What several documents of a takeover hold: the parties, and what goes along with the offers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows.documents.envelope import Day


@dataclass(frozen=True)
class TakeoverParties:
    """Who takes over from whom; the councils as they are named in a sentence (`Byrådet i Kolding Kommune`)."""

    municipality: str
    region: str
    council: str
    regional_council: str


@dataclass(frozen=True)
class Holding:
    """An asset (positive) or a liability (negative), in kroner."""

    label: str
    amount: Decimal
    explanation: str = ""


@dataclass(frozen=True)
class StaffGroup:
    """`full_time` is the number of full-time posts; none where it is not known."""

    group: str
    employees: int
    full_time: Decimal | None = None


@dataclass(frozen=True)
class PlacesUsed:
    """What one acting municipality has in the offers."""

    municipality: str
    places: int
    users: int


@dataclass(frozen=True)
class OpenContract:
    """A contract that is running; `ends` is none for one without a date."""

    party: str
    subject: str
    ends: Day | None = None
    remarks: str = ""


@dataclass(frozen=True)
class TransferData:
    """What goes along with the offers, as the region has told it. What is not told is not printed.

    `property_value` is that of the time of the takeover, in kroner; it goes into the tariff.
    Rule: syddanmark-2025-2026, bilag 10.
    """

    holdings: tuple[Holding, ...] = ()
    property_value: Decimal | None = None
    property_note: str = ""
    staff: tuple[StaffGroup, ...] = ()
    civil_servants: str = ""
    pensions: str = ""
    users: tuple[PlacesUsed, ...] = ()
    contracts: tuple[OpenContract, ...] = ()
    remarks: str = ""


@dataclass(frozen=True)
class Treated:
    """What a body or a council has said of the takeover; `on` is none where the meeting is still to come."""

    body: str
    on: date | None
    conclusion: str


@dataclass(frozen=True)
class Term:
    """One of the terms, in words; a line of text per paragraph."""

    heading: str
    text: str
