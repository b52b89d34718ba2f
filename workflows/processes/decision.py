"""A decision at a meeting: one question to one or more councils or bodies, and what comes of their answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.case import Task
from db.models.closing import Treatment
from db.models.organisation import Meeting, Organisation
from workflows.documents.envelope import Document as DocumentContent
from workflows.documents.envelope import Envelope
from workflows.processes.attaching import TAKES_FILES, attached_to, journal_files
from workflows.processes.lookups import by_ids
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.pages import facts_for
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import Direction, EventKind, Labelled, OrganisationKind, Party


class Outcome(Labelled):
    """What a council or body decides; the label is the common one, a matter has its own."""

    APPROVED = "approved", "Godkendt"
    CHANGES = "changes", "Ændringer ønsket"
    REFUSED = "refused", "Afvist"


@dataclass(frozen=True)
class Matter:
    """What is decided in a process.

    `outcomes` are those that can be chosen, each with its label. `paper` is the case for the meeting, issued by
    `issuer` to each who decides. `checked` is asked for the meeting's date and may raise InputError or Refused;
    `kept` is told of each decision that was recorded. `reasons` are points of the agreement, each with `why` and
    `source`, for the page of the task.
    """

    title: str
    question: str
    outcomes: Mapping[Outcome, str]
    paper: Callable[[Step, Organisation, Envelope], DocumentContent] | None = None
    issuer: Callable[[Step], Organisation] | None = None
    kept: Callable[[Step, Treatment], None] | None = None
    checked: Callable[[Step, date], None] | None = None
    reasons: Callable[[Step], Sequence[Any]] | None = None


MATTERS: dict[tuple[str, str], Matter] = {}
"""By process and the matter's word."""
TAKES_FILES.add("task_decide")


class Decision(Answers):
    """A decision as it is registered."""

    meeting_on: Day
    outcome: Outcome
    text: str = ""


@operation("decision.open")
def open(step: Step, data: Data) -> None:
    """Give those who decide their part in the case, and lay the matter's paper before each."""
    word, ids = str(data["decision_matter"]), data["deciders"]
    assert isinstance(ids, list)
    if not ids:
        raise LookupError(f"{step.case.process}, {word}: nobody decides")
    found = by_ids(step.session, [UUID(one) for one in ids])
    deciders = sorted(found.values(), key=lambda organisation: organisation.name)
    step.involve(Party.DECIDING_BODY, deciders)
    _end_round(step, word)
    matter = _matter(step, word)
    _lay_before(step, matter, deciders)
    names = ", ".join(decider_name(decider) for decider in deciders)
    step.note(EventKind.STEP, f"{matter.title}: lagt frem til beslutning i {names}")


def _lay_before(step: Step, matter: Matter, deciders: list[Organisation]) -> None:
    if matter.paper is None:
        return
    if matter.issuer is None:
        raise LookupError(f"{matter.title}: nobody issues the paper")
    issuer = matter.issuer(step)
    for decider in deciders:
        step.issue(partial(matter.paper, step, decider), to=[decider], issuer=issuer)


