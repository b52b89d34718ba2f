"""The decision on a referral, for the report of the case: its day and outcome, nothing of the citizen."""

from workflows.documents.case_report import DecisionTaken
from workflows.processes.referral.facts import decider_of, referral_of
from workflows.processes.reporting import OWN_DECISIONS
from workflows.processes.step import Step
from workflows.vocabulary import Process


def decision_on_referral(step: Step) -> tuple[DecisionTaken, ...]:
    """The decision; none before it is made, and none in a case about a collaboration agreement's frame."""
    if not step.case.sealed:
        return ()
    referral = referral_of(step)
    if referral.decided_on is None or referral.outcome is None:
        return ()
    return (DecisionTaken(referral.decided_on, decider_of(step).name, f"{referral.outcome.label}."),)


OWN_DECISIONS[Process.REFERRAL] = decision_on_referral
