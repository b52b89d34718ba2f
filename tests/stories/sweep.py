"""A closing that dies at many points of its walk, each time in a database of its own, and is walked on by an heir.

    python -m tests.stories.sweep DATABASE_FILE DEATHS

One process that forks: each life is a process killed right before its so many-th statement or commit of a transaction
that writes, each heir another one, ten minutes later. Prints what is kept after an undisturbed walk and after each
death, as JSON. The press is quick here: it is the keeping of its sheets that is looked at.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import time_machine
from sqlalchemy import event, select

from db.models.case import Case
from db.session import connect, reading
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.stories.kept import kept
from workflows.clock import COPENHAGEN
from workflows.documents.canonical import data_hash
from workflows.services.papers import documents
from workflows.services.running.runner import work_once
from workflows.services.running.stepping import adopted_diagram
from workflows.vocabulary import CaseStatus

START = datetime(2026, 3, 2, 9, 0, tzinfo=COPENHAGEN)
HEARD = START + timedelta(days=30)
LATER = timedelta(minutes=10)
"""When an heir comes: the lease of a job that the dead held has run out."""


def sweep(template: Path, deaths: int) -> None:
    """Walk undisturbed, then die at points spread evenly over the walk."""
    adopted_diagram("closing", "closing")
    documents.render = lambda kind, data: b"%PDF-1.7 " + sha256(f"{kind}{data_hash(data)}".encode()).digest()
    undisturbed = copied(template, "undisturbed")
    breaths = in_a_process(lambda: walk_on(undisturbed, timedelta(0)))
    print(json.dumps({"breaths": breaths, "kept": kept(undisturbed)}))
    for number in range(1, deaths + 1):
        last = max(1, breaths * number // (deaths + 1))
        file = copied(template, f"death-{last}")
        died = in_a_process(lambda file=file, last=last: walk_on(file, timedelta(0), last))
        in_a_process(lambda file=file: walk_on(file, LATER))
        print(json.dumps({"last_breath": last, "died": died == -signal.SIGKILL, "kept": kept(file)}), flush=True)
        file.unlink()


def copied(template: Path, name: str) -> Path:
    """A database of its own with the field in it."""
    return Path(shutil.copy(template, template.with_name(f"{name}.db")))


def in_a_process(life: Callable[[], int]) -> int:
    """What a life in a process of its own gives; minus the signal when it is killed."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write_end, str(life()).encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as told:
        words = told.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code < 0 else int(words)


def walk_on(file: Path, late: timedelta, last_breath: int = 0) -> int:
    """Walk from where the case stands to its end, or die on the way; gives how many breaths it took."""
    breaths = 0

    def breathe(connection: Any, *_: Any) -> None:
        nonlocal breaths
        if connection.get_execution_options().get("sqlite_begin") == "DEFERRED":
            return
        breaths += 1
        if breaths == last_breath:
            os.kill(os.getpid(), signal.SIGKILL)

    with time_machine.travel(START + late, tick=False) as clock:
        engine = connect(f"sqlite:///{file}")
        event.listen(engine, "before_cursor_execute", breathe)
        event.listen(engine, "commit", breathe)
        walk = begun()
        while walk.case.status is CaseStatus.RUNNING:
            step(walk, lambda moment: clock.move_to(moment + late))
        clock.move_to(HEARD + late)
        work_once()
        engine.dispose()
    return breaths


def begun() -> ClosingWalk:
    """The walk of the case; it is opened when there is none."""
    with reading() as session:
        case_id = session.scalars(select(Case.id)).one_or_none()
    return ClosingWalk.of(case_id) if case_id else ClosingWalk().opened()


def step(walk: ClosingWalk, go_to: Callable[[datetime], None]) -> None:
    """Do what the case waits for, on the day on which it is done, and the work behind the screens."""
    waits_for = walk.waits_for
    if "task_answer_hearing" in waits_for:
        hear(walk, go_to)
    else:
        go_to(HEARD)
        steps(walk)[waits_for.pop()]()
    work_once()


def hear(walk: ClosingWalk, go_to: Callable[[datetime], None]) -> None:
    """One member answers, the others are reminded, and the deadline passes."""
    waiting = walk.open("task_answer_hearing")
    if len(waiting) == 23:
        kolding = next(task for task in waiting if task.organisation.name == "Kolding Kommune")
        walk.complete(kolding, {"position": "no_objection"}, walk.doer(kolding))
    else:
        go_to(START + timedelta(days=21 if "timer_hearing_reminder" in walk.timers else 29))


def steps(walk: ClosingWalk) -> dict[str, Callable[[], Any]]:
    """What is done at each task: one significant change, then the final account."""
    changed = bool(walk.documents("significant_change"))
    return {
        "task_conclude_hearing": walk.concluded,
        "task_record_decision": walk.decided,
        "task_enter_provisional_account": lambda: walk.enter("provisional", EXAMPLE_1),
        "task_treat_provisional_account": walk.treat_provisional,
        "task_send_provisional_account": walk.send_provisional,
        "task_follow_account": lambda: walk.follow("final" if changed else "change"),
        "task_enter_final_account": lambda: walk.enter("final", EXAMPLE_1),
        "task_endorse_account": walk.endorse,
        "task_treat_final_account": walk.treat_final,
        "task_send_final_account": walk.send_final,
    }


if __name__ == "__main__":
    sweep(Path(sys.argv[1]), int(sys.argv[2]))
