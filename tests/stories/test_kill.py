"""A process may die anywhere: another goes on, nothing is lost and nothing is done twice."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.snapshots import connected, stored
from tests.stories.kept import kept

ROOT = Path(__file__).parents[2]
DEATHS = 4
"""How many points of one walk with a real press, spread evenly over its statements and commits."""
DEATHS_APART = 16
"""How many points of walks with a quick press, each in a database of its own."""


@pytest.fixture
def field(seeded, tmp_path) -> Path:
    """A database file with the field in it and no case."""
    return stored(connected(), tmp_path / "field.db")


def walked(file: Path, last_breath: int = 0) -> subprocess.CompletedProcess[str]:
    """A process of its own that walks on from where the case stands."""
    command = [sys.executable, "-m", "tests.stories.mortal", f"sqlite:///{file}", str(last_breath)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.slow
def test_a_walk_that_dies_at_many_points_ends_like_one_that_does_not(field, tmp_path):
    undisturbed = tmp_path / "undisturbed.db"
    shutil.copy(field, undisturbed)
    whole = walked(undisturbed)
    assert whole.returncode == 0, whole.stderr
    breaths = int(whole.stdout)
    died = 0

    # Each death comes later in the walk than the one before: one case dies at all the points.
    while (process := walked(field, breaths // DEATHS)).returncode == -signal.SIGKILL:
        died += 1
        _the_lease_of_the_dead_is_over(field)

    assert process.returncode == 0, process.stderr
    assert died >= DEATHS - 2
    assert kept(field) == kept(undisturbed)


@pytest.mark.slow
def test_wherever_a_process_dies_its_heir_ends_the_walk_with_nothing_lost_or_doubled(field):
    command = [sys.executable, "-m", "tests.stories.sweep", str(field), str(DEATHS_APART)]

    swept = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert swept.returncode == 0, swept.stderr
    undisturbed, *deaths = [json.loads(line) for line in swept.stdout.splitlines()]
    assert len(deaths) == DEATHS_APART
    assert [death["last_breath"] for death in deaths if not death["died"]] == []
    assert [death["last_breath"] for death in deaths if death["kept"] != undisturbed["kept"]] == []


def _the_lease_of_the_dead_is_over(file: Path) -> None:
    """A job that the dead process held or ordered is free when its time has come; the test does not wait for it."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE job SET run_after = '2000-01-01 00:00:00.000000' WHERE status <> 'done'")
    connection.close()
