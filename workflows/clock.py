"""The only place that reads the time. Below the services a date is an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_TOLD: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _TOLD.get() or datetime.now(UTC)


@contextmanager
def told(moment: datetime) -> Iterator[None]:
    """Let it be another moment here and in what is called from here, for a demonstration of what has happened."""
    before = _TOLD.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _TOLD.reset(before)


def today() -> date:
    """The present date in Denmark."""
    return now().astimezone(COPENHAGEN).date()


def start_of_day(day: date) -> datetime:
    """The moment a Danish date begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN).astimezone(UTC)
