"""The clock of the acting municipality's decision: 15 working days from receipt, still while facts are missing.

Counting is `rules.deadlines` and `rules.calendar`; here are the pauses, the day to warn, and what the clock shows.

The source is silent on pauses (hovedstaden-2019-2020, 8.1 presupposes that the case is fully informed). Our rule: the
clock stands still from the day on which the municipality says what is missing, to and including the day on which it is
supplied; counting goes on with the day after, as it begins with the day after receipt. The working days of a pause are
added back as they were. A pause that begins when the days have run out gives nothing back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.rules.calendar import (
    DAY,
    NO_EXTRA_CLOSED,
    Day,
    Pause,
    Skipped,
    add_working_days,
    closure,
)
from workflows.rules.dates_text import long_date
from workflows.rules.deadlines import Deadline, deadline
from workflows.rules.deadlines_arithmetic import passed_over
from workflows.rules.deadlines_text import amount

WORKING_DAYS = 15
"""hovedstaden-2019-2020, 8.1; counted by the rule `referral.decision`."""
WARNING_DAY = 10
"""The working day on which the municipality is warned; the agreement says nothing of a warning."""
PAUSE_RULE = (
    "Aftalen forudsætter, at sagen er fuldt oplyst, men siger ikke, hvad der sker med fristen, når den ikke er det. "
    "I Rammesag står fristen stille fra den dag, handlekommunen siger, hvad der mangler, til og med den dag, det er "
    "givet. Dagene lægges til igen. Borgerens ventetid tælles med pauserne."
)


@dataclass(frozen=True)
class ClockPause:
    """A time in which the clock stands still; `last_day` is none while it still does. The reason names no one."""

    first_day: date
    last_day: date | None
    reason: str


@dataclass(frozen=True)
class ClockState:
    """Where the clock is on a day.

    `day` is how many working days have run, of `of`. `due_on` is none while the clock stands still, unless the days
    had run out before. `left` is negative when they have run out. `skipped` are the days passed over, with the reason.
    """

    received_on: date
    day: int
    of: int
    left: int
    due_on: Day | None
    warning_on: Day | None
    paused_since: date | None
    late: bool
    text: str
    explanation: str
    skipped: tuple[Skipped, ...]
    pauses: tuple[ClockPause, ...]
    source: str


def decision_deadline(
    agreement: str,
    received_on: date,
    pauses: Sequence[ClockPause] = (),
    extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED,
) -> Deadline:
    """The last day to decide, with every day skipped; of pauses only those that have ended.

    Raises InputError under an agreement that sets no such deadline.
    """
    ended = [one for pause in pauses if (one := _ended(pause)) is not None]
    return deadline(
        agreement=agreement, rule="referral.decision", start=received_on, extra_closed=extra_closed, paused=ended
    )


def warning_day(
    received_on: date, pauses: Sequence[ClockPause] = (), extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED
) -> date:
    """The tenth working day of the clock.

    >>> warning_day(date(2026, 3, 2))
    datetime.date(2026, 3, 16)
    """
    ended = [one for pause in pauses if (one := _ended(pause)) is not None]
    return add_working_days(received_on, WARNING_DAY, extra_closed, ended)[0]


def _ended(pause: ClockPause) -> Pause | None:
    return None if pause.last_day is None else Pause(pause.first_day, pause.last_day, pause.reason)


def clock(
    agreement: str,
    received_on: date,
    today: date,
    pauses: Sequence[ClockPause] = (),
    extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED,
) -> ClockState:
    """Where the clock is on `today`, which has itself run when it is a working day.

    Raises InputError under an agreement that sets no such deadline.
    """
    ordered = tuple(sorted(pauses, key=lambda pause: (pause.first_day, pause.last_day or date.max)))
    found = decision_deadline(agreement, received_on, ordered, extra_closed)
    opened = next((pause.first_day for pause in ordered if pause.last_day is None), None)
    if opened is not None and opened <= found.date:
        return _standing_still(found, opened, today, ordered, extra_closed)
    return _running(found, opened, today, ordered, extra_closed)


def _running(
    found: Deadline, opened: date | None, today: date, pauses: tuple[ClockPause, ...], extra_closed: Mapping[date, str]
) -> ClockState:
    """A clock that runs or has run out. A pause that began after the last day moves nothing: the case stays late."""
    late = today > found.date
    over = _ran(found.date, today, (), extra_closed)[0]
    ran = WORKING_DAYS + over if late else _ran(found.start, today, pauses, extra_closed)[0]
    return ClockState(
        received_on=found.start,
        day=ran,
        of=WORKING_DAYS,
        left=WORKING_DAYS - ran,
        due_on=found.date,
        warning_on=warning_day(found.start, pauses, extra_closed),
        paused_since=opened,
        late=late,
        text=_late(over) if late else f"Dag {ran} af {WORKING_DAYS}",
        explanation=found.explanation,
        skipped=found.skipped,
        pauses=pauses,
        source=found.source,
    )


def _late(over: int) -> str:
    return f"Fristen er overskredet med {amount(over, 'arbejdsdag')}" if over else "Fristen er overskredet"


def _standing_still(
    found: Deadline, since: date, today: date, pauses: tuple[ClockPause, ...], extra_closed: Mapping[date, str]
) -> ClockState:
    ran, skipped = _ran(found.start, today, pauses, extra_closed)
    reasons = " og ".join(dict.fromkeys(one.reason for one in pauses if one.last_day is None))
    left = amount(WORKING_DAYS - ran, "arbejdsdag")
    return ClockState(
        received_on=found.start,
        day=ran,
        of=WORKING_DAYS,
        left=WORKING_DAYS - ran,
        due_on=None,
        warning_on=None,
        paused_since=since,
        late=False,
        text=f"Fristen står stille siden {long_date(since)} (dag {ran} af {WORKING_DAYS})",
        explanation=(
            f"Udredningen er modtaget {long_date(found.start)}. Fristen har stået stille siden {long_date(since)}: "
            f"{reasons}. Der er gået {amount(ran, 'arbejdsdag')} af {WORKING_DAYS}; {left} er tilbage, når den løber."
            + "".join(f" {sentence}" for sentence in passed_over(skipped))
        ),
        skipped=skipped,
        pauses=pauses,
        source=found.source,
    )


def _ran(
    after: date, today: date, pauses: Sequence[ClockPause], extra_closed: Mapping[date, str]
) -> tuple[int, tuple[Skipped, ...]]:
    """The working days after a day to and including today on which the clock ran, and the days it did not."""
    ran, skipped, day = 0, [], after + DAY
    while day <= today:
        if why := closure(day, extra_closed) or _stood_still(day, pauses):
            skipped.append(Skipped(day, why))
        else:
            ran += 1
        day += DAY
    return ran, tuple(skipped)


def _stood_still(day: date, pauses: Sequence[ClockPause]) -> str | None:
    over = [one for one in pauses if one.first_day <= day and (one.last_day is None or day <= one.last_day)]
    return f"Fristen stod stille: {' og '.join(dict.fromkeys(one.reason for one in over))}" if over else None
