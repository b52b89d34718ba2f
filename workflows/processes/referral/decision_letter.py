"""The decision on its way: the letter to the citizen with reasons and complaint guide, a copy to the other party."""

from collections.abc import Mapping
from datetime import date

from workflows.documents.envelope import DeadlineShown, Envelope, RuleCited
from workflows.documents.formats import dato
from workflows.documents.referral import ComplaintGuide, ReferralDecision
from workflows.processes.deadlines import keep_deadline
from workflows.processes.operations import Data, operation
from workflows.processes.referral.clocks import meet_clock
from workflows.processes.referral.facts import (
    CITIZEN,
    centre_of,
    decider_of,
    municipality_of,
    part_of,
    referral_of,
    regime_of,
    shown_citizen,
)
from workflows.processes.referral.hearing import heard_in_words
from workflows.processes.referral.inquiry import follow_up_day
from workflows.processes.step import Step
from workflows.rules.referral.complaint import guide
from workflows.vocabulary import EventKind, Party, ReferralOutcome

SENTENCES = {
    ReferralOutcome.GRANT: "Du får bevilget {service}.",
    ReferralOutcome.PARTLY: "Du får delvist bevilget {service}.",
    ReferralOutcome.REFUSE: "Du får afslag på {service}.",
}
REASONED = RuleCited(
    "En skriftlig afgørelse, der ikke giver parten fuldt ud medhold, ledsages af en begrundelse og klagevejledning.",
    "forvaltningsloven §§ 22–25",
)


@operation("referral.issue_decision")
def issue_decision(step: Step, _data: Data) -> Mapping[str, object]:
    """Issue the letter to the citizen, with the last day to complain; the other party gets a copy.

    Rule: forvaltningsloven §§ 22–25; the clock of hovedstaden-2019-2020, 8.1 is met today.
    """
    referral, decider = referral_of(step), decider_of(step)
    complaint = keep_deadline(step, "complaint", step.today)
    assert complaint is not None
    assert referral.outcome is not None
    shown = DeadlineShown(
        complaint.label, complaint.due_on, complaint.last_working_day, complaint.explanation, complaint.source
    )
    referral.complaint_by = complaint.due_on
    meet_clock(step)
    other = municipality_of(step) if referral.decider is Party.CENTRE else centre_of(step)
    step.issue(lambda envelope: _letter(step, shown, envelope), to=[other], issuer=decider, group=CITIZEN)
    source = regime_of(step).decision.source
    step.note(EventKind.DOCUMENT_SENT, f"Afgørelse truffet: {referral.outcome.label.lower()}", source=source)
    result = "refuse" if referral.outcome is ReferralOutcome.REFUSE else "grant"
    return {"result": result, "follow_up_on": follow_up_day(step)}


def _letter(step: Step, deadline: DeadlineShown, envelope: Envelope) -> ReferralDecision:
    referral, decision, decider = referral_of(step), part_of(step, "decision"), decider_of(step)
    outcome, law, decided_on = referral.outcome, referral.law, referral.decided_on
    assert outcome is not None
    assert law is not None
    assert decided_on is not None
    complaint = guide(law, decider.name)
    return ReferralDecision(
        envelope=envelope,
        citizen=shown_citizen(step, to_citizen=True),
        outcome=outcome.value,  # type: ignore[arg-type]
        decision=SENTENCES[outcome].format(service=decision["service"]),
        decided_on=decided_on,
        decided_by=decider.name,
        service=decision["service"],
        law=law.label,
        paragraph=decision["paragraph"],
        extent=decision["extent"],
        period=_period(referral.period_from, referral.period_to),
        reasons=decision["reasons"],
        heard=heard_in_words(step),
        complaint=ComplaintGuide(complaint.authority, complaint.how, deadline),
        rules=(
            RuleCited("Afgørelsen er truffet efter denne bestemmelse.", f"{law.label} {decision['paragraph']}"),
            REASONED,
            RuleCited("Klageadgangen følger af disse regler.", complaint.source),
        ),
        refused=decision["refused"],
    )


def _period(first: date | None, last: date | None) -> str:
    """How long a grant holds, in words; empty for a refusal."""
    if first is None:
        return ""
    return f"Fra {dato(first)} til {dato(last)}" if last else f"Fra {dato(first)}, indtil videre"
