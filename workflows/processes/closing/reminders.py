"""Reminders of the provisional account, and the message to the secretariat when it is late."""

from db.models.case import CaseDeadline
from workflows.processes.closing.facts import decided_on
from workflows.processes.deadlines import keep_deadline
from workflows.processes.operations import Data, operation
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import EventKind, NoticeKind, Party

LAST_REMINDER_DAYS = 7


@operation("closing.remind_first")
def remind_first(step: Step, _data: Data) -> None:
    """Remind the operator a month ahead, unless the second reminder is due as well."""
    deadline = unmet_deadline(step)
    if deadline is not None and (deadline.last_working_day - step.today).days > LAST_REMINDER_DAYS:
        _remind(step, deadline, "first")


@operation("closing.remind_last")
def remind_last(step: Step, _data: Data) -> None:
    """Remind the operator a week ahead, unless the last working day has passed as well."""
    deadline = unmet_deadline(step)
    if deadline is not None and step.today <= deadline.last_working_day:
        _remind(step, deadline, "last")


@operation("closing.escalate_provisional_account")
def escalate_provisional_account(step: Step, _data: Data) -> None:
    """Tell the secretariat and the operator that the deadline has passed without an account."""
    deadline = unmet_deadline(step)
    if deadline is None or step.today <= deadline.due_on:
        return
    text = (
        f"Det foreløbige lukkeregnskab i sag {step.case.number} skulle være lavet senest "
        f"{date_in_words(deadline.due_on)} ({deadline.source}) og mangler endnu."
    )
    told = step.organisations(Party.SECRETARIAT, Party.OPERATOR)
    step.tell(told, text, key=f"escalation:{deadline.id}", kind=NoticeKind.DEADLINE_PASSED)
    step.note(EventKind.ESCALATED, text, source=deadline.source)


def _remind(step: Step, deadline: CaseDeadline, which: str) -> None:
    text = (
        f"Det foreløbige lukkeregnskab i sag {step.case.number} skal være lavet senest "
        f"{date_in_words(deadline.due_on)}. {_time_left((deadline.last_working_day - step.today).days)}"
    )
    step.tell(
        [step.operator()],
        text,
        key=f"reminder:{which}:{deadline.id}",
        kind=NoticeKind.DEADLINE_NEAR,
        task="task_enter_provisional_account",
    )
    step.note(EventKind.REMINDED, text, source=deadline.source)


def _time_left(days: int) -> str:
    if days == 0:
        return "I dag er sidste arbejdsdag."
    return f"Der er {days} {'dag' if days == 1 else 'dage'} til sidste arbejdsdag."


def unmet_deadline(step: Step) -> CaseDeadline | None:
    """The deadline of the provisional account while it has not been met.

    A decision that is recorded late can let a timer fire in the step that opens the task: then it is kept here.
    """
    found = keep_deadline(step, "closing.provisional_account", decided_on(step))
    return found if found is not None and found.met_on is None else None
