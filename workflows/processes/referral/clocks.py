"""The clock of the case: kept as its deadline, standing still, running again, and read by the timers."""

from datetime import date, timedelta

from workflows.documents.envelope import DeadlineShown
from workflows.processes.deadlines import keep_deadline, lapse_deadline, standing_deadline
from workflows.processes.referral.facts import clock_pauses, pauses_of, referral_of, regime_of
from workflows.processes.step import Step
from workflows.rules.calendar import Pause
from workflows.rules.referral.clock import ClockState, clock, warning_day
from workflows.vocabulary import Party

RULE = "referral.decision"
SOURCE = "hovedstaden-2019-2020, 8.1"


def has_clock(step: Step) -> bool:
    """Whether a last day to decide counts in this case."""
    return bool(regime_of(step).decision.value) and bool(referral_of(step).clock_counts)


def start_clock(step: Step) -> dict[str, object]:
    """Keep the last day to decide, with the pauses that have ended; gives what the timers and tasks read."""
    referral = referral_of(step)
    received_on = referral.received_on
    assert received_on is not None
    if not has_clock(step):
        return {"received_on": received_on.isoformat(), "decision_rule": "", "warning_on": None, "late_on": None}
    pauses = clock_pauses(pauses_of(step))
    ended = [Pause(one.first_day, one.last_day, one.reason) for one in pauses if one.last_day is not None]
    row = keep_deadline(step, RULE, received_on, ended)
    assert row is not None
    warning = warning_day(received_on, pauses, step.closed_days)
    late = row.due_on + timedelta(days=1)
    return {
        "received_on": received_on.isoformat(),
        "decision_rule": RULE,
        "warning_on": None if referral.warned_on else warning.isoformat(),
        "late_on": None if referral.escalated_on else late.isoformat(),
    }


def stop_clock(step: Step) -> None:
    """Let the clock stand still from today; a case whose days have run out stays late."""
    due_on = due_of(step)
    if due_on is not None and step.today <= due_on:
        lapse_deadline(step, RULE)


def due_of(step: Step) -> date | None:
    """The last day to decide: none where no deadline counts, and while the clock stands still."""
    row = standing_deadline(step, RULE)
    return row.due_on if row else None


def shown_deadline(step: Step) -> DeadlineShown | None:
    """The last day to decide as a document shows it; none while the clock stands still, and where none counts."""
    row = standing_deadline(step, RULE)
    if row is None:
        return None
    return DeadlineShown(row.label, row.due_on, row.last_working_day, row.explanation, row.source)


def meet_clock(step: Step) -> None:
    """Mark the deadline as met by today's decision."""
    row = standing_deadline(step, RULE)
    if row is not None:
        row.met_on = step.today


def clock_of(step: Step) -> ClockState | None:
    """Where the clock is: today, or on the day of the decision; none before the report, and where none counts."""
    referral = referral_of(step)
    if referral.received_on is None or not has_clock(step):
        return None
    day: date = referral.decided_on or step.today
    pauses = clock_pauses(pauses_of(step))
    return clock(step.case.agreement_id, referral.received_on, day, pauses, step.closed_days)


def clock_sentence(step: Step) -> str:
    """Why there is a last day to decide or none, for a screen and a letter."""
    referral = referral_of(step)
    if not regime_of(step).decision.value:
        return regime_of(step).decision.why
    if referral.decider is Party.CENTRE and not referral.clock_counts:
        return "Samarbejdsaftalen træder i stedet for den fælles aftale, og dens frist på 15 arbejdsdage gælder ikke."
    return regime_of(step).decision.why
