"""The documents of the emergency brake, each with what it has to say.

The names of the model and of the bodies, and the rules cited, are data: agreements differ in them, and the
secretariat sets some of them up. Free text is plain text, a line per paragraph. Amounts are kroner; what a
municipality pays is positive, and so is a rise of it. Nothing is computed here.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from workflows.documents.closing import HearingAnswer
from workflows.documents.envelope import DeadlineShown, DocumentReference, Envelope, Offer, RuleCited
from workflows.documents.measures import Bodies, HearingResult, Measure, MeasureEffect
from workflows.documents.plots import Plot


@dataclass(frozen=True)
class Told:
    """A text under a heading of its own."""

    heading: str
    text: str


@dataclass(frozen=True)
class Presupposed:
    """What an operator must have considered itself (`Lukning af pladser`), and its answer."""

    measure: str
    answer: str


@dataclass(frozen=True)
class BrakeNomination:
    """From the operator to the officials' committee.

    `concern` says in short why the offer's existence is threatened, `description` tells it in detail.
    `occupancy` is in percent over years, `accounts` in kroner over years. `acute_reason` is empty where the
    nomination can wait for the task force's next fixed date, which is `task_force_meeting`.
    """

    kind: ClassVar[str] = "brake_nomination"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    concern: str
    description: str
    economy: str
    presupposed: tuple[Presupposed, ...]
    occupancy: Plot
    rules: tuple[RuleCited, ...]
    accounts: Plot | None = None
    acute_reason: str = ""
    task_force_meeting: date | None = None
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrakeAnswer:
    """From the committee: sent on to the task force, with its mandate, or turned down with reasons.

    `assessment` is the committee's own: demand, alternatives inside and outside the region, the character of
    the offer. `report_due` and `task_force_meeting` are for a nomination that is sent on.
    """

    kind: ClassVar[str] = "brake_answer"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    outcome: Literal["sent_on", "turned_down"]
    decided_on: date
    nomination: DocumentReference
    assessment: tuple[Told, ...]
    reasons: str
    rules: tuple[RuleCited, ...]
    focus_areas: tuple[str, ...] = ()
    attention_points: tuple[str, ...] = ()
    acute_reason: str = ""
    task_force_meeting: date | None = None
    report_due: DeadlineShown | None = None
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrakeDataRequest:
    """From the task force to the operator, or to municipalities."""

    kind: ClassVar[str] = "brake_data_request"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    background: str
    items: tuple[str, ...]
    deadline: DeadlineShown
    how_to_answer: str
    rules: tuple[RuleCited, ...]
    mandate: DocumentReference | None = None


@dataclass(frozen=True)
class Finding:
    """What was found in one area of the mapping, or for one focus area; `by` is who mapped it."""

    area: str
    text: str
    by: str = ""


@dataclass(frozen=True)
class DataCollected:
    """Data asked for during the mapping: what, from whom, and when it came, if it came."""

    what: str
    source: str
    received: date | None = None


@dataclass(frozen=True)
class BrakeReport:
    """The task force's mapping report and recommendation, laid before the committee's meeting.

    `available` is whether the offer shall be available henceforth. `measures` is empty where it needs none.
    `together` is the cost of several measures at once, `no_hearing` why buyers were not heard where they should be.
    `asked_for` is what the committee wanted mapped further, after an earlier report. `region` tells how the
    region takes part where it is the operator, `knowledge` how knowledge is kept where the offer closes.
    The figures of the plots and the calculations go along as an attached file.
    """

    kind: ClassVar[str] = "brake_report"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    body: str
    summary: str
    mandate: DocumentReference
    mapping: tuple[Finding, ...]
    focus_areas: tuple[Finding, ...]
    occupancy: Plot
    available: bool
    reasons: str
    measures: tuple[Measure, ...]
    rules: tuple[RuleCited, ...]
    meeting: date | None = None
    accounts: Plot | None = None
    together: MeasureEffect | None = None
    attention_points: tuple[Finding, ...] = ()
    collected: tuple[DataCollected, ...] = ()
    hearing: HearingResult | None = None
    no_hearing: str = ""
    asked_for: str = ""
    region: str = ""
    knowledge: str = ""
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrakeHearingLetter:
    """To the offer's buyer municipalities, before longer notice periods are laid on them.

    `notice_now` and `notice_proposed` are written out: `løbende måned plus to måneder`.
    """

    kind: ClassVar[str] = "brake_hearing_letter"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    notice_now: str
    notice_proposed: str
    reasons: str
    consequences: str
    deadline: DeadlineShown
    questions: tuple[str, ...]
    how_to_answer: str
    rules: tuple[RuleCited, ...]
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrakeHearingSummary:
    """The buyer municipalities' answers, one row for each, to the task force and the committee."""

    kind: ClassVar[str] = "brake_hearing_summary"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    notice_now: str
    notice_proposed: str
    letter: DocumentReference | None
    deadline: date
    summary: str
    answers: tuple[HearingAnswer, ...]
    rules: tuple[RuleCited, ...]


@dataclass(frozen=True)
class BrakeKkrRecommendation:
    """The committee's paper to the deciding body, in the order of council papers.

    `body` is that body's name. `region` tells how the region has taken part where it is the operator.
    """

    kind: ClassVar[str] = "brake_kkr_recommendation"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    body: str
    summary: str
    recommendation: tuple[str, ...]
    presentation: str
    available: bool
    measures: tuple[Measure, ...]
    economy: str
    rules: tuple[RuleCited, ...]
    meeting: date | None = None
    hearing: HearingResult | None = None
    no_hearing: str = ""
    together: MeasureEffect | None = None
    region: str = ""
    knowledge: str = ""
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUpDate:
    on: date
    what: str


@dataclass(frozen=True)
class BrakeKkrDecision:
    """What was decided in the end, to the operator and the municipalities. The decision stands first.

    `available` is none where that was not decided, as when a recommendation is not followed.
    `measures` are those that are now carried out, `duties` what the agreement asks of the offer meanwhile.
    """

    kind: ClassVar[str] = "brake_kkr_decision"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    decided_on: date
    decision: str
    followed: bool
    available: bool | None
    reasons: str
    measures: tuple[Measure, ...]
    rules: tuple[RuleCited, ...]
    together: MeasureEffect | None = None
    duties: tuple[str, ...] = ()
    follow_up: tuple[FollowUpDate, ...] = ()
    knowledge: str = ""
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowedUp:
    """Where a measure, or a duty of the offer, stands. `responsible` carries it out, `due` by when."""

    what: str
    status: Literal["not_begun", "under_way", "carried_out", "given_up"]
    text: str = ""
    responsible: str = ""
    due: date | None = None


@dataclass(frozen=True)
class BrakeFollowUp:
    """Status of the measures on a set day, to the committee and those whom the measures concern."""

    kind: ClassVar[str] = "brake_followup"
    envelope: Envelope
    offer: Offer
    bodies: Bodies
    status_on: date
    decision: DocumentReference
    conclusion: str
    measures: tuple[FollowedUp, ...]
    duties: tuple[FollowedUp, ...]
    rules: tuple[RuleCited, ...]
    occupancy: Plot | None = None
    accounts: Plot | None = None
    next_status: date | None = None
