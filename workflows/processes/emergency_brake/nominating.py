"""The operator's nomination: what it says, what it must have answered, and to which meeting it goes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from db.models.case import Task
from workflows.processes.emergency_brake.facts import (
    body,
    brake_of,
    next_meeting_of,
    offer_of,
    presupposed_of,
    regime_of,
)
from workflows.processes.emergency_brake.kept import year_kept
from workflows.processes.emergency_brake.papers import nomination_paper
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Amount, Answers, AtOnce
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.rules.emergency_brake.economy import FEWEST_YEARS, YearRow, check_years
from workflows.rules.emergency_brake.nomination import Timing, check_presupposed, check_timing
from workflows.vocabulary import EventKind, Party

Text = Annotated[str, Field(min_length=1)]


class YearGiven(Answers):
    """One year of the offer's economy, as it is typed."""

    year: int
    places: int
    occupancy: Amount
    budget: Amount
    result: Amount


class Nomination(Answers):
    """What the operator sends to the officials' committee."""

    description: Text
    economy: Text
    timing: Timing
    acute_reason: str = ""
    presupposed: dict[str, str] = Field(default_factory=dict)
    economy_rows: tuple[YearGiven, ...]


@answers_to("task_nominate")
def nominate(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the nomination.

    Raises InputError for each presupposed measure without an answer, an acute nomination that does not say why it
    can't wait, and an economy that tells no development. Rule: hovedstaden-2019-2020, 9.1 and 9.3.
    """
    at_once, presupposed = AtOnce(), presupposed_of(step)
    given = at_once.read(Nomination, answers)
    with at_once:
        check_presupposed(presupposed, given.presupposed)
    with at_once:
        check_timing(given.timing, given.acute_reason)
    with at_once:
        keep_years(step, given.economy_rows, fewest=FEWEST_YEARS)
    at_once.tell()
    brake_of(step).nomination = {
        "description": given.description,
        "economy": given.economy,
        "timing": given.timing.value,
        "acute_reason": given.acute_reason if given.timing is Timing.ACUTE else "",
        "presupposed": [
            {"key": one.key, "label": one.label, "answer": given.presupposed[one.key].strip()} for one in presupposed
        ],
        "sent_on": step.today.isoformat(),
    }
    return {}


def keep_years(step: Step, given: tuple[YearGiven, ...], *, fewest: int) -> None:
    """Keep the economy as it is now given, in place of what was kept. Raises InputError on `economy_rows`."""
    rows = [YearRow(one.year, one.places, one.occupancy, one.budget, one.result) for one in given]
    check_years(rows, latest=step.today.year, fewest=fewest)
    brake_of(step).years = [year_kept(row) for row in sorted(rows, key=lambda row: row.year)]


@operation("emergency_brake.send_nomination")
def send_nomination(step: Step, _data: Data) -> None:
    """Send the nomination to the body that treats it; an ordinary one goes to the next of the fixed meetings."""
    brake, regime = brake_of(step), regime_of(step)
    meeting = _next_fixed_meeting(step) if brake.nomination["timing"] == Timing.ORDINARY else None
    brake.nomination = {**brake.nomination, "meeting_on": meeting.isoformat() if meeting else None}
    committee = body(step, Party.ADMINISTRATIVE_BODY)
    step.issue(lambda envelope: nomination_paper(step, envelope), to=[committee], issuer=step.operator())
    step.note(EventKind.DOCUMENT_SENT, f"Indstillingen er sendt til {committee.name}", source=regime.economy.source)
    _note_timing(step, meeting)


def _next_fixed_meeting(step: Step) -> date | None:
    return next_meeting_of(step, Party.TASK_FORCE) if regime_of(step).meetings.value else None


def _note_timing(step: Step, meeting: date | None) -> None:
    brake, regime = brake_of(step), regime_of(step)
    source = regime.meetings.source
    if brake.nomination["timing"] == Timing.ACUTE:
        step.note(EventKind.STEP, f"Indstillingen er akut: {brake.nomination['acute_reason']}", source=source)
    elif meeting is not None:
        step.note(EventKind.STEP, f"Indstillingen går til det faste møde den {date_in_words(meeting)}", source=source)
    elif regime.meetings.value:
        text = f"Der er ikke sat en kommende mødedato. {offer_of(step).name} er indstillet i sag {step.case.number}."
        step.tell(step.organisations(Party.SECRETARIAT), f"{text} Sæt årets datoer.", key="no_meeting")
        step.note(EventKind.STEP, "Der er ikke sat en kommende mødedato; sekretariatet har fået besked", source=source)
