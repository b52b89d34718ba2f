"""The last day for a takeover: missed, it is marked and explained, and the case goes on."""

from workflows.processes.operations import Data, operation
from workflows.processes.step import Step
from workflows.processes.takeover.facts import municipality_of, region_of, takeover_of, window_of
from workflows.rules.takeover.departures import late_transfer, missed_transfer
from workflows.vocabulary import EventKind, NoticeKind, Party


def mark_if_late(step: Step) -> None:
    """Mark a takeover whose day is set after the last day for it; of a day that has passed the timer tells.

    Rule: serviceloven §§ 186–187; a missed day does not end the takeover (hovedstaden-2019-2020, 4.10).
    """
    takeover, found = takeover_of(step), window_of(step)
    late = takeover.takeover_on > found.transfer.date
    passed = step.today > found.transfer.date
    if late and not passed and not takeover.transfer_missed:
        step.note(EventKind.ESCALATED, late_transfer(found, takeover.takeover_on), source=found.transfer.source)
    takeover.transfer_missed = late or passed


@operation("takeover.mark_transfer_missed")
def mark_transfer_missed(step: Step, _data: Data) -> None:
    """Mark that the last day for the takeover has passed without it, and tell both parties and the secretariat."""
    takeover, found = takeover_of(step), window_of(step)
    text = missed_transfer(found)
    takeover.transfer_missed = True
    told = {one.id: one for one in (municipality_of(step), region_of(step), *step.organisations(Party.SECRETARIAT))}
    step.tell(
        told.values(),
        f"Sag {step.case.number}: {text}",
        key="takeover:transfer missed",
        kind=NoticeKind.DEADLINE_PASSED,
    )
    step.note(EventKind.ESCALATED, text, source=found.transfer.source)
