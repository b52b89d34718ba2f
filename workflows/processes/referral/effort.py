"""The effort after a grant: its follow-up and its end."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from db.models.case import Task
from workflows.documents.formats import dato
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import AtOnce, Day
from workflows.processes.referral.answers import PersonalAnswers
from workflows.processes.referral.facts import centre_of, keep_texts, referral_of, texts_of
from workflows.processes.referral.inquiry import follow_up_day, issue_notice
from workflows.processes.step import Step
from workflows.vocabulary import Direction, EventKind


class EffortStep(StrEnum):
    FOLLOW_UP = "follow_up"
    END = "end"


class FollowUp(PersonalAnswers):
    """A follow-up of the effort, or its end."""

    next_step: EffortStep
    on: Day
    text: Annotated[str, Field(min_length=1)]
    next_follow_up_on: Day | None = None


@answers_to("task_follow_effort")
def follow_effort(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep a follow-up, or that the effort has ended. Raises InputError for a day in the future."""
    at_once = AtOnce()
    given = at_once.read(FollowUp, answers)
    at_once.refuse("on", "Datoen ligger i fremtiden.", when=lambda: given.on > step.today)
    at_once.refuse(
        "next_follow_up_on",
        "Næste opfølgning ligger efter denne.",
        when=lambda: given.next_follow_up_on is not None and given.next_follow_up_on <= given.on,
    )
    at_once.tell()
    referral = referral_of(step)
    told = {"on": given.on.isoformat(), "text": given.text}
    keep_texts(step, "effort", [*texts_of(step).get("effort", []), told])
    referral.next_follow_up_on = given.next_follow_up_on
    if given.next_step is EffortStep.END:
        referral.effort_ended_on = given.on
        return {"effort": "end"}
    step.journal(Direction.INTERNAL, "Opfølgning på indsatsen", centre_of(step).name, entered_on=given.on)
    return {"effort": "go_on", "follow_up_on": follow_up_day(step)}


@operation("referral.end_effort")
def end_effort(step: Step, _data: Data) -> None:
    """Tell the citizen and the municipality that the effort has ended."""
    ended = referral_of(step).effort_ended_on
    assert ended is not None
    text = f"Indsatsen hos {centre_of(step).name} sluttede den {dato(ended)}."
    issue_notice(step, "Indsatsen er slut", text, "Du kan henvende dig igen, hvis din situation ændrer sig.")
    step.note(EventKind.STEP, "Indsatsen er slut")
