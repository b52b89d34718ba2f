"""Numbers of cases: one series a year, without gaps that a lost transaction could make."""

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import NumberSeries
from db.session import lock_row
from workflows.services.running.once import insert_once


def next_case_number(session: Session, year: int) -> str:
    """The next number of the year, e.g. `2026-0001`."""
    name = f"case:{year}"
    found = lock_row(select(NumberSeries).where(NumberSeries.name == name))
    series = session.scalars(found).one_or_none()
    if series is None:
        # Two may open the year's first case at once: the second waits here, and finds the row of the first.
        insert_once(session, NumberSeries, id=uuid4(), name=name, last=0)
        series = session.scalars(found).one()
    series.last += 1
    return f"{year}-{series.last:04d}"
