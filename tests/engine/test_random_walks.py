"""A process that is read back between all steps goes the same way as one that stays in memory."""

from datetime import timedelta
from random import Random

import pytest

from tests.engine.support import FUNCTIONS, Calls, Walk, diagram
from workflows.engine.diagrams import Diagram
from workflows.engine.runner import Running

DATA = {
    "members": ["Odense", "Vejle", "Fredericia"],
    "due_on": "2026-03-01",
    "slow_on": "2026-02-01",
    "decided_on": "2026-01-31",
    "published_on": "2026-06-01",
}
PROCESSES = [
    diagram("report"),
    diagram("agreement"),
    diagram("survey"),
    diagram("withdrawal"),
    diagram("consultation", "consultation/consultation.bpmn", "shared/hearing_round.bpmn"),
]


def a_random_step(chance: Random, walk: Walk, in_memory: Running) -> None:
    tasks = walk.running.open_tasks()
    turn = chance.random()
    if turn < 0.15:
        walk.now += timedelta(days=chance.randrange(20))
        walk.at(walk.now.replace(tzinfo=None).isoformat())
        in_memory.run(walk.now)
    elif turn < 0.25:
        values = {"due_on": chance.choice(["2026-02-10", "2026-05-01"]), "note": str(turn)}
        walk.correct(**values)
        in_memory.set_data(values)
    elif tasks:
        chosen = chance.randrange(len(tasks))
        answers = {
            **{name: chance.choice(["yes", "no"]) for name in ("municipality", "region")},
            "reply": chance.choice(["for", "against"]),
            "again": chance.random() < 0.8,
        }
        if tasks[chosen].element_id != "task_reply":
            del answers["reply"]
        walk.answer(tasks[chosen].element_id, tasks[chosen].item, **answers)
        in_memory.complete(in_memory.open_tasks()[chosen].engine_id, answers, walk.now)


def outlook(running: Running) -> object:
    return (
        [(task.element_id, task.item, task.data, task.properties) for task in running.open_tasks()],
        [(timer.element_id, timer.due_at) for timer in running.waiting_timers()],
        (running.passed, running.current, running.ended, running.end_event),
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("of", PROCESSES, ids=lambda of: of.process_id)
def test_reading_back_changes_nothing(of: Diagram, seed: int):
    chance = Random(seed)
    walk = Walk(of, **DATA)
    calls = Calls()
    in_memory = Running.start(of, operations=calls, functions=FUNCTIONS, data=DATA, now=walk.now)

    for _ in range(30):
        a_random_step(chance, walk, in_memory)
        assert outlook(walk.running) == outlook(in_memory)

    assert walk.calls.made == calls.made
