"""What a step of a takeover costs: statements and commits."""

from datetime import date

import pytest

from tests.statements import asked
from tests.takeover_walk import TakeoverWalk

MOST = 15


class Counting(TakeoverWalk):
    """A walk that counts the statements and commits of each of its tasks."""

    def __init__(self, *offers: str) -> None:
        super().__init__(*offers)
        self.counted: dict[str, list[tuple[int, int]]] = {}

    def complete(self, task, answers, actor):
        with asked() as seen:
            super().complete(task, answers, actor)
        self.counted.setdefault(task.element_id, []).append((len(seen.statements), seen.commits))


@pytest.fixture
def counted(seeded, clock):
    walk = Counting("Botilbuddet Engdraget", "Dagtilbuddet Åsiden").opened().asked().delivered()
    walk.recommended("discuss", discuss_by="2026-05-01").discussed().decided("changes")
    walk.recommended().decided().declared()
    walk.stated().answered_terms("changes", "Mere.").stated().accepted().approved("approved", "changes")
    walk.stated().accepted().approved().notified().ticked()
    clock.set(date(2028, 1, 1))
    walk.fire().do("task_update_agreement", {"updated_on": "2028-01-01"}).settled(agreed="no").settled()
    return walk.counted


def test_a_completed_task_asks_little_of_the_database_and_commits_once(counted):
    over = {
        (element, statements) for element, counts in counted.items() for statements, _ in counts if statements > MOST
    }

    assert len(counted) == 16
    assert over == set()
    assert {commits for counts in counted.values() for _, commits in counts} == {1}
