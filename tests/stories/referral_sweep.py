"""A referral that dies at many points of its walk, each time in a database of its own, and is walked on by an heir.

    python -m tests.stories.referral_sweep DATABASE_FILE DEATHS

As `sweep` does for a closing: the contact person is reminded of, the clock warns on day ten, stands still, runs again
and is overrun, before the case is decided and its effort ends.
"""

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import time_machine
from sqlalchemy import event, select

from db.models.case import Case
from db.sealing import hold_master_keys
from db.session import connect, reading
from tests.referral_walk import ReferralWalk
from tests.stories.kept import kept
from tests.stories.sweep import LATER, copied, in_a_process
from workflows.clock import COPENHAGEN
from workflows.documents.canonical import data_hash
from workflows.services.papers import documents
from workflows.services.running.runner import work_once
from workflows.services.running.stepping import adopted_diagram
from workflows.vocabulary import CaseStatus


def day(month: int, number: int) -> datetime:
    """A morning in 2026."""
    return datetime(2026, month, number, 9, 0, tzinfo=COPENHAGEN)


RECEIVED, REMINDED, WARNED, SUPPLIED, OVERRUN = day(3, 2), day(3, 9), day(3, 16), day(3, 20), day(4, 10)


def sweep(template: Path, deaths: int) -> None:
    """Walk undisturbed, then die at points spread evenly over the walk."""
    hold_master_keys("a master key for a sweep that nobody keeps anywhere")
    adopted_diagram("referral", "referral")
    documents.render = lambda kind, data: b"%PDF-1.7 " + sha256(f"{kind}{data_hash(data)}".encode()).digest()
    undisturbed = copied(template, "undisturbed")
    breaths = in_a_process(lambda: walk_on(undisturbed, timedelta(0)))
    print(json.dumps({"breaths": breaths, "kept": all_kept(undisturbed)}))
    for number in range(1, deaths + 1):
        last = max(1, breaths * number // (deaths + 1))
        file = copied(template, f"death-{last}")
        died = in_a_process(lambda file=file, last=last: walk_on(file, timedelta(0), last))
        in_a_process(lambda file=file: walk_on(file, LATER))
        print(json.dumps({"last_breath": last, "died": died == -signal.SIGKILL, "kept": all_kept(file)}), flush=True)
        file.unlink()


def all_kept(file: Path) -> dict[str, Any]:
    """What is kept of any walk, and the pauses and the standing of a referral."""
    with closing(sqlite3.connect(file)) as connection:
        pauses = connection.execute("SELECT first_day, last_day, supplied FROM referral_pause ORDER BY 1").fetchall()
        facts = "SELECT started, received_on, warned_on, escalated_on, decided_on, effort_ended_on FROM referral"
        return {**kept(file), "pauses": pauses, "referral": connection.execute(facts).fetchall()}


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

    with time_machine.travel(RECEIVED + late, tick=False) as clock:
        engine = connect(f"sqlite:///{file}")
        event.listen(engine, "before_cursor_execute", breathe)
        event.listen(engine, "commit", breathe)
        walk = begun()
        while walk.case.status is CaseStatus.RUNNING:
            step(walk, lambda moment: clock.move_to(moment + late))
        clock.move_to(OVERRUN + late)
        work_once()
        engine.dispose()
    return breaths


def begun() -> ReferralWalk:
    """The walk of the case; it is opened when there is none."""
    walk = ReferralWalk()
    with reading() as session:
        case_id = session.scalars(select(Case.id)).one_or_none()
    if case_id is None:
        return walk.opened()
    walk.case_id = case_id
    return walk


def step(walk: ReferralWalk, go_to: Callable[[datetime], None]) -> None:
    """Do what the case waits for, on its day, after what the clock does by itself until then."""
    work_once()
    waits_for = walk.waits_for
    if "task_evaluate_inquiry" in waits_for:
        walk.started()
    elif "task_write_assessment" in waits_for:
        walk.reported()
    elif "task_check_case" in waits_for and not walk.pauses:
        for moment in (REMINDED, WARNED):
            go_to(moment)
            work_once()
        walk.missing("citizen")
    elif "task_record_information" in waits_for:
        go_to(SUPPLIED)
        walk.recorded()
    else:
        go_to(OVERRUN)
        work_once()
        finish(walk, waits_for)
    work_once()


def finish(walk: ReferralWalk, waits_for: set[str]) -> None:
    """The case is informed and decided, and its effort ends; the contact person is never named."""
    if "task_check_case" in waits_for:
        walk.informed()
    elif "task_decide_referral" in waits_for:
        walk.decided()
    else:
        walk.do("task_follow_effort", {"next_step": "end", "on": OVERRUN.date().isoformat(), "text": "Slut."})


if __name__ == "__main__":
    sweep(Path(sys.argv[1]), int(sys.argv[2]))
