"""The functions that a diagram may call in a condition or a timer: dates from the deadline engine."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from workflows.processes.deadlines import deadline_of
from workflows.processes.step import Step
from workflows.rules.deadlines import reminder_date

FUNCTIONS = frozenset({"before_deadline", "after_deadline", "days_before", "day_after"})


def expression_functions(step: Step) -> Mapping[str, Callable[..., str | None]]:
    """What the diagrams of this case may call; each gives an ISO date, or none where the agreement sets none."""

    def before_deadline(rule: str, start: str, days: int) -> str | None:
        found = deadline_of(step, rule, date.fromisoformat(start))
        return reminder_date(found.last_working_day, days).isoformat() if found else None

    def after_deadline(rule: str, start: str) -> str | None:
        found = deadline_of(step, rule, date.fromisoformat(start))
        return (found.date + timedelta(days=1)).isoformat() if found else None

    def days_before(day: str, days: int) -> str:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat()

    def day_after(day: str) -> str:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()

    return {
        "before_deadline": before_deadline,
        "after_deadline": after_deadline,
        "days_before": days_before,
        "day_after": day_after,
    }
