"""A re-evaluation that comes to nothing."""

from datetime import date

from workflows.processes.calling_off import CALLING_OFF, CallingOff
from workflows.processes.reevaluation.facts import reevaluation_of
from workflows.processes.step import Step
from workflows.processes.telling import everyone_told
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import NoticeKind, Process


def _tell(step: Step, reason: str, day: date) -> None:
    year = reevaluation_of(step).year
    text = f"Den årlige vurdering for {year} er opgivet den {date_in_words(day)} i sag {step.case.number}: {reason}"
    step.tell(everyone_told(step), text, key="called_off", kind=NoticeKind.CASE_ENDED)


CALLING_OFF[Process.REEVALUATION] = CallingOff(
    action="Opgiv vurderingen",
    when="Brug det, når vurderingen er begyndt ved en fejl.",
    done="Vurderingen er opgivet, listen er uændret, og alle, der har fået noget tilsendt i sagen, får besked.",
    tell=_tell,
)
