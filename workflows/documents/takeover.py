"""The documents of a takeover, each with what it has to say.

Free text is plain text, a line per paragraph. Amounts are kroner with a surplus positive and a deficit
negative. `departures` are sentences on where the course departs from what the agreement recommends; the
documents never call one a breach. A takeover may cover several offers, each with its own calculation.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from workflows.documents.account import AmountChange
from workflows.documents.envelope import DeadlineShown, DocumentReference, Envelope, Offer, RuleCited
from workflows.documents.takeover_parts import TakeoverParties, Term, TransferData, Treated
from workflows.documents.takeover_share import TakeoverShare

Outcome = Literal["declared", "agreed", "taken_over", "withdrawn", "refused", "too_late"]


@dataclass(frozen=True)
class TakeoverDataRequest:
    """From the municipality to the region: what it needs to weigh a takeover. `items` are what is asked for."""

    kind: ClassVar[str] = "takeover_data_request"
    envelope: Envelope
    offers: tuple[Offer, ...]
    parties: TakeoverParties
    purpose: str
    items: tuple[str, ...]
    how_to_answer: str
    rules: tuple[RuleCited, ...]
    deadline: DeadlineShown | None = None
    takeover_on: date | None = None


@dataclass(frozen=True)
class CouncilRecommendation:
    """A council paper on a takeover, in the usual order. `hearing` and `discussions` stand under Høring.

    `deadline` is the date by which the region must have been told, or the transfer must have taken place.
    """

    envelope: Envelope
    offers: tuple[Offer, ...]
    parties: TakeoverParties
    body: str
    summary: str
    recommendation: tuple[str, ...]
    presentation: str
    economy: str
    rules: tuple[RuleCited, ...]
    meeting: date | None = None
    takeover_on: date | None = None
    deadline: DeadlineShown | None = None
    shares: tuple[TakeoverShare, ...] = ()
    transfer: TransferData | None = None
    hearing: str = ""
    discussions: tuple[Treated, ...] = ()
    departures: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class MunicipalRecommendation(CouncilRecommendation):
    """To the municipal council: shall the offers be taken over?"""

    kind: ClassVar[str] = "takeover_recommendation_municipal"


@dataclass(frozen=True)
class RegionalRecommendation(CouncilRecommendation):
    """To the regional council: the agreement on the terms that the municipality has accepted."""

    kind: ClassVar[str] = "takeover_recommendation_regional"


@dataclass(frozen=True)
class TakeoverDeclaration:
    """From the municipality to the regional council, in time: it takes the offers over.

    `declared_on` is the day it was told, where that is not the day of issue.
    """

    kind: ClassVar[str] = "takeover_declaration"
    envelope: Envelope
    offers: tuple[Offer, ...]
    parties: TakeoverParties
    decided_on: date
    takeover_on: date
    deadline: DeadlineShown
    rules: tuple[RuleCited, ...]
    reasons: str = ""
    discussions: tuple[Treated, ...] = ()
    next_steps: tuple[str, ...] = ()
    departures: tuple[str, ...] = ()
    declared_on: date | None = None


@dataclass(frozen=True)
class TakeoverTerms:
    """The region's terms. `changes` tells in a new version what is new since the one before.

    `availability`: how far the offers stay open to the other municipalities.
    """

    kind: ClassVar[str] = "takeover_terms"
    envelope: Envelope
    offers: tuple[Offer, ...]
    parties: TakeoverParties
    takeover_on: date
    shares: tuple[TakeoverShare, ...]
    transfer: TransferData
    terms: tuple[Term, ...]
    how_to_answer: str
    rules: tuple[RuleCited, ...]
    answer_by: DeadlineShown | None = None
    availability: str = ""
    changes: str = ""
    declaration: DocumentReference | None = None
    departures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signatory:
    """Who signs for a party; a name that is not known leaves an open line."""

    party: str
    name: str = ""
    title: str = ""


@dataclass(frozen=True)
class TakeoverAgreement:
    """Between the two councils, when both have approved it. `terms_document` are the terms it rests on."""

    kind: ClassVar[str] = "takeover_agreement"
    envelope: Envelope
    offers: tuple[Offer, ...]
    parties: TakeoverParties
    takeover_on: date
    approvals: tuple[Treated, ...]
    shares: tuple[TakeoverShare, ...]
    transfer: TransferData
    terms: tuple[Term, ...]
    signatories: tuple[Signatory, ...]
    rules: tuple[RuleCited, ...]
    terms_document: DocumentReference | None = None
    availability: str = ""
    departures: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakeoverInformation:
    """To the body and the other municipalities: what has come of the takeover; asks for no answer.

    `by` decided it on `on`. `issued` are documents that no longer have effect, for an outcome that ends it.
    """

    kind: ClassVar[str] = "takeover_information"
    envelope: Envelope
    offers: tuple[Offer, ...]
    parties: TakeoverParties
    outcome: Outcome
    on: date
    by: str
    reasons: str
    consequences: str
    rules: tuple[RuleCited, ...]
    takeover_on: date | None = None
    availability: str = ""
    next_steps: tuple[str, ...] = ()
    issued: tuple[DocumentReference, ...] = ()
    departures: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakeoverSettlement:
    """The terms against the region's final accounts, line by line.

    `balance` is what remains to be settled: positive is paid by the region to the municipality, negative by
    the municipality to the region. `shares` are computed from the final accounts.
    """

    kind: ClassVar[str] = "takeover_settlement"
    envelope: Envelope
    offers: tuple[Offer, ...]
    parties: TakeoverParties
    taken_over_on: date
    terms_document: DocumentReference
    lines: tuple[AmountChange, ...]
    balance: Decimal
    payment: str
    shares: tuple[TakeoverShare, ...]
    remarks: str
    rules: tuple[RuleCited, ...]
    agreement_document: DocumentReference | None = None
