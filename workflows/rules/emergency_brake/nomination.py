"""When a nomination can be sent, and which of the task force's meetings it goes to."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from workflows.errors import InputError
from workflows.rules.emergency_brake.toolbox import Presupposed


class Timing(StrEnum):
    """A nomination waits for the next fixed meeting, or can't."""

    ORDINARY = "ordinary"
    ACUTE = "acute"


def check_presupposed(presupposed: Sequence[Presupposed], answers: Mapping[str, str]) -> None:
    """Raise InputError for each measure that the operator has not answered.

    The nomination is not complete before. Rule: hovedstaden-2019-2020, 9.1.
    """
    errors = [
        (f"presupposed.{one.key}", f"Skriv, hvad I har overvejet: {one.label.lower()}.")
        for one in presupposed
        if not answers.get(one.key, "").strip()
    ]
    known = {one.key for one in presupposed}
    errors += [(f"presupposed.{key}", "Feltet kendes ikke.") for key in answers if key not in known]
    if errors:
        raise InputError(errors)


def check_timing(timing: Timing, acute_reason: str) -> None:
    """Raise InputError where an acute nomination does not say why it can't wait. Rule: hovedstaden-2019-2020, 9.3."""
    if timing is Timing.ACUTE and not acute_reason:
        raise InputError([("acute_reason", "Skriv, hvorfor indstillingen ikke kan vente til næste faste møde.")])


def meeting_for(days: Sequence[date], sent_on: date) -> date | None:
    """The first of the fixed meetings after the day the nomination is sent; none where none is set yet.

    >>> meeting_for([date(2026, 4, 14), date(2026, 10, 13)], date(2026, 4, 14))
    datetime.date(2026, 10, 13)
    """
    return min((day for day in days if day > sent_on), default=None)


def check_meeting_dates(days: Sequence[date], *, year: int, number: int, today: date) -> None:
    """Raise InputError unless the year's fixed meetings are so many different days to come in that year.

    Rule: hovedstaden-2019-2020, 9.3 (two a year, set in advance).
    """
    errors = []
    if len(set(days)) != len(days) or len(days) != number:
        errors.append(("days", f"Sæt {number} forskellige datoer for året."))
    for position, day in enumerate(days):
        if day.year != year:
            errors.append((f"days[{position}]", f"Datoen ligger ikke i {year}."))
        elif day <= today:
            errors.append((f"days[{position}]", "Datoen skal ligge efter i dag: datoerne sættes på forhånd."))
    if errors:
        raise InputError(errors)
