"""The documents of the yearly re-evaluation of the listed offers.

The names of the bodies, the wording of the criteria and the rules cited are data. Nothing is computed here.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from workflows.documents.envelope import DeadlineShown, DocumentReference, Envelope, RuleCited
from workflows.documents.plots import Plot


@dataclass(frozen=True)
class EvaluatedOffer:
    """An offer that is asked about or evaluated. `group` is `Børn og unge` or `Voksne`."""

    name: str
    operator: str
    target_group: str
    group: str
    standing: Literal["listed", "new", "other"]


@dataclass(frozen=True)
class Criterion:
    """One of the criteria, in the words of the technical annex."""

    number: int
    text: str


@dataclass(frozen=True)
class ReevaluationQuestionnaire:
    """To all municipalities of the region. `demand` is yes in the years when demand is asked about too."""

    kind: ClassVar[str] = "reevaluation_questionnaire"
    envelope: Envelope
    task_force: str
    year: int
    background: str
    offers: tuple[EvaluatedOffer, ...]
    criteria: tuple[Criterion, ...]
    questions: tuple[str, ...]
    demand: bool
    deadline: DeadlineShown
    how_to_answer: str
    rules: tuple[RuleCited, ...]


@dataclass(frozen=True)
class CriterionMet:
    """How an offer stands to one criterion this year."""

    criterion: Criterion
    met: Literal["yes", "partly", "no"]
    text: str


@dataclass(frozen=True)
class OfferEvaluation:
    """One offer: criterion by criterion, and what the task force concludes.

    `meets` is whether the offer meets the criteria as a whole, `demand` what the municipalities answered,
    `duties` how the offer lives up to what is asked of listed offers.
    """

    offer: EvaluatedOffer
    criteria: tuple[CriterionMet, ...]
    meets: bool
    conclusion: str
    demand: str = ""
    duties: str = ""
    demand_plot: Plot | None = None


@dataclass(frozen=True)
class ReevaluationEvaluation:
    """The task force's evaluation of one or several offers in a year."""

    kind: ClassVar[str] = "reevaluation_evaluation"
    envelope: Envelope
    task_force: str
    year: int
    evaluations: tuple[OfferEvaluation, ...]
    answered: int
    asked: int
    rules: tuple[RuleCited, ...]
    questionnaire: DocumentReference | None = None


@dataclass(frozen=True)
class ListEntry:
    offer: EvaluatedOffer
    change: Literal["kept", "added", "removed"]
    reason: str = ""


@dataclass(frozen=True)
class ReevaluationList:
    """The list of most specialised offers: a paper to the body that adopts it, then the list as adopted.

    `adopted_on` is none as long as the list is proposed. Removed offers stand in `entries` too.
    """

    kind: ClassVar[str] = "reevaluation_list"
    envelope: Envelope
    task_force: str
    body: str
    year: int
    summary: str
    recommendation: tuple[str, ...]
    presentation: str
    entries: tuple[ListEntry, ...]
    rules: tuple[RuleCited, ...]
    meeting: date | None = None
    adopted_on: date | None = None
    valid_from: date | None = None
    remarks: str = ""
    enclosures: tuple[str, ...] = ()
