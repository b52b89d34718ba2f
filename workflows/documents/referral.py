"""The documents of a referral to a communication centre, each with what it has to say.

They hold a citizen's personal data. What a document is called, its case's title and its file name never do.
Free text is plain text, a line per paragraph.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from workflows.documents.envelope import Contact, Day, DeadlineShown, DocumentReference, Envelope, RuleCited


@dataclass(frozen=True)
class Citizen:
    """`cpr` as it is printed: masked (`010180-****`) to all but the citizen."""

    name: str
    cpr: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class AssessmentReport:
    """From the centre to the acting municipality, short and precise.

    `examiner` made the assessment. `renewed_because` says why a citizen assessed within 12 running months is
    assessed again; `advice` on concrete efforts is given only by agreement with the acting municipality.
    Rule: hovedstaden-2019-2020, 8.4.
    """

    kind: ClassVar[str] = "assessment_report"
    envelope: Envelope
    citizen: Citizen
    asked_by: str
    finished_on: date
    purpose: str
    goals: tuple[str, ...]
    expected_effect: str
    proposed_law: str
    examiner: Contact
    rules: tuple[RuleCited, ...]
    begun_on: date | None = None
    findings: str = ""
    advice: str = ""
    latest_before: date | None = None
    renewed_because: str = ""
    municipal_contact: Contact | None = None
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class MissingInformation:
    """To the centre or the citizen: what the acting municipality lacks, and that the clock stands still.

    `deadline` is the date that held until then; `days_left` are the working days that are left when the clock
    runs again. `to_citizen` settles who is spoken to.
    """

    kind: ClassVar[str] = "missing_information"
    envelope: Envelope
    citizen: Citizen
    to_citizen: bool
    received_on: date
    missing: tuple[str, ...]
    stands_still_from: date
    deadline: DeadlineShown
    days_left: int
    how_to_answer: str
    rules: tuple[RuleCited, ...]
    answer_by: date | None = None


@dataclass(frozen=True)
class FactHeard:
    """A piece of information the decision will rest on, and where it comes from."""

    text: str
    origin: str = ""


@dataclass(frozen=True)
class PartyHearing:
    """To the citizen before a decision: the facts that the municipality has, and until when to comment.

    Rule: forvaltningsloven § 19.
    """

    kind: ClassVar[str] = "party_hearing"
    envelope: Envelope
    citizen: Citizen
    facts: tuple[FactHeard, ...]
    significance: str
    deadline: DeadlineShown
    how_to_answer: str
    rules: tuple[RuleCited, ...]
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class ServiceGranted:
    """`ends` is none for a service without an end; `provider` delivers it."""

    service: str
    law: str
    extent: str
    begins: Day | None = None
    ends: Day | None = None
    provider: str = ""


@dataclass(frozen=True)
class ComplaintGuide:
    """To whom, by when, and how; `deadline` is counted from receipt. `where` is one text per line."""

    authority: str
    deadline: DeadlineShown
    how: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReferralDecision:
    """The acting municipality's decision: first what is decided, then why, then how to complain.

    `refused` says in words what is not granted; empty when all is granted. `reasons` are the main
    considerations, `facts` those that weighed. `heard` tells of the party hearing or why there was none.
    Rule: forvaltningsloven §§ 22–25.
    """

    kind: ClassVar[str] = "referral_decision"
    envelope: Envelope
    citizen: Citizen
    outcome: Literal["granted", "partly", "refused"]
    decided_on: date
    services: tuple[ServiceGranted, ...]
    refused: str
    reasons: str
    facts: tuple[str, ...]
    rules: tuple[RuleCited, ...]
    complaint: ComplaintGuide
    heard: str = ""
    assessment: DocumentReference | None = None
    next_steps: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Particular:
    label: str
    value: str


@dataclass(frozen=True)
class ReferralNotice:
    """Something in the course that a party is told; `about` is its heading and holds no personal data."""

    kind: ClassVar[str] = "referral_notice"
    envelope: Envelope
    about: str
    text: str
    citizen: Citizen | None = None
    particulars: tuple[Particular, ...] = ()
    next_steps: tuple[str, ...] = ()
    rules: tuple[RuleCited, ...] = ()
    copy_to: tuple[str, ...] = ()
