"""The documents of a referral to a communication centre, each with what it has to say.

They hold a citizen's personal data. What a document is called, its case's title and its file name never do. A
letter to the citizen has the citizen in its address window; the organisations among the envelope's receivers
get a copy and are named as such. Free text is plain text, a line per paragraph.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from workflows.documents.envelope import Contact, DeadlineShown, Envelope, RuleCited


@dataclass(frozen=True)
class Citizen:
    """`cpr` as it is printed: masked (`010180-****`) to all but the citizen."""

    name: str
    cpr: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class AssessmentReport:
    """From the centre to the acting municipality, short and precise; `author` made the assessment.

    `efforts` is advice on concrete efforts, least intrusive first, which is given only by agreement with the
    acting municipality (`advice_agreed`). `deadline` is that of the decision; `deadline_note` says what it
    presupposes, or why there is none. `renewed_because`: why a citizen assessed within 12 running months is
    assessed again. Rule: hovedstaden-2019-2020, 8.1 and 8.4.
    """

    kind: ClassVar[str] = "assessment_report"
    envelope: Envelope
    citizen: Citizen
    inquired_on: date
    target_group: str
    purpose: str
    goals: str
    expected_effect: str
    law: str
    paragraph: str
    author: Contact
    received: date
    deadline: DeadlineShown | None
    deadline_note: str
    rules: tuple[RuleCited, ...]
    efforts: tuple[str, ...] = ()
    advice_agreed: str = ""
    renewed_because: str = ""
    municipal_contact: Contact | None = None


@dataclass(frozen=True)
class MissingInformation:
    """To the centre or the citizen: what the acting municipality lacks, and what that means for the deadline.

    With `stands_still_from` the letter says that the clock stands still, and that this is our rule since the
    agreement is silent; `deadline` is the date that held until then, `days_left` the working days that are
    left when the clock runs again. `clock_note` is what there is to say besides, or why there is no clock.
    """

    kind: ClassVar[str] = "missing_information"
    envelope: Envelope
    citizen: Citizen
    to_citizen: bool
    missing: str
    wanted_by: date | None
    stands_still_from: date | None
    clock_note: str
    rules: tuple[RuleCited, ...]
    deadline: DeadlineShown | None = None
    days_left: int | None = None
    how_to_answer: str = ""


@dataclass(frozen=True)
class PartyHearing:
    """To the citizen before a decision: the information it will rest on, and until when to comment on it.

    Rule: forvaltningsloven § 19.
    """

    kind: ClassVar[str] = "party_hearing"
    envelope: Envelope
    citizen: Citizen
    intended: Literal["partly", "refuse"]
    information: str
    deadline: date
    how_to_answer: str
    rules: tuple[RuleCited, ...]


@dataclass(frozen=True)
class ComplaintGuide:
    """To whom, by when (counted from receipt), and how. Rule: forvaltningsloven § 25."""

    authority: str
    how: str
    deadline: DeadlineShown


@dataclass(frozen=True)
class ReferralDecision:
    """The decision: first what is decided, then why, with the rules, then how to complain.

    `decision` is one sentence. In a refusal, service, law and paragraph are those refused, extent and period are
    empty; `refused` says in words what is not granted besides. `reasons` are the main considerations and the
    facts that weighed; `heard` tells how the citizen was heard, or why not. Rule: forvaltningsloven §§ 22–25.
    """

    kind: ClassVar[str] = "referral_decision"
    envelope: Envelope
    citizen: Citizen
    outcome: Literal["grant", "partly", "refuse"]
    decision: str
    decided_on: date
    decided_by: str
    service: str
    law: str
    paragraph: str
    extent: str
    period: str
    reasons: str
    heard: str
    complaint: ComplaintGuide
    rules: tuple[RuleCited, ...]
    refused: str = ""
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReferralNotice:
    """Something in the course that the citizen is told; `subject` is its heading and holds no personal data."""

    kind: ClassVar[str] = "referral_notice"
    envelope: Envelope
    citizen: Citizen
    subject: str
    paragraphs: tuple[str, ...]
    rules: tuple[RuleCited, ...]
