"""The documents of a closing, each with what it has to say.

Free text is plain text, a line per paragraph. Amounts are kroner with a surplus positive and a deficit
negative. What a field holds is settled by who issues the document; nothing is computed here.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from workflows.documents.account import Account, AmountChange, OwnShare
from workflows.documents.envelope import DeadlineShown, DocumentReference, Envelope, Offer, RuleCited


@dataclass(frozen=True)
class PossibleClosing:
    """To acting and paying municipalities, and to the business committee, as early as possible."""

    kind: ClassVar[str] = "possible_closing"
    envelope: Envelope
    offer: Offer
    reasons: str
    economy: str
    decided_by: str
    rules: tuple[RuleCited, ...]
    expected_decision: date | None = None
    expected_closing: date | None = None
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClosingMessage:
    """To all municipalities of the region and other buyers, with the reasons."""

    kind: ClassVar[str] = "closing_message"
    envelope: Envelope
    offer: Offer
    reasons: str
    economy: str
    hearing_body: str
    rules: tuple[RuleCited, ...]
    hearing_deadline: date | None = None
    alternatives: str = ""
    expected_decision: date | None = None
    expected_closing: date | None = None


@dataclass(frozen=True)
class HearingLetter:
    """To the members of the hearing body. `continuing_economy`: what it would cost to let the offer go on."""

    kind: ClassVar[str] = "hearing_letter"
    envelope: Envelope
    offer: Offer
    body: str
    deadline: DeadlineShown
    reasons: str
    economy: str
    questions: tuple[str, ...]
    how_to_answer: str
    rules: tuple[RuleCited, ...]
    meeting: date | None = None
    continuing_economy: str = ""
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class HearingAnswer:
    """One member's row. `position` is the label of `HearingPosition`, empty when nothing came.

    `outside` when the answer came by letter or at a meeting and was registered for the member.
    """

    member: str
    status: Literal["answered", "silent", "late"]
    position: str = ""
    received: date | None = None
    text: str = ""
    outside: bool = False


@dataclass(frozen=True)
class HearingSummary:
    """A paper for the hearing body's meeting, in the order of council papers; one row per member."""

    kind: ClassVar[str] = "hearing_summary"
    envelope: Envelope
    offer: Offer
    body: str
    deadline: date
    summary: str
    recommendation: tuple[str, ...]
    presentation: str
    economy: str
    answers: tuple[HearingAnswer, ...]
    rules: tuple[RuleCited, ...]
    meeting: date | None = None
    continuing_economy: str = ""
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClosingNotice:
    """Notice to the acting municipalities that the offer closes.

    `notice` is how the last day came about; none where the agreement sets no period.
    """

    kind: ClassVar[str] = "closing_notice"
    envelope: Envelope
    offer: Offer
    decided_on: date
    decided_by: str
    given: date
    notice: DeadlineShown | None
    reasons: str
    rules: tuple[RuleCited, ...]
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProvisionalAccount:
    """To the business committee, then to the affected municipalities.

    `body` is empty where no committee treats it first, `due` none where the agreement sets no date.
    """

    kind: ClassVar[str] = "provisional_account"
    envelope: Envelope
    offer: Offer
    decided_on: date
    body: str
    due: DeadlineShown | None
    assumptions: str
    account: Account
    rules: tuple[RuleCited, ...]


@dataclass(frozen=True)
class SignificantChange:
    """Every time the provisional account changes significantly."""

    kind: ClassVar[str] = "significant_change"
    envelope: Envelope
    offer: Offer
    account: DocumentReference
    reason: str
    changes: tuple[AmountChange, ...]
    share_changes: tuple[AmountChange, ...]
    rules: tuple[RuleCited, ...]


@dataclass(frozen=True)
class Endorsement:
    """The auditor's signed statement, word for word. `fee` is told when the account includes it."""

    auditor: str
    title: str
    firm: str
    signed_on: date
    statement: str
    reservation: str = ""
    fee: str = ""


@dataclass(frozen=True)
class FinalAccount:
    """Laid before the hearing body, then sent to the affected municipalities.

    `body` is empty where no body treats it, `endorsement` none where the agreement asks for none.
    """

    kind: ClassVar[str] = "final_account"
    envelope: Envelope
    offer: Offer
    decided_on: date
    body: str
    account: Account
    provisional: DocumentReference
    line_differences: tuple[AmountChange, ...]
    share_differences: tuple[AmountChange, ...]
    endorsement: Endorsement | None
    remarks: str
    rules: tuple[RuleCited, ...]


@dataclass(frozen=True)
class ShareLetter:
    """One municipality's share. `final` says which account it comes from, `payment` how it is settled."""

    kind: ClassVar[str] = "share_letter"
    envelope: Envelope
    offer: Offer
    decided_on: date
    final: bool
    source: DocumentReference
    share: OwnShare
    payment: str
    account: Account
    rules: tuple[RuleCited, ...]


@dataclass(frozen=True)
class OperatorStatement:
    """Where nothing is distributed: the result, the rule, and why the operator bears it."""

    kind: ClassVar[str] = "operator_statement"
    envelope: Envelope
    offer: Offer
    decided_on: date
    reason: str
    account: Account
    rules: tuple[RuleCited, ...]


@dataclass(frozen=True)
class CalledOff:
    """The closing is given up; what has been issued stays, and no longer has effect."""

    kind: ClassVar[str] = "called_off"
    envelope: Envelope
    offer: Offer
    decided_on: date
    decided_by: str
    reason: str
    issued: tuple[DocumentReference, ...]
    consequences: str
    rules: tuple[RuleCited, ...] = ()


@dataclass(frozen=True)
class WordChange:
    """A correction of something that is not an amount."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Correction:
    """What was wrong in a sent document, what is right, and what it moves."""

    kind: ClassVar[str] = "correction"
    envelope: Envelope
    offer: Offer
    corrected: DocumentReference
    mistake: str
    items: tuple[WordChange, ...]
    moved: tuple[AmountChange, ...]
    consequences: str
    replaced_by: DocumentReference | None = None
    rules: tuple[RuleCited, ...] = ()
