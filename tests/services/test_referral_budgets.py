"""What a step of a referral costs: statements and commits."""

import pytest

from tests.referral_walk import DECIDES, FRAME, ReferralWalk, collaborate
from tests.statements import asked

MOST = 15
OPENING = 24
"""The parties, the case, its citizen, the diagrams and the organisation's key the first time."""


class Counting(ReferralWalk):
    """A walk that counts the statements and commits of each of its tasks."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: dict[str, list[tuple[int, int]]] = {}

    def complete(self, task, answers, actor):
        with asked() as seen:
            super().complete(task, answers, actor)
        self.counted.setdefault(task.element_id, []).append((len(seen.statements), seen.commits))


def end(walk: Counting) -> dict[str, list[tuple[int, int]]]:
    walk.do("task_follow_effort", {"next_step": "follow_up", "on": "2026-03-02", "text": "Fremgang."})
    walk.do("task_follow_effort", {"next_step": "end", "on": "2026-03-02", "text": "Slut."})
    return walk.counted


def by_the_municipality() -> dict[str, list[tuple[int, int]]]:
    walk = Counting().opened().started().named().reported().missing("citizen").recorded().missing("centre")
    walk.do("task_supply_information", {"supplied": True, "text": "Vedlagt."})
    walk.informed().heard().do("task_record_statement", {"answered": True, "text": "Ja."})
    return end(walk.decided())


def by_the_centre() -> dict[str, list[tuple[int, int]]]:
    collaborate(DECIDES, **FRAME)
    walk = Counting().opened().started().named().reported().heard("task_decide_at_centre")
    walk.do("task_record_statement_at_centre", {"answered": True, "text": "Ja."})
    return end(walk.decided("task_decide_at_centre"))


@pytest.mark.parametrize("walked", [by_the_municipality, by_the_centre])
def test_a_completed_task_asks_little_of_the_database_and_commits_once(seeded, walked):
    counted = walked()

    over = {(name, many) for name, counts in counted.items() for many, _commits in counts if many > MOST}
    assert over == set()
    assert {commits for counts in counted.values() for _many, commits in counts} == {1}


def test_opening_a_referral_asks_little_of_the_database_too(seeded):
    walk = ReferralWalk()

    with asked() as seen:
        walk.opened()

    assert len(seen.statements) <= OPENING
    assert seen.commits == 1


def test_a_page_of_a_task_takes_as_many_statements_after_many_pauses_as_after_none(seeded):
    walk = ReferralWalk().opened().started().named().reported()
    before = _statements(walk)
    for _ in range(4):
        walk.missing("other").recorded()

    assert _statements(walk) == before


def _statements(walk: ReferralWalk) -> int:
    walk.facts("task_check_case")
    with asked() as seen:
        walk.facts("task_check_case")
    return len(seen.statements)
