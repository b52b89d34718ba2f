"""What the committee and the region say of the recommendation."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from db.models.case import Task
from workflows.processes.emergency_brake.assessing import add_focus_areas, treat
from workflows.processes.emergency_brake.facts import brake_of, must_be_ahead, must_be_held, regime_of, who
from workflows.processes.operations import answers_to
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import Direction, EventKind, Labelled

Text = Annotated[str, Field(min_length=1)]


class Adopted(StrEnum):
    ADOPT = "adopt"
    MORE = "more"


class RegionPosition(Labelled):
    """How the region stands to the recommendation, where it is the operator."""

    AGREES = "agrees", "Regionen er enig i indstillingen"
    REMARKS = "remarks", "Regionen har bemærkninger til indstillingen"
    DISAGREES = "disagrees", "Regionen er ikke enig i indstillingen"


class Treated(Answers):
    """The committee adopts the recommendation, or says what is missing."""

    meeting_on: Day
    outcome: Adopted
    text: str = ""
    missing: tuple[Text, ...] = ()
    report_due: Day | None = None


class RegionView(Answers):
    """The region's part in the decision."""

    meeting_on: Day | None = None
    position: RegionPosition
    text: str = ""


@answers_to("task_treat_report")
def treat_report(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the committee's treatment; each thing that is missing becomes a focus area of a new round.

    Raises InputError for more mapping without what is missing. Rule: hovedstaden-2019-2020, 9.1.
    """
    at_once = AtOnce()
    given = at_once.read(Treated, answers)
    with at_once:
        must_be_held(given.meeting_on, step)
    with at_once:
        must_be_ahead(given.report_due, step, "report_due")
    nothing_missing = "Skriv, hvad der mangler at blive afdækket."
    at_once.refuse("missing", nothing_missing, when=lambda: given.outcome is Adopted.MORE and not given.missing)
    at_once.tell()
    if given.outcome is Adopted.ADOPT:
        treat(step, task, given.meeting_on, "Indstillingen er tiltrådt", given.text)
        return {"recommendation": "adopted"}
    told = f"{given.text} Mangler: {'; '.join(given.missing)}".strip()
    treat(step, task, given.meeting_on, "Der skal afdækkes mere", told)
    brake = brake_of(step)
    brake.round, brake.missing = brake.round + 1, list(given.missing)
    ids = add_focus_areas(step, list(given.missing))
    if given.report_due is None:
        return {"recommendation": "more", "focus_areas": ids}
    step.note(EventKind.STEP, f"Ny rapport senest {date_in_words(given.report_due)}, sat af {who(step)}")
    return {"recommendation": "more", "focus_areas": ids, "report_due": given.report_due.isoformat()}


@answers_to("task_state_region_view")
def state_region_view(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep how the region stands to the recommendation; it goes along to those who decide.

    Raises InputError for remarks or a disagreement without a text. Rule: hovedstaden-2019-2020, 9.1.
    """
    at_once = AtOnce()
    given = at_once.read(RegionView, answers)
    with at_once:
        if given.meeting_on is not None:
            must_be_held(given.meeting_on, step)
    no_remarks = "Skriv regionens bemærkninger."
    at_once.refuse("text", no_remarks, when=lambda: given.position is not RegionPosition.AGREES and not given.text)
    at_once.tell()
    assert step.actor is not None
    brake_of(step).region_view = {
        **given.model_dump(mode="json"),
        "label": given.position.label,
        "by": who(step),
        "on": step.today.isoformat(),
    }
    told = f"{given.position.label}. {given.text}".strip()
    step.note(EventKind.STEP, told, source=regime_of(step).region.source)
    step.journal(Direction.IN, "Regionens stilling til indstillingen", step.actor.organisation_name)
    return {}
