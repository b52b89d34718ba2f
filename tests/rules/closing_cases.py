"""Requests to compute a closing account, valid by default, and the worked examples as data."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

EXAMPLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "examples").glob("closing_*.toml"))
}

STANDALONE = "closing_1_standalone"
PART_OF_UNIT = "closing_2_part_of_unit"
REGIONAL_STANDALONE = "closing_3_regional_standalone"
REGIONAL_UNIT = "closing_4_regional_unit"
OCCUPANCY_DAYS = "closing_5_occupancy_days"
OPERATOR_BEARS = "closing_0_operator_bears"


def request(example: str = STANDALONE, **changes: Any) -> dict[str, Any]:
    """An example's request with some of its fields changed."""
    return {**deepcopy(EXAMPLES[example]["request"]), **changes}


def result(accumulated: int | str) -> dict[str, str]:
    """A result that comes to the given accumulated amount."""
    return {"revenue": "0", "costs": "0", "carried_forward": str(accumulated)}
