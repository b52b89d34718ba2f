"""Fifty of 100,000 open tasks against fifty of 100. Run: `python -m tests.benchmarks.bench_inbox`.

Each list is asked for twice, at its beginning and where it goes on, on SQLite and on PostgreSQL (`TEST_DATABASE_URL`,
else one from a wheel). All tasks are one municipality's, and one secretariat sees all of them.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text

from db.models.case import Case, CaseParty, Task
from db.session import connect
from db.upgrade import upgrade
from tests import factories
from tests.postgres import emptied, migrated_database
from tests.snapshots import connected
from tests.worklist_rows import rows_of_case
from workflows.access.actor import Actor
from workflows.services.casework.inbox import inbox
from workflows.services.casework.task_filters import Due, Holder, TaskFilter, TaskOrder, TaskScope
from workflows.services.casework.task_scopes import tallies
from workflows.vocabulary import AgreementId, OrganisationKind, Party, Priority, Process, Role

SIZES = (100, 100_000)
ROUNDS = 5
OURS, ALL = TaskScope.OURS, TaskScope.ALL
NONE_OF_THEM: dict[str, dict[str, Any]] = {
    "process": {"process": Process.REFERRAL},
    "municipality": {"municipality_id": UUID(int=7)},
    "lane": {"lane": Party.AUDITOR},
    "dates": {"due_from": date(2060, 1, 1)},
    "holder": {"holder": Holder.ME},
}
NONE_TOGETHER: dict[str, dict[str, Any]] = {
    "process and lane": {"process": Process.CLOSING, "lane": Party.MUNICIPALITY},
    "agreement and priority": {"agreement": AgreementId.MIDTJYLLAND_2017, "priority": Priority.URGENT},
    "process, agreement and lane": {
        "process": Process.TAKEOVER,
        "agreement": AgreementId.SYDDANMARK_2016,
        "lane": Party.OPERATOR,
    },
}
"""Each leaves thousands, and together they leave none."""
LISTS = {
    "mine, by deadline": TaskFilter(),
    **{f"ours, by {order.value}": TaskFilter(OURS, order=order) for order in TaskOrder},
    **{f"all, by {order.value}": TaskFilter(ALL, order=order) for order in TaskOrder},
    "ours, one process": TaskFilter(OURS, process=Process.TAKEOVER),
    "ours, one agreement (a fifth)": TaskFilter(OURS, agreement=AgreementId.MIDTJYLLAND_2017),
    "ours, urgent (a tenth), newest": TaskFilter(OURS, priority=Priority.URGENT, order=TaskOrder.NEWEST),
    "ours, overdue, not given, by priority": TaskFilter(
        OURS, due=Due.OVERDUE, holder=Holder.NOBODY, order=TaskOrder.PRIORITY
    ),
    "ours, one lane, thirty days": TaskFilter(OURS, lane=Party.OPERATOR, due=Due.THIRTY_DAYS),
    "all, one process, by case number": TaskFilter(ALL, process=Process.CLOSING, order=TaskOrder.CASE),
    "all, no deadline (none of them)": TaskFilter(ALL, due=Due.NONE),
    "ours, given to somebody (none of them)": TaskFilter(OURS, holder=Holder.SOMEBODY),
    **{
        f"{scope.value}, {name} (none), by {order.value}": TaskFilter(scope, order=order, **narrowed)
        for scope in (OURS, ALL)
        for name, narrowed in NONE_OF_THEM.items()
        for order in (TaskOrder.DUE, TaskOrder.PRIORITY)
    },
    **{
        f"{scope.value}, {name} (none together), by {order.value}": TaskFilter(scope, order=order, **narrowed)
        for scope in TaskScope
        for name, narrowed in NONE_TOGETHER.items()
        for order in (TaskOrder.PRIORITY, TaskOrder.NEWEST)
    },
}


def people() -> tuple[Actor, Actor]:
    """A caseworker of a municipality, and an officer of a secretariat."""
    town = factories.organisation("Prøve Kommune", code="901")
    office = factories.secretariat(code="sekretariatet", kind=OrganisationKind.SECRETARIAT)
    return factories.actor(town, Role.CASEWORKER), factories.actor(office)


def filled(size: int) -> tuple[Actor, Actor]:
    clerk, officer = people()
    for start in range(0, size, 5000):
        numbers = range(start, min(size, start + 5000))
        rows = [rows_of_case(number, clerk.organisation_id, officer.organisation_id) for number in numbers]
        with connected().begin() as connection:
            for model in (Case, CaseParty, Task):
                connection.execute(insert(model), [row for one in rows for row in one[model]])
    with connected().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return clerk, officer


def measured(size: int) -> dict[str, tuple[float, int]]:
    """Milliseconds of each list, the median of its first and its later pages, and how many rows a page has."""
    clerk, officer = filled(size)
    found = {}
    for name, asked in LISTS.items():
        actor = officer if asked.scope is ALL else clerk
        later = inbox(actor, asked).cursor
        times = [
            timed(lambda a=actor, b=asked, c=cursor: inbox(a, b, cursor=c))
            for _ in range(ROUNDS)
            for cursor in (None, later)
        ]
        found[name] = (median(times), len(inbox(actor, asked).rows))
    views = [TaskFilter(), TaskFilter(OURS), *(asked for asked in LISTS.values() if asked.scope is OURS)]
    found["counts of the lists and ten views"] = (
        median(timed(lambda: tallies(clerk, views)) for _ in range(ROUNDS)),
        0,
    )
    seen = [TaskFilter(ALL), TaskFilter(ALL, due=Due.OVERDUE)]
    found["counts of all that is seen"] = (median(timed(lambda: tallies(officer, seen)) for _ in range(ROUNDS)), 0)
    return found


def timed(call) -> float:
    began = perf_counter()
    call()
    return (perf_counter() - began) * 1000


@contextmanager
def sqlite() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'inbox.db'}")
        upgrade(engine)
        yield
        engine.dispose()


def report(title: str, few: dict[str, tuple[float, int]], many: dict[str, tuple[float, int]]) -> None:
    print(f"\n{title:66} {SIZES[0]:>10} {SIZES[1]:>10}   ratio   rows")
    for name, (time, rows) in many.items():
        print(
            f"{name:66} {few[name][0]:7.2f} ms {time:7.2f} ms  {time / few[name][0]:5.1f}   {few[name][1]}/{rows}",
            flush=True,
        )


def main() -> None:
    print(date.today())
    found = []
    for size in SIZES:
        with sqlite():
            found.append(measured(size))
    report("SQLite", *found)
    with migrated_database(os.environ.get("TEST_DATABASE_URL")) as url:
        engine, found = connect(url), []
        for size in SIZES:
            emptied(engine)
            found.append(measured(size))
        engine.dispose()
    report("PostgreSQL", *found)


if __name__ == "__main__":
    main()
