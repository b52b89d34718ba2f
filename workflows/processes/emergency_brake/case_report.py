"""The region's part in the decision, for the report of the case."""

from datetime import date

from workflows.documents.case_report import DecisionTaken
from workflows.processes.emergency_brake.facts import brake_of
from workflows.processes.reporting import OWN_DECISIONS
from workflows.processes.step import Step
from workflows.vocabulary import Process


def regions_view(step: Step) -> tuple[DecisionTaken, ...]:
    """How the region stands to the recommendation, where it is the operator; none before it has said so."""
    view = brake_of(step).region_view
    if not view:
        return ()
    told = f"{view['label']}. {view['text']}".strip()
    return (DecisionTaken(date.fromisoformat(view["meeting_on"] or view["on"]), step.operator().name, told),)


OWN_DECISIONS[Process.EMERGENCY_BRAKE] = regions_view
