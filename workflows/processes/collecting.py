"""The note of the answers to a request or a questionnaire: ordered when it closes, made by a job after the step."""

from uuid import UUID

from workflows.processes.step import Step

COLLECT = "collect_answers"
"""The job that collects the answers; in the step itself a note would cost more than a completed task may."""


def order_note(step: Step, round_id: UUID) -> None:
    """Order the note of what was answered in a round; in a case about a citizen there is none."""
    if step.case.sealed:
        return
    step.order(f"{COLLECT}:{round_id}", COLLECT, {"case_id": str(step.case.id), "round_id": str(round_id)})
