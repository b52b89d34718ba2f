"""The only place that reads the time. Below the services a date is an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present date in Denmark."""
    return now().astimezone(COPENHAGEN).date()


def start_of_day(day: date) -> datetime:
    """The moment a Danish date begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN).astimezone(UTC)
