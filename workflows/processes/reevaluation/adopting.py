"""The list adopted: it becomes the dated list, and all are told."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from db.models.case import Task
from db.models.closing import Treatment
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.reevaluation.facts import reevaluation_of, regime_of
from workflows.processes.reevaluation.papers import list_paper
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.rules.emergency_brake.reevaluation import check_adopted_from
from workflows.vocabulary import Direction, EventKind, Party

PUT_IN_FORCE = "put_list_in_force"
"""The job that makes an adopted list the agreement's dated list."""


class Outcome(StrEnum):
    ADOPT = "adopt"
    BACK = "back"


class Adoption(Answers):
    """The body's treatment of the proposed list."""

    meeting_on: Day
    outcome: Outcome
    text: str = ""
    valid_from: Day | None = None


@answers_to("task_adopt_list")
def treat_list(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep whether the list is adopted and from when it is in force, or why it goes back.

    Raises InputError for a list sent back without a reason, and one in force before it was adopted.
    """
    at_once = AtOnce()
    given = at_once.read(Adoption, answers)
    not_held = "Mødet har ikke været holdt endnu. Skriv datoen for mødet."
    at_once.refuse("meeting_on", not_held, when=lambda: given.meeting_on > step.today)
    no_reason = "Skriv, hvorfor listen sendes tilbage."
    at_once.refuse("text", no_reason, when=lambda: given.outcome is Outcome.BACK and not given.text)
    with at_once:
        if given.outcome is Outcome.ADOPT:
            check_adopted_from(given.valid_from or given.meeting_on, given.meeting_on)
    at_once.tell()
    reevaluation = reevaluation_of(step)
    adopted = given.outcome is Outcome.ADOPT
    if adopted:
        reevaluation.adopted_on, reevaluation.valid_from = given.meeting_on, given.valid_from or given.meeting_on
        reevaluation.remarks = given.text
    reevaluation.sent_back = "" if adopted else given.text
    conclusion = "Listen er tiltrådt" if adopted else "Listen er sendt tilbage"
    _treat(step, task, given, conclusion)
    return {"list_adopted": "yes" if adopted else "no"}


def _treat(step: Step, task: Task, given: Adoption, conclusion: str) -> None:
    (treating,) = step.organisations(Party.ADMINISTRATIVE_BODY)
    step.session.add(
        Treatment(
            case_id=step.case.id,
            body_id=treating.id,
            body=treating,
            matter=task.element_id,
            meeting_on=given.meeting_on,
            conclusion=conclusion,
            text=given.text,
        )
    )
    told = f"{treating.name} den {date_in_words(given.meeting_on)}: {conclusion}. {given.text}".strip()
    step.note(EventKind.STEP, told, source=regime_of(step).adoption.source)
    step.journal(Direction.IN, conclusion, treating.name)


@operation("reevaluation.adopt_list")
def adopt_list(step: Step, _data: Data) -> None:
    """Order that the adopted list becomes the agreement's list, and send it to all municipalities and operators."""
    valid_from = reevaluation_of(step).valid_from
    assert valid_from is not None
    (adopting,) = step.organisations(Party.ADMINISTRATIVE_BODY)
    adopted = {
        "case_id": str(step.case.id),
        "valid_from": valid_from.isoformat(),
        "adopted_at": step.now.isoformat(),
        "person_id": str(step.actor.person_id) if step.actor else None,
        "organisation_id": str(adopting.id),
    }
    step.order(f"list:{step.case.id}", PUT_IN_FORCE, adopted)
    step.issue(
        lambda envelope: list_paper(step, envelope),
        to=step.organisations(Party.REGION_MUNICIPALITY, Party.TASK_FORCE),
        issuer=adopting,
        group="Alle kommuner i regionen, regionen og taskforcen",
    )
    source = regime_of(step).adoption.source
    step.note(EventKind.DOCUMENT_SENT, f"Listen gælder fra den {date_in_words(valid_from)}", source=source)
