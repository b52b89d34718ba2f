"""The small facts that a case keeps in lists: the years of the economy, the focus areas, the measures."""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from workflows.rules.emergency_brake.economy import YearRow


@dataclass(frozen=True)
class FocusArea:
    """Something the mapping must throw light on, and what it found; `covered` is none until it is followed up."""

    id: str
    round: int
    text: str
    finding: str = ""
    covered: bool | None = None
    followed_by: str = ""
    followed_on: date | None = None


@dataclass(frozen=True)
class Measure:
    """A special measure of the latest report.

    `tool` is the toolbox's word, empty for another measure; `given` are the answers. `request` and `effect` are what
    went into the calculation and what came out, with the trace; empty where no payment changes.
    """

    id: str
    tool: str
    name: str
    description: str
    terms: str
    given: dict[str, Any] = field(default_factory=dict)
    request: dict[str, Any] = field(default_factory=dict)
    effect: dict[str, Any] = field(default_factory=dict)


def year_kept(row: YearRow) -> dict[str, Any]:
    """A year of the economy as it is kept."""
    return {
        "year": row.year,
        "places": row.places,
        "occupancy": f"{row.occupancy:f}",
        "budget": f"{row.budget:f}",
        "result": f"{row.result:f}",
    }


def year_read(kept: dict[str, Any]) -> YearRow:
    """A year of the economy as it was kept."""
    amounts = {name: Decimal(kept[name]) for name in ("occupancy", "budget", "result")}
    return YearRow(year=kept["year"], places=kept["places"], **amounts)


def focus_area_kept(row: FocusArea) -> dict[str, Any]:
    """A focus area as it is kept."""
    return {**asdict(row), "followed_on": row.followed_on.isoformat() if row.followed_on else None}


def focus_area_read(kept: dict[str, Any]) -> FocusArea:
    """A focus area as it was kept."""
    day = kept["followed_on"]
    return FocusArea(**{**kept, "followed_on": date.fromisoformat(day) if day else None})


def measure_kept(row: Measure) -> dict[str, Any]:
    """A measure as it is kept."""
    return asdict(row)


def measure_read(kept: dict[str, Any]) -> Measure:
    """A measure as it was kept."""
    return Measure(**kept)
