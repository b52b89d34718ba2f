"""How each agreement supports a most specialised offer in trouble, read from `regimes.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workflows.errors import Refused
from workflows.rules.agreement_types import Stated
from workflows.rules.emergency_brake.toolbox import Calculation, Duty, Presupposed, Tool

BY_SECRETARIAT = "sat op i sagen af sekretariatet"
"""What a point rests on where the agreement leaves it open."""
FILE = Path(__file__).with_name("regimes.toml")


@dataclass(frozen=True)
class Names:
    """The model and the bodies as they stand inside a sentence."""

    model: str
    committee: str
    task_force: str
    decider: str
    case_title: str
    """The title of a case, with the offer's name to be filled in."""


@dataclass(frozen=True)
class BodyCodes:
    """The organisations that treat a nomination, map it and decide, by code."""

    committee: str
    task_force: str
    decider: str


@dataclass(frozen=True)
class Regime:
    """What an agreement says of its most specialised offers, point by point."""

    agreement_id: str
    names: Names
    codes: BodyCodes | None
    """None where the secretariat chooses the bodies in each case."""
    set_up: Stated[bool]
    """The secretariat sets bodies and steps up in each case."""
    list: Stated[bool]
    """National and secured offers can't stand on the list."""
    terms: Stated[bool]
    meetings: Stated[int]
    """The task force's fixed dates in a year; 0 where the agreement names none."""
    economy: Stated[bool]
    presupposed_point: Stated[bool]
    assessment: Stated[bool]
    mapping: Stated[bool]
    recommendation: Stated[bool]
    effect: Stated[bool]
    """The agreement itself names measures that change what municipalities pay."""
    hearing: Stated[bool]
    """The agreement itself recommends that buyers are heard before longer notice."""
    notice: Stated[str]
    """The ordinary notice period, as it stands inside a sentence."""
    region: Stated[bool]
    decision: Stated[bool]
    knowledge: Stated[bool]
    follow_up: Stated[bool]
    criteria: Stated[int]
    """How many criteria the list rests on; 0 where the agreement names none."""
    reevaluation: Stated[int]
    """Demand is examined at least every so many years; 0 where the agreement says nothing of it."""
    adoption: Stated[bool]
    presupposed: tuple[Presupposed, ...]
    toolbox: tuple[Tool, ...]
    duties: tuple[Duty, ...]

    def tool(self, key: str) -> Tool | None:
        """The measure of the toolbox with that key."""
        return next((tool for tool in self.toolbox if tool.key == key), None)


POINTS = (
    "set_up",
    "list",
    "terms",
    "meetings",
    "economy",
    "presupposed_point",
    "assessment",
    "mapping",
    "recommendation",
    "effect",
    "hearing",
    "notice",
    "region",
    "decision",
    "knowledge",
    "follow_up",
    "criteria",
    "reevaluation",
    "adoption",
)


@cache
def regime(agreement_id: str) -> Regime:
    """The agreement's model. Raises Refused with the reason where it has none."""
    row = _rows()[agreement_id]
    if "refused" in row:
        raise Refused(row["refused"], rule=agreement_id)
    return _regime(agreement_id, row)


def has_model(agreement_id: str) -> bool:
    """Whether the agreement has a list of most specialised offers and a way to support them."""
    return "refused" not in _rows()[agreement_id]


@cache
def _rows() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _regime(agreement_id: str, row: Mapping[str, Any]) -> Regime:
    def stated(point: Mapping[str, Any]) -> Stated[Any]:
        cited = f"{agreement_id}, {point.get('paragraph', row['paragraph'])}"
        return Stated(point["value"], BY_SECRETARIAT if point.get("by_secretariat") else cited, point["why"])

    codes = [row[f"{name}_code"] for name in ("committee", "task_force", "decider") if f"{name}_code" in row]
    return Regime(
        agreement_id=agreement_id,
        names=Names(row["model"], row["committee"], row["task_force"], row["decider"], row["case_title"]),
        codes=BodyCodes(*codes) if codes else None,
        presupposed=tuple(Presupposed(**one) for one in row.get("presupposed", ())),
        toolbox=tuple(_tool(one) for one in row.get("tool", ())),
        duties=tuple(Duty(**one) for one in row.get("duty", ())),
        **{point: stated(row[point]) for point in POINTS},
    )


def _tool(row: Mapping[str, Any]) -> Tool:
    return Tool(
        key=row["key"],
        name=row["name"],
        note=row["note"],
        advantages=tuple(row.get("advantages", ())),
        drawbacks=tuple(row.get("drawbacks", ())),
        calculation=Calculation(row["calculation"]) if "calculation" in row else None,
        closes=row.get("closes", False),
    )
