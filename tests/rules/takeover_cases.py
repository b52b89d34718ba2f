"""Requests to compute the share that follows a taken-over offer, and the worked examples as data."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

EXAMPLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "examples").glob("takeover_*.toml"))
}

DEFICIT = "takeover_1_deficit"
SURPLUS = "takeover_2_surplus"


def request(example: str = DEFICIT, **changes: Any) -> dict[str, Any]:
    """An example's request with some of its fields changed."""
    return {**deepcopy(EXAMPLES[example]["request"]), **changes}


def unit(name: str, **changes: Any) -> dict[str, Any]:
    """A unit with a budget of 100 and nothing else, but for what is changed."""
    nought = dict.fromkeys(["revenue", "costs", "year_result", "carried_forward", "accumulated"], "0")
    return {"name": name, "budget": "100", **nought, **changes}
