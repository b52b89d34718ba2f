"""A process that walks a closing from wherever it stands to its end, and dies on the way when it is told to.

    python -m tests.stories.mortal DATABASE_URL [LAST_BREATH]

With LAST_BREATH the process kills itself with SIGKILL right before its so many-th SQL statement or commit; without
it, it prints how many it took. It does whatever is open next, so a new process goes on where a dead one left off.
"""

import os
import signal
import sys
from typing import Any

import time_machine
from sqlalchemy import event, select

from db.models.case import Case, Task
from db.session import connect, reading
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.stories.sweep import START as MONDAY
from workflows.services.running.runner import work_once
from workflows.vocabulary import CaseStatus, TaskStatus


def main(url: str, last_breath: int) -> None:
    """Walk to the end, or die."""
    breaths = 0

    def breathe(*_: Any) -> None:
        nonlocal breaths
        breaths += 1
        if breaths == last_breath:
            os.kill(os.getpid(), signal.SIGKILL)

    engine = connect(url)
    event.listen(engine, "before_cursor_execute", breathe)
    event.listen(engine, "commit", breathe)
    with time_machine.travel(MONDAY, tick=True):
        walk_on()
    print(breaths)


def walk_on() -> None:
    """Open the case if there is none; then do what is open, and the background work, until it is closed."""
    with reading() as session:
        case_id = session.scalars(select(Case.id)).one_or_none()
    walk = ClosingWalk.of(case_id) if case_id else ClosingWalk().opened()
    while walk.case.status is CaseStatus.RUNNING:
        _do_next(walk)
        work_once()
    work_once()


def _do_next(walk: ClosingWalk) -> None:
    with reading() as session:
        waiting = select(Task).where(Task.case_id == walk.case_id, Task.status == TaskStatus.OPEN)
        element = session.scalars(waiting.order_by(Task.opened_at, Task.id).limit(1)).one().element_id
    changed = bool(walk.documents("significant_change"))
    steps = {
        "task_answer_hearing": walk.answered,
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
    steps[element]()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
