"""The recommendation to those who decide, and the decision as all are told of it."""

from db.models.organisation import Organisation
from workflows.documents.emergency_brake import BrakeKkrDecision, BrakeKkrRecommendation
from workflows.documents.envelope import Envelope
from workflows.processes.emergency_brake.facts import (
    bodies,
    brake_of,
    cited,
    measures,
    named,
    next_meeting_of,
    offer_of,
    regime_of,
    shown_offer,
)
from workflows.processes.emergency_brake.measures_shown import no_hearing, shown_hearing, shown_measures, together
from workflows.processes.emergency_brake.papers import day_of
from workflows.processes.step import Step
from workflows.rules.agreement_types import Stated
from workflows.rules.emergency_brake.regimes import Regime
from workflows.vocabulary import Party

NEXT_STEPS = {
    "measures": ("Sekretariatet fastsætter, hvornår hvert tiltag følges op.",),
    "closes": (
        "Driftsherren aftaler med de andre kommuner, hvordan tilbuddets viden bevares.",
        "Lukningen behandles i en sag for sig.",
    ),
    "none": (),
}


def recommendation_paper(step: Step, decider: Organisation, envelope: Envelope) -> BrakeKkrRecommendation:
    """The case for the meeting at which the final decision is taken."""
    brake, regime, told = brake_of(step), regime_of(step), brake_of(step).report
    return BrakeKkrRecommendation(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        body=decider.name,
        summary=told["summary"],
        recommendation=_recommended(step),
        presentation=f"{told['situation']}\n{told['reasons']}",
        available=told["available"],
        measures=shown_measures(step),
        economy=told["economy"],
        rules=cited(regime.decision, regime.recommendation, regime.region)
        if brake.course["region"]
        else cited(regime.decision, regime.recommendation),
        meeting=next_meeting_of(step, Party.POLITICAL_BODY),
        hearing=shown_hearing(step),
        no_hearing=no_hearing(step),
        together=together(step),
        region=_region(step),
        knowledge=told["knowledge"],
    )


def _recommended(step: Step) -> tuple[str, ...]:
    available = brake_of(step).report["available"]
    word = "fortsat er" if available else "ikke fortsat er"
    told = [f"At det besluttes, at {offer_of(step).name} {word} til rådighed i regionen."]
    told += [f"At tiltaget »{row.name}« iværksættes." for row in measures(step)]
    return tuple(told)


def _region(step: Step) -> str:
    view = brake_of(step).region_view
    return f"{view['label']}. {view['text']}".strip() if view else ""


def decision_paper(step: Step, envelope: Envelope) -> BrakeKkrDecision:
    """What was decided, with the duties that go along where measures are carried out."""
    brake, regime = brake_of(step), regime_of(step)
    told, followed = brake.decision, brake.decision["outcome"] == "approved"
    taken = told["concluded"] in ("measures", "closes")
    brake.decision = {**told, "document": named(envelope, BrakeKkrDecision.kind)}
    decided_on = day_of(told["decided_on"])
    assert decided_on is not None
    return BrakeKkrDecision(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        decided_on=decided_on,
        decision=_decided(step),
        followed=followed,
        available=brake.report["available"] if followed else None,
        reasons=told["text"] or brake.report["reasons"],
        measures=shown_measures(step) if taken else (),
        rules=cited(regime.decision, what_follows(regime, told["concluded"])),
        together=together(step) if taken else None,
        duties=tuple(duty.text for duty in regime.duties) if told["concluded"] == "measures" else (),
        knowledge=brake.report["knowledge"] if told["concluded"] == "closes" else "",
        next_steps=NEXT_STEPS[told["concluded"]],
    )


def what_follows(regime: Regime, concluded: str) -> Stated[bool]:
    """The rule on what comes after the decision: duties, knowledge that is kept, or that a listing gives nothing."""
    return {"measures": regime.follow_up, "closes": regime.knowledge}.get(concluded, regime.terms)


def _decided(step: Step) -> str:
    names = [row.name for row in measures(step)]
    told = {
        "measures": f"Disse tiltag iværksættes for {offer_of(step).name}: {'; '.join(names)}.",
        "closes": f"{offer_of(step).name} skal ikke fortsat være til rådighed i regionen.",
        "none": f"Der iværksættes ingen særlige tiltag for {offer_of(step).name}.",
    }
    concluded: str = brake_of(step).decision["concluded"]
    if concluded == "closes" and names:
        return f"{told['closes']} {told['measures']}"
    return told[concluded]
