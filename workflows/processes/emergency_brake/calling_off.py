"""A nomination that is withdrawn."""

from datetime import date

from workflows.errors import NotAllowed
from workflows.processes.calling_off import CALLING_OFF, CallingOff
from workflows.processes.emergency_brake.facts import offer_of
from workflows.processes.step import Step
from workflows.processes.telling import everyone_told
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import NoticeKind, Process


def _tell(step: Step, reason: str, day: date) -> None:
    text = (
        f"{step.operator().name} har den {date_in_words(day)} trukket indstillingen af {offer_of(step).name} "
        f"tilbage i sag {step.case.number}: {reason}"
    )
    step.tell(everyone_told(step), text, key="called_off", kind=NoticeKind.CASE_ENDED)


def _by_the_operator(step: Step) -> None:
    assert step.actor is not None
    if step.actor.organisation_id != step.operator().id:
        raise NotAllowed("Det er driftsherren, der kan trække indstillingen tilbage.")


CALLING_OFF[Process.EMERGENCY_BRAKE] = CallingOff(
    action="Træk indstillingen tilbage",
    when="Brug det, når tilbuddet ikke længere har brug for særlig opmærksomhed.",
    done="Indstillingen er trukket tilbage, og alle, der har fået noget tilsendt i sagen, får besked.",
    tell=_tell,
    check=_by_the_operator,
)
