"""The municipality's own way to a decision: recommendation, discussion in the joint body, the council."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from db.models.case import Task
from db.models.closing import Treatment
from workflows.processes.decision import MATTERS, Matter, Outcome
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.step import Step
from workflows.processes.takeover.facts import end_as, iso, municipality_of, regime_of, takeover_of
from workflows.processes.takeover.papers import municipal_paper
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import Direction, EventKind, Party, TakeoverOutcome

DECLARATION = "takeover_declaration"
TEXTS = {
    "summary": "Skriv et resumé.",
    "recommendation": "Skriv, hvad der indstilles.",
    "presentation": "Skriv sagsfremstillingen.",
    "economy": "Skriv, hvad overtagelsen betyder for økonomien.",
}


class Next(StrEnum):
    """What the municipality does when it knows enough, or does not."""

    DECIDE = "decide"
    DISCUSS = "discuss"
    MORE_DATA = "more_data"
    STOP = "stop"


class Recommendation(Answers):
    """The paper to the council, and what comes next; `presentation` says why when the municipality stops."""

    next: Next
    summary: str = ""
    recommendation: str = ""
    presentation: str = ""
    economy: str = ""
    meeting_on: Day | None = None
    discuss_by: Day | None = None


class Discussed(Answers):
    """What the joint body has said, or that it has not treated the takeover."""

    treated: Literal["yes", "no"]
    meeting_on: Day | None = None
    text: str = ""


@answers_to("task_prepare_recommendation")
def prepare_recommendation(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the recommendation and what comes next.

    Raises InputError for a missing text, a discussion without a day after today, and a stop without a reason.
    """
    at_once = AtOnce()
    given = at_once.read(Recommendation, answers)
    _check(step, given, at_once)
    takeover = takeover_of(step)
    takeover.recommendation = {name: getattr(given, name) for name in TEXTS}
    takeover.council_meeting_on = given.meeting_on
    if given.next is Next.STOP:
        end_as(step, TakeoverOutcome.NOT_PURSUED)
        step.note(EventKind.STEP, f"{municipality_of(step).name} går ikke videre: {given.presentation}")
        return {"next_step": "stop", "preparation": "stopped"}
    return {"next_step": given.next.value, "discuss_by": iso(given.discuss_by) or iso(step.today)}


def _check(step: Step, given: Recommendation, at_once: AtOnce) -> None:
    with at_once:
        if given.next in (Next.DECIDE, Next.DISCUSS):
            for name, message in TEXTS.items():
                with at_once:
                    if not getattr(given, name):
                        at_once.note([(name, message)])
    at_once.refuse(
        "discuss_by",
        "Skriv, hvornår organet senest kan nå at drøfte sagen; en dag efter i dag.",
        when=lambda: given.next is Next.DISCUSS and (given.discuss_by is None or given.discuss_by <= step.today),
    )
    at_once.refuse(
        "presentation",
        "Skriv, hvorfor I ikke går videre.",
        when=lambda: given.next is Next.STOP and not given.presentation,
    )
    at_once.tell()


@operation("takeover.lay_before_body")
def lay_before_body(step: Step, _data: Data) -> None:
    """Lay the recommendation before the joint body, so that it can discuss the takeover before the decision."""
    bodies = step.organisations(Party.DISCUSSING_BODY)
    step.issue(
        lambda envelope: municipal_paper(step, regime_of(step).body.name, envelope),
        to=bodies,
        issuer=municipality_of(step),
    )
    discussion = regime_of(step).discussion
    step.note(
        EventKind.DOCUMENT_SENT,
        f"{regime_of(step).body.name} kan drøfte overtagelsen, før kommunen beslutter",
        source=discussion.source,
    )


@answers_to("task_record_discussion")
def record_discussion(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what the body has said. A body that has treated the takeover is not told of it afterwards.

    Raises InputError for a treatment without text, or at a meeting that has not been held.

    Rule: midtjylland-2017, 14.1.
    """
    at_once = AtOnce()
    given = at_once.read(Discussed, answers)
    _check_treatment(step, given, at_once)
    body = regime_of(step).body.name
    if given.treated == "no":
        step.note(EventKind.STEP, f"{body} har ikke behandlet overtagelsen")
        return {}
    assert given.meeting_on is not None
    takeover = takeover_of(step)
    takeover.discussed_on, takeover.discussion = given.meeting_on, given.text
    step.note(EventKind.STEP, f"{body} har drøftet overtagelsen den {date_in_words(given.meeting_on)}")
    step.journal(Direction.IN, "Drøftelse af overtagelsen", body)
    return {"inform_body": "no"}


def _check_treatment(step: Step, given: Discussed, at_once: AtOnce) -> None:
    at_once.refuse(
        "meeting_on",
        "Skriv datoen for det møde, der har været holdt.",
        when=lambda: given.treated == "yes" and (given.meeting_on is None or given.meeting_on > step.today),
    )
    at_once.refuse("text", "Skriv, hvad organet har sagt.", when=lambda: given.treated == "yes" and not given.text)
    at_once.tell()


@operation("takeover.lay_before_council")
def lay_before_council(step: Step, _data: Data) -> Mapping[str, object]:
    """Lay the recommendation before the municipal council: shall the offers be taken over?"""
    takeover, municipality = takeover_of(step), municipality_of(step)
    council = f"Kommunalbestyrelsen i {municipality.name}"
    step.issue(lambda envelope: municipal_paper(step, council, envelope), to=[municipality], issuer=municipality)
    return {
        "decision_matter": DECLARATION,
        "deciders": [str(municipality.id)],
        "decision_due": iso(takeover.council_meeting_on),
    }


def _keep_council(step: Step, treatment: Treatment) -> None:
    """The council's meeting is the decision that the declaration rests on."""
    takeover = takeover_of(step)
    takeover.council_on = treatment.meeting_on if treatment.outcome == Outcome.APPROVED else None


MATTERS["takeover", DECLARATION] = Matter(
    title="Overtagelse af regionalt tilbud",
    question="Skal kommunen overtage tilbuddet fra regionen?",
    outcomes={
        Outcome.APPROVED: "Kommunen overtager",
        Outcome.CHANGES: "Sagen skal belyses mere eller ændres",
        Outcome.REFUSED: "Kommunen overtager ikke",
    },
    kept=_keep_council,
)
