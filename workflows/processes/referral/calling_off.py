"""A referral that comes to nothing, e.g. because the citizen no longer wants it."""

from datetime import date

from db.models.organisation import Organisation
from workflows.errors import Refused
from workflows.processes.calling_off import CALLING_OFF, CallingOff
from workflows.processes.referral.facts import centre_of, municipality_of, referral_of
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import NoticeKind, Party, Process


def two_parties(step: Step) -> list[Organisation]:
    """The centre and the acting municipality."""
    return step.organisations(Party.CENTRE, Party.ACTING_MUNICIPALITY)


def tell_called_off(step: Step, reason: str, day: date) -> None:  # noqa: ARG001
    """Tell the two parties; the reason stands in the history and is not repeated."""
    text = f"Sag {step.case.number} er opgivet den {date_in_words(day)}."
    step.tell(
        {one.id: one for one in (centre_of(step), municipality_of(step))}.values(),
        text,
        key="called_off",
        kind=NoticeKind.CASE_ENDED,
    )


def check_undecided(step: Step) -> None:
    """Let a case be called off only before it is decided. Raises Refused afterwards, and for a frame's discussion."""
    if not step.case.sealed:
        raise Refused("En drøftelse af rammen opgives ikke. Registrér, hvad I er kommet frem til.")
    if referral_of(step).decided_on is not None:
        raise Refused("Afgørelsen er truffet. Registrér i stedet, at indsatsen er slut.")


CALLING_OFF[Process.REFERRAL] = CallingOff(
    action="Opgiv henvisningen",
    when="Brug det, når borgeren ikke længere ønsker en udredning eller en afgørelse.",
    done="Henvisningen er opgivet, og begge parter har fået besked.",
    tell=tell_called_off,
    told=two_parties,
    check=check_undecided,
)
