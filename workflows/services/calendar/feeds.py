"""A calendar as other programs read it (RFC 5545): all-day events in Danish, and nothing that tells of a citizen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.services.calendar.calendar_addresses import actor_at
from workflows.services.calendar.dates import Period, dates_in
from workflows.services.calendar.plans import agendas_of
from workflows.services.calendar.types import CalendarDate, CaseNamed, DateKind

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

BACK, AHEAD = timedelta(days=92), timedelta(days=731)
REFRESHED = timedelta(hours=6)
"""How often a program is asked to look again."""
PRODUCT = "-//Rammesag//Frister//DA"
MOST_DAYS = 14
"""The longest time before a date at which a calendar program can be asked to remind of it."""
AT_NINE = timedelta(hours=9)
"""When in the day: an event that lasts all day begins at midnight."""
Address = Callable[[UUID], str]


@dataclass(frozen=True)
class Ways:
    """The full addresses of pages, by the id of a case or of a task."""

    case: Address
    task: Address


def feed(token: str, ways: Ways, *, reminded: int = 0) -> bytes:
    """The calendar at a private address: what is overdue, the last three months and the next two years.

    Programs are asked to remind of what is to be done so many days before, MOST_DAYS at the most; 0 for not at all.
    Raises NotFound for an address that leads nowhere.
    """
    actor, day = actor_at(token), today()
    with reading() as session:
        late = dates_in(
            session,
            actor,
            Period(None, day - BACK - timedelta(days=1)),
            kinds={DateKind.DEADLINE, DateKind.TASK},
            unmet=True,
        )
        coming = dates_in(session, actor, Period(day - BACK, day + AHEAD))
        agendas = agendas_of(session, coming.rows)
    calendar = _calendar(actor)
    for one in (*late.rows, *coming.rows):
        event = _event(one, agendas.get(one.uid, ""), ways, day, now())
        if reminded and _is_to_be_done(one, day):
            event.add_component(_alarm(one, day, min(reminded, MOST_DAYS)))
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _calendar(actor: Actor) -> "Calendar":
    # The package takes a seventh of a second to import, which only calendars should pay for.
    from icalendar import Calendar, vDuration

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Rammesag: {actor.organisation_name}")
    calendar.add("refresh-interval", vDuration(REFRESHED), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED))
    return calendar


def _event(one: CalendarDate, agenda: str, ways: Ways, day: date, moment: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one.kind.value}-{one.uid}@rammesag")
    event.add("dtstamp", moment)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", _summary(one, day))
    event.add("description", _description(one, agenda))
    event.add("categories", [one.kind.label])
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if one.place:
        event.add("location", one.place)
    if address := _page_of(one, ways):
        event.add("url", address)
    return event


def _page_of(one: CalendarDate, ways: Ways) -> str:
    """Where the date is done away with: the task, which is there for an auditor too, else the case."""
    if one.kind is DateKind.TASK:
        return ways.task(one.tasks[0].id)
    return ways.case(one.case.id) if one.case and one.case.seen else ""


def _is_to_be_done(one: CalendarDate, day: date) -> bool:
    return one.kind in (DateKind.DEADLINE, DateKind.TASK) and one.met_on is None and one.day >= day


def _alarm(one: CalendarDate, day: date, days_before: int) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(one, day))
    alarm.add("trigger", AT_NINE - timedelta(days=days_before))
    return alarm


def _summary(one: CalendarDate, day: date) -> str:
    standing = "Overskredet: " if one.is_overdue(day) else "Overholdt: " if one.met_on else ""
    if one.case is None:
        return one.title
    if one.case.sealed:
        return f"{standing}{one.kind.label} i sag {one.case.number} ({one.case.process.label})"
    return f"{standing}{one.title} – {one.case.title}"


def _description(one: CalendarDate, agenda: str) -> str:
    if one.case is None:
        return " ".join(text for text in (one.explanation, agenda) if text)
    if one.case.sealed:
        return f"{_named(one.case)}. Log på Rammesag for at se, hvad fristen gælder."
    todo = [f"I skal: {task.label}." for task in one.tasks if one.kind is DateKind.DEADLINE]
    return "\n".join([f"{_named(one.case)}.", *todo, one.explanation])


def _named(case: CaseNamed) -> str:
    return f"Sag {case.number}, {case.process.label}"
