"""The assessment of a nomination: sent on to the task force with a mandate, or turned down with reasons."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import uuid4

from pydantic import Field

from db.models.case import Task
from db.models.closing import Treatment
from workflows.processes.emergency_brake.facts import (
    body,
    brake_of,
    focus_areas,
    keep_focus_areas,
    must_be_ahead,
    must_be_held,
    regime_of,
    who,
)
from workflows.processes.emergency_brake.kept import FocusArea
from workflows.processes.emergency_brake.papers import answer_paper
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import Direction, EventKind, Party

Text = Annotated[str, Field(min_length=1)]


class Outcome(StrEnum):
    TASK_FORCE = "task_force"
    TURNED_DOWN = "turned_down"


CONCLUSIONS = {Outcome.TASK_FORCE: "Sendt til afdækning", Outcome.TURNED_DOWN: "Indstillingen er afvist"}


class Assessment(Answers):
    """The body's own assessment, and what it leads to."""

    meeting_on: Day
    demand: Text
    alternatives_inside: Text
    alternatives_outside: Text
    character: Text
    outcome: Outcome
    reasons: str = ""
    focus_areas: tuple[Text, ...] = ()
    attention_points: tuple[Text, ...] = ()
    report_due: Day | None = None


@answers_to("task_assess_nomination")
def assess_nomination(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the assessment.

    Raises InputError for a refusal without reasons and a mandate without focus areas.
    Rule: hovedstaden-2019-2020, 9.1.
    """
    at_once = AtOnce()
    given = at_once.read(Assessment, answers)
    _check(step, given, at_once)
    brake_of(step).assessment = {
        **given.model_dump(mode="json"),
        "report_due_set_by": who(step) if given.report_due else "",
    }
    treat(step, task, given.meeting_on, CONCLUSIONS[given.outcome], given.reasons)
    if given.report_due is None:
        return {"sent_on": "yes" if given.outcome is Outcome.TASK_FORCE else "no"}
    step.note(EventKind.STEP, f"Rapport senest {date_in_words(given.report_due)}, sat af {who(step)}")
    return {
        "sent_on": "yes" if given.outcome is Outcome.TASK_FORCE else "no",
        "report_due": given.report_due.isoformat(),
    }


def _check(step: Step, given: Assessment, at_once: AtOnce) -> None:
    with at_once:
        must_be_held(given.meeting_on, step)
    with at_once:
        must_be_ahead(given.report_due, step, "report_due")
    at_once.refuse(
        "reasons",
        "Skriv, hvorfor indstillingen afvises.",
        when=lambda: given.outcome is Outcome.TURNED_DOWN and not given.reasons,
    )
    at_once.refuse(
        "focus_areas",
        "Skriv mindst ét fokusområde, som afdækningen skal belyse.",
        when=lambda: given.outcome is Outcome.TASK_FORCE and not given.focus_areas,
    )
    at_once.tell()


def treat(step: Step, task: Task, meeting_on: date, conclusion: str, text: str) -> None:
    """Keep a body's treatment at a meeting, in the history and in the journal too."""
    treating = next(row.organisation for row in step.parties if row.organisation_id == task.organisation_id)
    step.session.add(
        Treatment(
            case_id=step.case.id,
            body_id=treating.id,
            body=treating,
            matter=task.element_id,
            meeting_on=meeting_on,
            conclusion=conclusion,
            text=text,
        )
    )
    told = f"{treating.name} den {date_in_words(meeting_on)}: {conclusion}"
    step.note(EventKind.STEP, f"{told}. {text}".strip(), source=regime_of(step).assessment.source)
    step.journal(Direction.IN, conclusion, treating.name)


@operation("emergency_brake.give_mandate")
def give_mandate(step: Step, _data: Data) -> Mapping[str, object]:
    """Give the task force its part and its mandate: the focus areas, which are followed up one by one."""
    brake = brake_of(step)
    task_force = body(step, Party.TASK_FORCE)
    texts = brake.assessment.get("focus_areas") or brake.course["focus_areas"]
    ids = add_focus_areas(step, texts)
    step.issue(
        lambda envelope: answer_paper(step, envelope, sent_on=True),
        to=[step.operator(), task_force],
        issuer=body(step, Party.ADMINISTRATIVE_BODY),
    )
    source = regime_of(step).mapping.source
    step.note(EventKind.DOCUMENT_SENT, f"{task_force.name} har fået sin opgave: {len(ids)} fokusområder", source=source)
    return {"sent_on": "yes", "focus_areas": ids}


def add_focus_areas(step: Step, texts: list[str]) -> list[str]:
    """Add focus areas to the mapping's present round; gives their ids."""
    rows = [FocusArea(id=str(uuid4()), round=brake_of(step).round, text=text) for text in texts]
    keep_focus_areas(step, [*focus_areas(step), *rows])
    return [row.id for row in rows]


@operation("emergency_brake.turn_down")
def turn_down(step: Step, _data: Data) -> None:
    """Tell the operator that the nomination is turned down, and why."""
    step.issue(
        lambda envelope: answer_paper(step, envelope, sent_on=False),
        to=[step.operator()],
        issuer=body(step, Party.ADMINISTRATIVE_BODY),
    )
    step.note(EventKind.DOCUMENT_SENT, "Driftsherren har fået afslaget", source=regime_of(step).assessment.source)
