"""What a hearing on a closing says: the letter to the members, the summary for the body's meeting."""

from collections.abc import Sequence
from datetime import date

from db.models.closing import Hearing
from workflows.documents.closing import HearingAnswer, HearingLetter, HearingSummary
from workflows.documents.envelope import DeadlineShown, Envelope
from workflows.processes.closing.facts import cited, closing_of, economy, flow_of, offer_of, shown_offer
from workflows.processes.hearing import HEARD, LETTERS, SUMMARIES, Heard, meeting_after
from workflows.processes.step import Step
from workflows.rules.calendar import last_working_day
from workflows.vocabulary import HearingPosition

QUESTION = "Har I bemærkninger til lukningen, og mener I, at tilbuddet bør lukke?"
HOW = "Svar i Rammesag under »Mine opgaver«. Svarer I ikke inden fristen, fortsætter sagen uden jeres svar."


def _letter(step: Step, hearing: Hearing, envelope: Envelope) -> HearingLetter:
    closing, flow = closing_of(step), flow_of(step)
    return HearingLetter(
        envelope=envelope,
        offer=shown_offer(step),
        body=step.agreement.hearing_body.name,
        deadline=_deadline(step, hearing),
        reasons=closing.reasons,
        economy=economy(step),
        questions=(QUESTION,),
        how_to_answer=HOW,
        rules=cited(flow.hearing),
        meeting=meeting_after(step, hearing),
    )


def _summary(step: Step, hearing: Hearing, answers: tuple[HearingAnswer, ...], envelope: Envelope) -> HearingSummary:
    closing, flow = closing_of(step), flow_of(step)
    return HearingSummary(
        envelope=envelope,
        offer=shown_offer(step),
        body=step.agreement.hearing_body.name,
        deadline=hearing.deadline,
        summary=_counted(answers),
        recommendation=("At organet drøfter høringssvarene og tager stilling til, om tilbuddet bør lukke.",),
        presentation=closing.reasons,
        economy=economy(step),
        answers=answers,
        rules=cited(flow.hearing),
        meeting=meeting_after(step, hearing),
    )


def _counted(answers: tuple[HearingAnswer, ...]) -> str:
    answered = [answer for answer in answers if answer.status != "silent"]
    late = sum(1 for answer in answers if answer.status == "late")
    against = sum(1 for answer in answered if answer.position == HearingPosition.AGAINST.label)
    silent = len(answers) - len(answered)
    return (
        f"{len(answered)} af {len(answers)} medlemmer har svaret. {against} mener, at tilbuddet ikke bør lukke. "
        f"{silent} har ikke svaret{' inden fristen' if not late else ''}."
        + (f" {late} af svarene er kommet efter fristen." if late else "")
    )


def _deadline(step: Step, hearing: Hearing) -> DeadlineShown:
    source = flow_of(step).hearing.source
    return DeadlineShown(
        "Svar på høringen",
        hearing.deadline,
        last_working_day(hearing.deadline, step.closed_days),
        "Fristen er sat af driftsherren; aftalen sætter ingen.",
        source,
    )


def _question(step: Step) -> str:
    return f"{step.operator().name} overvejer at lukke {offer_of(step).name}. Har I bemærkninger til det?"


def _told(step: Step) -> Sequence[tuple[str, str | date]]:
    closing, offer = closing_of(step), offer_of(step)
    return (
        ("Tilbud", f"{offer.name}, {offer.legal_basis}"),
        ("Driftsherre", step.operator().name),
        ("Økonomi", closing.structure.label),
        ("Begrundelse", closing.reasons),
        ("Beslutning ventes", closing.expected_decision_on),
    )


HEARD["closing"] = Heard(
    question=_question,
    told=_told,
    reasons=lambda step: (flow_of(step).hearing,),
    remarks="Skal skrives, hvis I har bemærkninger eller mener, at tilbuddet ikke bør lukke.",
    positions={position: position.label for position in HearingPosition},
)
LETTERS["closing"] = _letter
SUMMARIES["closing"] = _summary
