"""What we ask a database to compute by days, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

ZONE = "Europe/Copenhagen"
_DENMARK = ZoneInfo(ZONE)


class danish_day(FunctionElement[Any]):
    """The Danish date of a moment."""

    inherit_cache = True
    type = Date()


class days_between(FunctionElement[int]):
    """How many days there are from one date to a later one."""

    inherit_cache = True
    type = Integer()


def of_moment(kept: str | None) -> str | None:
    """The Danish date of a moment as SQLite keeps it, in UTC without a zone."""
    if kept is None:
        return None
    return datetime.fromisoformat(kept).replace(tzinfo=UTC).astimezone(_DENMARK).date().isoformat()


@compiles(danish_day, "postgresql")
def _danish_day_on_postgresql(element: Any, compiler: Any, **how: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **how)}) AT TIME ZONE '{ZONE}' AS DATE)"


@compiles(danish_day, "sqlite")
def _danish_day_on_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    return f"danish_day({compiler.process(element.clauses, **how)})"


@compiles(days_between, "postgresql")
def _days_between_on_postgresql(element: Any, compiler: Any, **how: Any) -> str:
    first, last = (compiler.process(one, **how) for one in element.clauses)
    return f"(CAST({last} AS DATE) - CAST({first} AS DATE))"


@compiles(days_between, "sqlite")
def _days_between_on_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    first, last = (compiler.process(one, **how) for one in element.clauses)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"
