"""Numbers of cases: one series a year, without gaps that a lost transaction could make."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import NumberSeries
from db.session import lock_row


def next_case_number(session: Session, year: int) -> str:
    """The next number of the year, e.g. `2026-0001`."""
    name = f"case:{year}"
    series = session.scalars(lock_row(select(NumberSeries).where(NumberSeries.name == name))).one_or_none()
    if series is None:
        series = NumberSeries(name=name, last=0)
        session.add(series)
    series.last += 1
    session.flush([series])
    return f"{year}-{series.last:04d}"
