"""What the overview costs among 100 cases and among 10,000. Run: `python -m tests.benchmarks.bench_overview`.

Both in one run, on SQLite and on PostgreSQL (`TEST_DATABASE_URL`, else one from a wheel): the median of each page's
service, how many statements it asks, and the ratio. Then the list of tasks of all the cases is drawn to Excel.
`CASES` sets another number than 10,000. It takes about two minutes; each line is printed when it has been measured.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

import time_machine

from db.session import connect
from db.upgrade import upgrade
from tests.benchmarks.bench_steps import seeds
from tests.closing_walk import person
from tests.crowd import crowd
from tests.postgres import emptied, migrated_database
from tests.snapshots import Snapshot, put_back
from tests.statements import asked
from workflows.clock import today
from workflows.services.casework.case_filters import CaseDue, CaseFilter
from workflows.services.casework.cases import list_cases
from workflows.services.casework.task_filters import TaskFilter, TaskScope
from workflows.services.home.front import front_page
from workflows.services.overview.dates import show_due
from workflows.services.overview.list_extracts import tasks_workbook
from workflows.services.overview.load import show_load
from workflows.services.overview.scope import Scope
from workflows.services.overview.step_times import show_times
from workflows.services.overview.unmet import unmet_dates

FEW, MANY = 100, int(os.environ.get("CASES", "10000"))
ROUNDS = 5
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECRETARY = ("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
OPERATOR = ("anne@vejle.example", "630")


def pages() -> dict[str, Callable[[], Any]]:
    secretary, operator, login = person(*SECRETARY), person(*OPERATOR), uuid4()
    everything, year = Scope(), Scope(first=today() - timedelta(days=365), last=today())
    return {
        "late and near, secretariat": lambda: show_due(secretary, everything, today()),
        "late and near, municipality": lambda: show_due(operator, everything, today()),
        "dates no meeting reaches": lambda: unmet_dates(secretary, everything, today()),
        "load, secretariat": lambda: show_load(secretary, everything, today()),
        "time per step, secretariat": lambda: show_times(secretary, year, today()),
        "front page, municipality": lambda: front_page(operator, login),
        "list of cases, overdue": lambda: list_cases(operator, CaseFilter(due=CaseDue.OVERDUE)),
    }


def measured(url: str, field: Snapshot, cases: int) -> dict[str, tuple[float, int]]:
    """Milliseconds and statements of each page among so many cases; a twentieth of them is the municipality's."""
    began = perf_counter()
    engine = connect(url)
    if engine.dialect.name == "postgresql":
        emptied(engine)
    else:
        upgrade(engine)
    put_back(engine, field)
    crowd(cases, person(*SECRETARY), person(*OPERATOR))
    print(f"  {cases} cases made in {perf_counter() - began:.1f} s", flush=True)
    found = {}
    for name, page in pages().items():
        page()
        with asked() as seen:
            page()
        found[name] = (median(timed(page) for _ in range(ROUNDS)), len(seen.statements))
    if cases == MANY:
        report_extract()
    engine.dispose()
    return found


def timed(page: Callable[[], Any]) -> float:
    began = perf_counter()
    page()
    return (perf_counter() - began) * 1000


def report_extract() -> None:
    began = perf_counter()
    with tasks_workbook(person(*SECRETARY), TaskFilter(TaskScope.ALL)) as file:
        size = file.seek(0, os.SEEK_END)
    print(f"  {MANY} tasks drawn to Excel in {perf_counter() - began:.1f} s, {size / 1024**2:.1f} MB", flush=True)


def report(kind: str, of_few: str, of_many: str, field: Snapshot) -> None:
    print(kind, flush=True)
    few, many = measured(of_few, field, FEW), measured(of_many, field, MANY)
    for name in few:
        before, after = few[name][0], many[name][0]
        print(
            f"  {name:30} {before:7.1f} ms  {after:8.1f} ms  {after / before:5.1f} times"
            f"  {few[name][1]:2} and {many[name][1]:2} statements",
            flush=True,
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(MONDAY, tick=True):
        field = seeds(Path(folder) / "field.db")
        report("SQLite", f"sqlite:///{folder}/few.db", f"sqlite:///{folder}/many.db", field)
        with migrated_database(os.environ.get("TEST_DATABASE_URL")) as url:
            report("PostgreSQL", url, url, field)


if __name__ == "__main__":
    main()
