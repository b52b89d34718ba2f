"""How long the server takes for each page of the demonstration. Run: `python -m tests.benchmarks.bench_pages`.

Every page that each demonstration user can reach by links is opened ROUNDS times, as one that is asked for again: what
it costs once after the start (a template compiled, a library imported) is told apart. The time is the processor's, so
that a busy machine does not blur it: database and pages work in this thread. The floor is 100 ms for all.
"""

from collections import defaultdict
from statistics import median
from time import thread_time

from tests.stories.reachable import Reachable, Reached
from tests.stories.test_accessibility import PUBLIC, USERS
from tests.walks.demonstration import demonstration
from tests.web.browse import Browse
from tests.web.pages.task import act_as
from workflows.services.demonstration.demo_users import actor

ROUNDS = 5
FLOOR = 100.0
"""Milliseconds."""


def milliseconds(browse: Browse, path: str) -> float:
    """What one answer takes, its first byte and all others: pages are made whole before they are sent."""
    began = thread_time()
    browse.client.get(path)
    return (thread_time() - began) * 1000


def reached(reachable: Reachable, browse: Browse, starts: list[str]) -> list[Reached]:
    """The pages that somebody can reach; a link that leads astray ends the walk, and is told."""
    found: list[Reached] = []
    try:
        for page in reachable.by(browse, *starts):
            found.append(page)
    except AssertionError as astray:
        print(f"a walk ended early: {astray}")
    return found


def main() -> None:
    """Print the slowest pages, and the median and the maximum of all."""
    warm: dict[str, list[float]] = defaultdict(list)
    cold: dict[str, float] = {}
    with demonstration() as (app, _):
        reachable = Reachable(app)
        for user, starts in [*((who, ["/"]) for who in USERS.values()), (None, list(PUBLIC))]:
            browse = Browse(app)
            if user:
                act_as(browse, actor(user))
            for page in reached(reachable, browse, starts):
                view = " ".join(filter(None, page.kind))
                cold.setdefault(view, milliseconds(browse, page.path))
                warm[view].append(median(milliseconds(browse, page.path) for _ in range(ROUNDS)))
    slowest = sorted(warm, key=lambda view: -max(warm[view]))
    for view in slowest[:15]:
        print(f"{max(warm[view]):7.1f} ms  {view}")
    every = [time for times in warm.values() for time in times]
    over = [view for view in warm if max(warm[view]) > FLOOR]
    print(f"{len(every)} pages of {len(warm)} kinds: median {median(every):.1f} ms, maximum {max(every):.1f} ms")
    print(f"first time: maximum {max(cold.values()):.1f} ms ({max(cold, key=lambda view: cold[view])})")
    print(f"over {FLOOR:.0f} ms: {', '.join(over) or 'none'}")


if __name__ == "__main__":
    main()
