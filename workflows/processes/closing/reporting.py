"""The operator's own decision, for the report of the case."""

from workflows.documents.case_report import DecisionTaken
from workflows.documents.formats import begyndelse
from workflows.processes.closing.facts import closing_of, operator_council
from workflows.processes.reporting import OWN_DECISIONS
from workflows.processes.step import Step
from workflows.vocabulary import Process


def operators_decision(step: Step) -> tuple[DecisionTaken, ...]:
    """That the offer closes; none before it is decided."""
    day = closing_of(step).decided_on
    if day is None:
        return ()
    return (DecisionTaken(day, begyndelse(operator_council(step.operator())), "Tilbuddet lukker."),)


OWN_DECISIONS[Process.CLOSING] = operators_decision
