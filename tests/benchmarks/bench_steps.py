"""What a step of a closing costs beside the same step in memory. Run: `python -m tests.benchmarks.bench_steps`.

Example 1 is walked through the services on SQLite and on PostgreSQL (`TEST_DATABASE_URL`, else one from a wheel), and
through the engine alone. The floor to aim at is 8 times the step in memory on SQLite, and 15 on PostgreSQL.
"""

import os
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import time_machine
from sqlalchemy.orm import Session

from db.base import Base
from db.session import connect, make_engine
from db.upgrade import upgrade
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.postgres import emptied, migrated_database
from tests.snapshots import Snapshot, put_back, taken
from tests.statements import asked
from workflows.engine.runner import Running
from workflows.processes.operations import OPERATIONS
from workflows.services.demonstration.seeding import seed_demo, seed_reference
from workflows.services.running.expressions import FUNCTIONS
from workflows.services.running.stepping import adopted_diagram

ROUNDS = 7
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
Times = dict[str, list[float]]
MEMBERS = [f"00000000-0000-0000-0000-{number:012}" for number in range(23)]
REGIME = {
    "account_rounds": "provisional_and_final",
    "consequences": "yes",
    "transition": "no",
    "committee_first": "yes",
    "body_treats_final": "yes",
    "audit": "yes",
}
ANSWERS: dict[str, Mapping[str, object]] = {
    "task_answer_hearing": {},
    "task_conclude_hearing": {"should_close": "yes"},
    "task_record_decision": {"closes": "yes", "decided_on": "2026-03-02", **REGIME},
    "task_enter_provisional_account": {},
    "task_treat_provisional_account": {"taken_note": "yes"},
    "task_send_provisional_account": {},
    "task_follow_account": {"next_step": "final"},
    "task_enter_final_account": {},
    "task_endorse_account": {"endorsed": "yes"},
    "task_treat_final_account": {"accepted": "yes"},
    "task_send_final_account": {},
}


class TimedWalk(ClosingWalk):
    """A walk that keeps how long each of its tasks took, and how many statements."""

    times: Times
    statements: dict[str, int]

    def complete(self, task: Any, answers: Any, actor: Any) -> None:
        with asked() as seen:
            began = perf_counter()
            super().complete(task, answers, actor)
            self.times[task.element_id].append((perf_counter() - began) * 1000)
        self.statements[task.element_id] = len(seen.statements)


def walked(times: Times, statements: dict[str, int]) -> None:
    walk = TimedWalk()
    walk.times, walk.statements = times, statements
    walk.opened()
    for task in walk.open("task_answer_hearing"):
        walk.complete(task, {"position": "no_objection"}, walk.doer(task))
    walk.concluded().decided().enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    walk.follow("final").enter("final", EXAMPLE_1).endorse().treat_final().send_final()


def in_memory(times: Times) -> None:
    """The engine's own part of the same walk."""
    regime = {"hearing": "yes", "hearing_members": MEMBERS, **REGIME}
    running = Running.start(
        adopted_diagram("closing", "closing"),
        operations=dict.fromkeys(OPERATIONS, lambda _data: regime),
        functions=dict.fromkeys(FUNCTIONS, lambda *_: "2099-01-01"),
        data={"hearing_deadline": "2099-01-01"},
        now=MONDAY,
    )
    while waiting := running.open_tasks():
        began = perf_counter()
        running.complete(waiting[0].engine_id, ANSWERS[waiting[0].element_id], MONDAY)
        times[waiting[0].element_id].append((perf_counter() - began) * 1000)


def seeds(file: Path) -> Snapshot:
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine)
    with Session(engine) as session, session.begin():
        seed_reference(session)
        seed_demo(session)
    return taken(engine)


def measured(url: str, field: Snapshot) -> tuple[Times, dict[str, int]]:
    times: Times = defaultdict(list)
    statements: dict[str, int] = {}
    engine = connect(url)
    for _ in range(ROUNDS):
        clear(engine)
        put_back(engine, field)
        walked(times, statements)
    engine.dispose()
    return times, statements


def clear(engine: Any) -> None:
    if engine.dialect.name == "postgresql":
        emptied(engine)
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for table in Base.metadata.sorted_tables:
            connection.execute(table.delete())
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def main() -> None:
    memory: Times = defaultdict(list)
    for _ in range(ROUNDS):
        in_memory(memory)
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(MONDAY, tick=True):
        field = seeds(Path(folder) / "steps.db")
        sqlite, statements = measured(f"sqlite:///{folder}/steps.db", field)
        with migrated_database(os.environ.get("TEST_DATABASE_URL")) as url:
            postgresql, _ = measured(url, field)
    for element in ANSWERS:
        print(line(element, memory, sqlite, postgresql, statements[element]))


def line(element: str, memory: Times, sqlite: Times, postgresql: Times, statements: int) -> str:
    least = median(memory[element])
    return (
        f"{element:32} in memory {least:5.2f} ms   SQLite {median(sqlite[element]):6.2f} ms"
        f" ({median(sqlite[element]) / least:4.1f})   PostgreSQL {median(postgresql[element]):6.2f} ms"
        f" ({median(postgresql[element]) / least:4.1f})   {statements:2} statements"
    )


if __name__ == "__main__":
    main()
