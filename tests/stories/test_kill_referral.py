"""A process may die anywhere in a referral: the clock's warnings come once, and no pause is lost or doubled."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.snapshots import connected, stored

ROOT = Path(__file__).parents[2]
DEATHS = 16


@pytest.fixture
def field(seeded, tmp_path) -> Path:
    """A database file with the field in it and no case."""
    return stored(connected(), tmp_path / "field.db")


@pytest.mark.slow
def test_wherever_a_process_dies_the_clock_of_a_referral_tells_everything_once(field):
    command = [sys.executable, "-m", "tests.stories.referral_sweep", str(field), str(DEATHS)]

    swept = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert swept.returncode == 0, swept.stderr
    undisturbed, *deaths = [json.loads(line) for line in swept.stdout.splitlines()]
    assert undisturbed["kept"]["referral"] == [
        [1, "2026-03-02", "2026-03-16", "2026-04-10", "2026-04-10", "2026-04-10"]
    ]
    assert undisturbed["kept"]["pauses"] == [["2026-03-16", "2026-03-20", 1]]
    assert len(deaths) == DEATHS
    assert [death["last_breath"] for death in deaths if not death["died"]] == []
    assert [death["last_breath"] for death in deaths if death["kept"] != undisturbed["kept"]] == []
