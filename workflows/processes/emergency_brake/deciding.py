"""The final decision: laid before those who decide, and told to all when it is taken."""

from collections.abc import Mapping

from db.models.organisation import Organisation
from workflows.documents.emergency_brake import BrakeKkrRecommendation
from workflows.documents.envelope import Envelope
from workflows.processes.decision import MATTERS, Matter, Outcome, decisions_on
from workflows.processes.emergency_brake.decision_papers import decision_paper, recommendation_paper
from workflows.processes.emergency_brake.facts import (
    body,
    brake_of,
    buyers,
    measures,
    offer_of,
    regime_of,
)
from workflows.processes.lookups import municipalities_of
from workflows.processes.operations import Data, operation
from workflows.processes.step import Step
from workflows.vocabulary import EventKind, OrganisationKind, Party

MATTER = "special_measures"
CONCLUDED = {
    "measures": "De særlige tiltag iværksættes",
    "closes": "Tilbuddet skal ikke fortsat være til rådighed i regionen",
    "none": "Der iværksættes ingen særlige tiltag",
    "sent_back": "Sagen er sendt tilbage",
}


@operation("emergency_brake.prepare_decision")
def prepare_decision(step: Step, data: Data) -> Mapping[str, object]:
    """Say who decides what; from here the case concerns all municipalities of the region."""
    decider = body(step, Party.POLITICAL_BODY)
    region = municipalities_of(step.session, step.agreement.region_code, step.today)
    step.involve(Party.REGION_MUNICIPALITY, region)
    return {"decision_matter": MATTER, "deciders": [str(decider.id)], "decision_due": data["decision_due"]}


def _paper(step: Step, decider: Organisation, envelope: Envelope) -> BrakeKkrRecommendation:
    return recommendation_paper(step, decider, envelope)


MATTERS["emergency_brake", MATTER] = Matter(
    title="Særlige tiltag for et af de mest specialiserede tilbud",
    question="Hvad er besluttet om tilbuddet?",
    outcomes={
        Outcome.APPROVED: "Indstillingen følges",
        Outcome.CHANGES: "Sagen sendes tilbage",
        Outcome.REFUSED: "Der iværksættes ingen særlige tiltag",
    },
    paper=_paper,
    issuer=lambda step: body(step, Party.ADMINISTRATIVE_BODY),
)


@operation("emergency_brake.tell_decision")
def tell_decision(step: Step, data: Data) -> Mapping[str, object]:
    """Keep what is decided, and tell the operator and all municipalities; one sent back is told to the task force."""
    brake, outcome = brake_of(step), Outcome(str(data["decision_outcome"]))
    (treatment,) = decisions_on(step, MATTER)
    concluded = _concluded(step, outcome)
    brake.decision = {
        "decided_on": treatment.meeting_on.isoformat(),
        "outcome": outcome.value,
        "concluded": concluded,
        "text": treatment.text,
    }
    step.note(EventKind.STEP, CONCLUDED[concluded], source=regime_of(step).decision.source)
    if concluded == "sent_back":
        text = f"Indstillingen om {offer_of(step).name} er sendt tilbage i sag {step.case.number}: {treatment.text}"
        step.tell([body(step, Party.TASK_FORCE)], text, key=f"sent_back:{brake.report['version']}")
        return {"concluded": concluded}
    _tell_all(step)
    return {"concluded": concluded}


def _concluded(step: Step, outcome: Outcome) -> str:
    """What comes of the decision: the case goes back, nothing, a closing, or measures."""
    if outcome is Outcome.CHANGES:
        return "sent_back"
    if outcome is Outcome.REFUSED:
        return "none"
    regime, taken = regime_of(step), measures(step)
    closes = any((tool := regime.tool(one.tool)) and tool.closes for one in taken if one.tool)
    if closes or not brake_of(step).report["available"]:
        return "closes"
    return "measures" if taken else "none"


def _tell_all(step: Step) -> None:
    region = step.organisations(Party.REGION_MUNICIPALITY)
    told = {one.id: one for one in [step.operator(), body(step, Party.TASK_FORCE), *region, *buyers(step)]}
    step.issue(
        lambda envelope: decision_paper(step, envelope),
        to=list(told.values()),
        issuer=body(step, Party.POLITICAL_BODY),
        group="Driftsherren, taskforcen, alle kommuner i regionen og de kommuner, der bruger tilbuddet",
    )
    kind = "Regionen" if step.operator().kind is OrganisationKind.REGION else "Driftsherren"
    step.note(EventKind.DOCUMENT_SENT, f"{kind} og regionens kommuner har fået beslutningen")
