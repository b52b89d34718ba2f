"""The warning on the tenth working day, and the message when the days have run out; the case goes on."""

from workflows.documents.formats import dato
from workflows.processes.operations import Data, operation
from workflows.processes.referral.clocks import SOURCE, clock_of, due_of
from workflows.processes.referral.facts import centre_of, decider_of, municipality_of, referral_of
from workflows.processes.step import Step
from workflows.vocabulary import EventKind, NoticeKind


@operation("referral.warn_decision")
def warn_decision(step: Step, _data: Data) -> None:
    """Warn who decides that ten working days have run; once in a case, and not when the days have run out as well."""
    referral, due_on = referral_of(step), due_of(step)
    if referral.warned_on is not None or due_on is None or step.today > due_on:
        return
    state = clock_of(step)
    assert state is not None
    referral.warned_on = step.today
    text = f"{state.text}: afgørelsen i sag {step.case.number} træffes senest {dato(due_on)}."
    step.tell([decider_of(step)], text, key="decision:warning", kind=NoticeKind.DEADLINE_NEAR)
    step.note(EventKind.REMINDED, text, source=SOURCE)


@operation("referral.escalate_decision")
def escalate_decision(step: Step, _data: Data) -> None:
    """Tell both parties that the days have run out without a decision; once in a case."""
    referral, due_on = referral_of(step), due_of(step)
    if referral.escalated_on is not None or due_on is None or step.today <= due_on:
        return
    referral.escalated_on = step.today
    text = (
        f"Afgørelsen i sag {step.case.number} skulle være truffet senest {dato(due_on)} ({SOURCE}) og mangler "
        "endnu. Sagen går videre."
    )
    parties = {one.id: one for one in (municipality_of(step), centre_of(step))}
    step.tell(parties.values(), text, key="decision:late", kind=NoticeKind.DEADLINE_PASSED)
    step.note(EventKind.ESCALATED, text, source=SOURCE)
