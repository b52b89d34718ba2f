"""A process may die anywhere: another goes on, nothing is lost and nothing is done twice."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.snapshots import connected, put_back

ROOT = Path(__file__).parents[2]
DEATHS = 8
"""How many points of the walk, spread evenly over its statements and commits."""
KEPT = ("case_event", "case_party", "closing_account", "delivery", "document", "hearing_answer", "job", "journal_entry")
"""The tables in which a thing done twice, or not at all, would show. Of each, the rows are counted by what they are."""
TOLD = {
    "case_event": "kind || text",
    "closing_account": "kind || version",
    "document": "kind || number || version || (pdf IS NOT NULL)",
    "job": "kind || status",
    "journal_entry": "position || theme",
}


@pytest.fixture
def field(database, seeds, tmp_path) -> Path:
    """A database file with the field in it and no case."""
    put_back(connected(), seeds)
    connected().dispose()
    return tmp_path / "test.db"


def walked(file: Path, last_breath: int = 0) -> subprocess.CompletedProcess[str]:
    """A process of its own that walks on from where the case stands."""
    command = [sys.executable, "-m", "tests.stories.mortal", f"sqlite:///{file}", str(last_breath)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def told(file: Path) -> dict[str, list[tuple[str, int]]]:
    """What is kept, by table: each thing in words, and how many times it is there."""
    with sqlite3.connect(file) as connection:
        found = {
            table: connection.execute(
                f"SELECT {TOLD.get(table, '1')} AS what, count(*) FROM {table} GROUP BY what ORDER BY what"
            ).fetchall()
            for table in KEPT
        }
        found["open"] = connection.execute("SELECT count(*) FROM task WHERE status = 'open'").fetchall()
        found["timer"] = connection.execute("SELECT count(*) FROM timer").fetchall()
        found["incident"] = connection.execute("SELECT count(*) FROM incident").fetchall()
    connection.close()
    return found


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
    assert told(field) == told(undisturbed)


@pytest.mark.slow
@pytest.mark.parametrize("breath", [3, 40, 67])
def test_dying_in_the_step_that_opens_the_case_leaves_nothing_of_it(field, breath):
    assert walked(field, breath).returncode == -signal.SIGKILL

    with sqlite3.connect(field) as connection:
        assert connection.execute('SELECT count(*) FROM "case"').fetchone() in [(0,), (1,)]
        halves = "SELECT count(*) FROM \"case\" WHERE process_state = ''"
        assert connection.execute(halves).fetchone() == (0,)
    connection.close()


def _the_lease_of_the_dead_is_over(file: Path) -> None:
    """A job that the dead process held is free when its lease ends; the test does not wait for it."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE job SET run_after = '2000-01-01 00:00:00.000000' WHERE status = 'running'")
    connection.close()
