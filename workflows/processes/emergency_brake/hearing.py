"""The hearing of the municipalities that use the offer, before their notice periods are made longer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from db.models.case import Task
from db.models.closing import Hearing
from db.models.organisation import Organisation
from workflows.documents.closing import HearingAnswer
from workflows.documents.emergency_brake import BrakeHearingLetter, BrakeHearingSummary
from workflows.documents.envelope import Envelope
from workflows.processes.emergency_brake.facts import (
    bodies,
    body,
    brake_of,
    cited,
    kept_reference,
    named,
    offer_of,
    regime_of,
    set_by_hand,
    shown_offer,
    yes_no,
)
from workflows.processes.hearing import HEARD, LETTERS, SUMMARIES, Heard, answers_of, current_hearing
from workflows.processes.operations import answers_to
from workflows.processes.reading import Answers, read_answers
from workflows.processes.step import Step
from workflows.vocabulary import EventKind, HearingPosition, Party

QUESTION = "Har I bemærkninger til, at opsigelsesvarslet bliver længere?"
HOW = "Svar i Rammesag under »Mine opgaver«. Svarer I ikke inden fristen, fortsætter sagen uden jeres svar."
CONSEQUENCES = (
    "En plads, der er opsagt, betales, til varslet er udløbet, eller pladsen er besat. Et længere varsel giver "
    "tilbuddet længere tid til at planlægge."
)
POSITIONS = {
    HearingPosition.NO_OBJECTION: "Ingen bemærkninger",
    HearingPosition.REMARKS: "Bemærkninger",
    HearingPosition.AGAINST: "Imod et længere opsigelsesvarsel",
}


class Concluded(Answers):
    """What the task force does with the answers."""

    outcome: Literal["keep", "change"]
    text: Annotated[str, Field(min_length=1)]


def _proposed(step: Step) -> str:
    return f"løbende måned plus {brake_of(step).hearing['months']} måneder"


def _now(step: Step) -> str:
    months = offer_of(step).longer_notice_months
    return f"løbende måned plus {months} måneder" if months else regime_of(step).notice.value


def _letter(step: Step, hearing: Hearing, envelope: Envelope) -> BrakeHearingLetter:
    brake, regime = brake_of(step), regime_of(step)
    brake.hearing = {**brake.hearing, "letter": named(envelope, BrakeHearingLetter.kind)}
    return BrakeHearingLetter(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        notice_now=_now(step),
        notice_proposed=_proposed(step),
        reasons=brake.report["reasons"],
        consequences=CONSEQUENCES,
        deadline=set_by_hand(step, "Svar på høringen", hearing.deadline, brake.hearing["set_by"], regime.hearing),
        questions=(QUESTION,),
        how_to_answer=HOW,
        rules=cited(regime.hearing, regime.notice),
    )


def _summary(
    step: Step, hearing: Hearing, answers: tuple[HearingAnswer, ...], envelope: Envelope
) -> BrakeHearingSummary:
    answered = [answer for answer in answers if answer.status != "silent"]
    against = sum(1 for answer in answered if answer.position == POSITIONS[HearingPosition.AGAINST])
    told = f"{len(answered)} af {len(answers)} kommuner har svaret. {against} er imod et længere opsigelsesvarsel."
    return BrakeHearingSummary(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        notice_now=_now(step),
        notice_proposed=_proposed(step),
        letter=kept_reference(brake_of(step).hearing["letter"]),
        deadline=hearing.deadline,
        summary=told,
        answers=answers,
        rules=cited(regime_of(step).hearing),
    )


def _told(step: Step) -> Sequence[tuple[str, str | date]]:
    offer = offer_of(step)
    return (
        ("Tilbud", f"{offer.name}, {offer.legal_basis}"),
        ("Driftsherre", step.operator().name),
        ("Opsigelsesvarsel i dag", _now(step)),
        ("Foreslået opsigelsesvarsel", _proposed(step)),
        ("Begrundelse", brake_of(step).report["reasons"]),
    )


def _task_force(step: Step) -> Organisation:
    return body(step, Party.TASK_FORCE)


HEARD["emergency_brake"] = Heard(
    question=lambda step: f"Opsigelsesvarslet i {offer_of(step).name} foreslås forlænget. Har I bemærkninger til det?",
    told=_told,
    reasons=lambda step: (regime_of(step).hearing,),
    remarks="Skal skrives, hvis I har bemærkninger eller er imod.",
    positions=POSITIONS,
    body=_task_force,
    issuer=_task_force,
    group=lambda step: f"De kommuner, der bruger {offer_of(step).name}",
)
LETTERS["emergency_brake"] = _letter
SUMMARIES["emergency_brake"] = _summary


@answers_to("task_conclude_buyer_hearing")
def conclude_buyer_hearing(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what the task force says to the answers: the recommendation stands, or is written again."""
    given = read_answers(Concluded, answers)
    hearing = current_hearing(step)
    rows = answers_of(step, hearing)
    brake_of(step).hearing = {
        **brake_of(step).hearing,
        "deadline": hearing.deadline.isoformat(),
        "asked": len(rows),
        "answered": sum(1 for row in rows if row.position is not None),
        "text": given.text,
    }
    kept = given.outcome == "keep"
    told = "fastholdes" if kept else "skrives om"
    step.note(EventKind.STEP, f"Indstillingen {told} efter høringen: {given.text}")
    return {"kept": yes_no(kept)}
