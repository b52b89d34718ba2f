"""Closings walked once, with their documents made, for the pages that show them: printing takes seconds."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from tests.conftest import START, Clock
from tests.snapshots import Snapshot

if TYPE_CHECKING:
    from tests.closing_walk import ClosingWalk


@dataclass(frozen=True)
class Walked:
    """A case, and all rows of its database."""

    case_id: UUID
    rows: Snapshot

    def put_back(self) -> "ClosingWalk":
        """The walk, to go on with in this test's own database."""
        from tests.closing_walk import ClosingWalk
        from tests.snapshots import connected, put_back

        put_back(connected(), self.rows)
        walk = ClosingWalk()
        walk.case_id = self.case_id
        return walk


def walked(migrated_file: Path, seeds: Snapshot, folder: Path, steps: Callable[[], "ClosingWalk"]) -> Walked:
    """Take the steps in a database of their own, at START, and make the documents."""
    import time_machine

    from db.session import connect
    from tests.snapshots import put_back, taken
    from workflows.clock import COPENHAGEN

    file = folder / "walked.db"
    shutil.copy(migrated_file, file)
    engine = connect(f"sqlite:///{file}")
    with time_machine.travel(START.replace(tzinfo=COPENHAGEN), tick=False):
        put_back(engine, seeds)
        walk = steps().work()
    rows = taken(engine)
    engine.dispose()
    return Walked(walk.case_id, rows)


def _to_the_committee() -> "ClosingWalk":
    from tests.closing_walk import EXAMPLE_1, ClosingWalk

    opened = ClosingWalk().opened(reasons="Vigende belægning.")
    return opened.heard().decided().enter("provisional", EXAMPLE_1)


def _to_the_end() -> "ClosingWalk":
    from tests.closing_walk import EXAMPLE_1

    walk = _to_the_committee().treat_provisional().send_provisional().follow("final")
    return walk.enter("final", EXAMPLE_1).endorse().treat_final().send_final()


@pytest.fixture(scope="session")
def walked_to_the_committee(migrated_file: Path, seeds: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Example 1 (syddanmark-2025-2026, bilag 5), its provisional account before the business committee."""
    return walked(migrated_file, seeds, tmp_path_factory.mktemp("committee"), _to_the_committee)


@pytest.fixture(scope="session")
def walked_to_the_end(migrated_file: Path, seeds: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Example 1, settled."""
    return walked(migrated_file, seeds, tmp_path_factory.mktemp("settled"), _to_the_end)


@pytest.fixture
def at_the_committee(walked_to_the_committee: Walked, database: str, clock: Clock) -> "ClosingWalk":
    """A case whose provisional account the committee has not treated, in this test's own database."""
    return walked_to_the_committee.put_back()


@pytest.fixture
def settled(walked_to_the_end: Walked, database: str, clock: Clock) -> "ClosingWalk":
    """A settled case in this test's own database."""
    return walked_to_the_end.put_back()
