"""Planning backwards: from a legal date to the meeting before it, and to the day on which that meeting's agenda closes.

No agreement says how a council plans its meetings; the dates and the days before a meeting are each organisation's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.rules.calendar import NO_EXTRA_CLOSED, Day, closure, last_working_day
from workflows.rules.dates_text import long_date
from workflows.rules.deadlines_text import amount
from workflows.vocabulary import Party

MOST_DAYS = 60
"""The longest time before a meeting that an agenda is thought to close."""


CLOSING_UNKNOWN = "Det er ikke registreret, hvor mange dage før mødet dagsordenen lukker."


@dataclass(frozen=True)
class DecidedBefore:
    """The decision at a meeting that a deadline presupposes: whose, and the word of its matter."""

    party: Party
    matter: str


_DECLARATION = (DecidedBefore(Party.MUNICIPALITY, "takeover_declaration"),)
DECIDED_BEFORE: Mapping[str, tuple[DecidedBefore, ...]] = {
    "takeover.declaration": _DECLARATION,
    "takeover.request": _DECLARATION,
    "takeover.transfer": (
        DecidedBefore(Party.MUNICIPALITY, "takeover_approval"),
        DecidedBefore(Party.REGION, "takeover_approval"),
    ),
}
"""By rule. Rule: hovedstaden-2019-2020, 4.10; serviceloven §§ 186–187 (the municipal council takes over, both councils
approve the agreement before the transfer)."""


@dataclass(frozen=True)
class Plan:
    """The way back from a legal date.

    `meeting` is none where no meeting is planned in time; `agenda_by` besides where it is not known how long before a
    meeting the agenda closes. `warning` is empty when the date can be met.
    """

    legal_date: date
    meeting: Day | None
    agenda_by: Day | None
    explanation: str
    warning: str


def plan_backwards(
    *,
    legal_date: date,
    meetings: Iterable[date],
    closes_days_before: int | None,
    today: date,
    extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED,
) -> Plan:
    """The latest meeting on or before the legal date, and the latest day for its agenda.

    The agenda closes `closes_days_before` days before the meeting (every day counts); when that day is closed, the last
    working day before it. Meetings before `today` are over. Raises ValueError for a negative number of days.

    >>> found = plan_backwards(
    ...     legal_date=date(2028, 1, 1),
    ...     meetings=[date(2027, 11, 24), date(2027, 12, 15), date(2028, 1, 26)],
    ...     closes_days_before=8,
    ...     today=date(2027, 9, 1),
    ... )
    >>> found.meeting, found.agenda_by
    (datetime.date(2027, 12, 15), datetime.date(2027, 12, 7))
    """
    if closes_days_before is not None and closes_days_before < 0:
        raise ValueError("an agenda does not close after its meeting")
    coming = sorted({day for day in meetings if day >= today})
    in_time = [day for day in coming if day <= legal_date]
    if not in_time:
        return Plan(legal_date, None, None, "", _no_meeting(legal_date, coming, today))
    meeting = in_time[-1]
    last_known = "" if coming[-1] > meeting else " Der er ikke registreret senere møder."
    found = _latest(legal_date, meeting, extra_closed)
    if closes_days_before is None:
        return Plan(legal_date, meeting, None, f"{found} {CLOSING_UNKNOWN}{last_known}", "")
    agenda_by, sentence = agenda_day(meeting, closes_days_before, extra_closed)
    warning = _closed_already(meeting, agenda_by) if agenda_by < today else ""
    return Plan(legal_date, meeting, agenda_by, f"{found} {sentence}{last_known}", warning)


def agenda_day(
    meeting: date, closes_days_before: int, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED
) -> tuple[date, str]:
    """The latest day for the agenda of a meeting, and how it comes about.

    >>> agenda_day(date(2026, 4, 14), 7)[0]
    datetime.date(2026, 4, 7)
    """
    closes = meeting - timedelta(days=closes_days_before)
    by = last_working_day(closes, extra_closed)
    return by, _agenda(closes, by, closes_days_before, extra_closed)


def _latest(legal_date: date, meeting: date, extra_closed: Mapping[date, str]) -> str:
    told = f"Det sidste møde på eller før {long_date(legal_date)} er {long_date(meeting)}."
    why = closure(meeting, extra_closed)
    return f"{told} Mødedagen er lukket ({why}); kontrollér datoen." if why else told


def _agenda(closes: date, agenda_by: date, days: int, extra_closed: Mapping[date, str]) -> str:
    if days == 0:
        sentence = f"Dagsordenen lukker samme dag, {long_date(closes)}."
    else:
        sentence = f"Dagsordenen lukker {amount(days, 'dag')} før mødet, {long_date(closes)}."
    if closes == agenda_by:
        return sentence
    why = closure(closes, extra_closed)
    return f"{sentence} Dagen er lukket ({why}); sidste arbejdsdag før den er {long_date(agenda_by)}."


def _no_meeting(legal_date: date, coming: list[date], today: date) -> str:
    following = f" Det næste er {long_date(coming[0])}." if coming else ""
    if legal_date < today:
        return f"Fristen {long_date(legal_date)} er overskredet.{following} Aftal et ekstraordinært møde snarest."
    return (
        f"Fristen kan ikke nås på et ordinært møde: der er ikke registreret noget møde til og med "
        f"{long_date(legal_date)}.{following} Aftal et ekstraordinært møde, eller registrér de møder, der mangler."
    )


def _closed_already(meeting: date, agenda_by: date) -> str:
    return (
        f"Fristen kan ikke nås på den almindelige måde: dagsordenen til mødet {long_date(meeting)} lukkede "
        f"{long_date(agenda_by)}. Få sagen på som tillæg til dagsordenen, eller aftal et ekstraordinært møde."
    )