@answers_to("task_decide")
def decide(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep one decision.

    Raises InputError for a meeting that has not been held, an outcome that the matter does not have, and changes
    or a refusal without a text; and what the matter's own check raises.
    """
    assert task.matter is not None
    matter = _matter(step, task.matter)
    at_once = AtOnce()
    given = at_once.read(Decision, answers)
    _check(step, matter, given, at_once)
    decider = next(row.organisation for row in step.parties if row.organisation_id == task.organisation_id)
    treatment = Treatment(
        case_id=step.case.id,
        body_id=decider.id,
        body=decider,
        matter=task.matter,
        meeting_on=given.meeting_on,
        conclusion=matter.outcomes[given.outcome],
        text=given.text,
        outcome=given.outcome.value,
    )
    _treatments(step, task.matter).append(treatment)
    step.session.add(treatment)
    name = decider_name(decider)
    step.note(EventKind.STEP, f"{matter.title}: {name} den {date_in_words(given.meeting_on)}: {treatment.conclusion}")
    step.journal(Direction.IN, f"Beslutning: {matter.title}", name)
    journal_files(step, attached_to(step, task), name)
    if matter.kept is not None:
        matter.kept(step, treatment)
    return {}


def _check(step: Step, matter: Matter, given: Decision, at_once: AtOnce) -> None:
    not_held = "Mødet har ikke været holdt endnu. Skriv datoen for mødet."
    at_once.refuse("meeting_on", not_held, when=lambda: given.meeting_on > step.today)
    at_once.refuse("outcome", "Vælg et af de svar, der kan gives.", when=lambda: given.outcome not in matter.outcomes)
    at_once.refuse(
        "text",
        "Skriv, hvad der er besluttet, og hvorfor.",
        when=lambda: given.outcome is not Outcome.APPROVED and not given.text,
    )
    with at_once:
        if matter.checked is not None:
            matter.checked(step, given.meeting_on)
    at_once.tell()


@operation("decision.close")
def close(step: Step, data: Data) -> Mapping[str, object]:
    """Put the decisions of the round together, when all have decided."""
    word = str(data["decision_matter"])
    outcome = outcome_of(Outcome(one.outcome) for one in _undergoing(step, word) if one.outcome)
    _end_round(step, word)
    return {"decision_outcome": outcome.value}


def _end_round(step: Step, matter: str) -> None:
    """Number the decisions given since the last round: those that come now are another round."""
    number = max((row.round for row in _treatments(step, matter) if row.round is not None), default=0) + 1
    for row in _undergoing(step, matter):
        row.round = number


def _undergoing(step: Step, matter: str) -> list[Treatment]:
    """The decisions of a round that has not ended."""
    return [row for row in _treatments(step, matter) if row.round is None]


def outcome_of(outcomes: Iterable[Outcome]) -> Outcome:
    """What comes of several decisions: refused if anyone refuses, else changes if anyone asks for them."""
    given = set(outcomes)
    return next(one for one in (Outcome.REFUSED, Outcome.CHANGES, Outcome.APPROVED) if one in given)


def decisions_on(step: Step, matter: str) -> list[Treatment]:
    """The decisions of the latest round in which someone has decided, with who did, in the order of the meetings."""
    rows = _treatments(step, matter)
    latest = None if _undergoing(step, matter) else max((row.round or 0 for row in rows), default=None)
    return sorted((row for row in rows if row.round == latest), key=lambda row: (row.meeting_on, row.body.name))


def _treatments(step: Step, matter: str) -> list[Treatment]:
    """All decisions on a matter, of every round; read once in a step."""
    key = ("decisions", matter)
    if key not in step.known:
        found = select(Treatment).where(Treatment.case_id == step.case.id, Treatment.matter == matter)
        step.known[key] = list(step.session.scalars(found.options(joinedload(Treatment.body))))
    kept: list[Treatment] = step.known[key]
    return kept


def _matter(step: Step, word: str) -> Matter:
    return MATTERS[step.case.process, word]


def decider_name(organisation: Organisation) -> str:
    """Who decides for an organisation, in words: its council, or the body itself."""
    if organisation.kind is OrganisationKind.MUNICIPALITY:
        return f"Kommunalbestyrelsen i {organisation.name}"
    if organisation.kind is OrganisationKind.REGION:
        return f"Regionsrådet i {organisation.name}"
    return organisation.name


@facts_for("task_decide")
def decision_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """The matter, who decides and when it meets next, and what has been decided so far, in this round and before."""
    assert task.matter is not None
    matter = _matter(step, task.matter)
    decider = next(row.organisation for row in step.parties if row.organisation_id == task.organisation_id)
    rows = sorted(_treatments(step, task.matter), key=lambda row: (row.round or 0, row.meeting_on, row.body.name))
    planned = select(Meeting).where(Meeting.body_id == decider.id, Meeting.held_on >= step.today)
    return {
        "matter": matter,
        "reasons": matter.reasons(step) if matter.reasons else (),
        "decider": decider_name(decider),
        "meetings": step.session.scalars(planned.order_by(Meeting.held_on).limit(3)).all(),
        "others": [row for row in rows if row.round is None],
        "earlier": [row for row in rows if row.round is not None],
        "today": step.today,
    }
