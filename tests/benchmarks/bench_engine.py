"""What it costs to keep a case as text between its steps. Run: `python -m tests.benchmarks.bench_engine`."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from tests.engine.support import FUNCTIONS, NEW_YEAR, Calls, diagram
from workflows.engine.diagrams import Diagram
from workflows.engine.runner import Running

ROUNDS = 15
HEARING = diagram("consultation", "consultation/consultation.bpmn", "shared/hearing_round.bpmn")
DATES = {"due_on": "2026-03-01", "slow_on": "2026-02-01"}
CASES: dict[str, tuple[Diagram, dict[str, object]]] = {
    "two councils, rounds": (diagram("agreement"), {}),
    "hearing of 5, rounds": (HEARING, {**DATES, "members": [f"Kommune {n}" for n in range(5)]}),
    "hearing of 100": (HEARING, {**DATES, "members": [f"Kommune {n}" for n in range(100)]}),
}


def start(of: Diagram, data: dict[str, object]) -> Running:
    return Running.start(of, operations=Calls(), functions=FUNCTIONS, data=data, now=NEW_YEAR)


def complete_first(running: Running) -> None:
    task = running.open_tasks()[0]
    running.complete(task.engine_id, {"municipality": "no", "region": "no", "again": True}, NEW_YEAR)


def read(of: Diagram, state: str) -> Running:
    return Running.from_state(of, state, operations=Calls(), functions=FUNCTIONS)


def timed(action: Callable[[], object]) -> float:
    began = perf_counter()
    action()
    return (perf_counter() - began) * 1000


def measure(name: str, of: Diagram, data: dict[str, object]) -> None:
    in_memory = start(of, data)
    steps, kept, sizes = [], [], []
    state = start(of, data).state()
    for _ in range(ROUNDS * 3):
        steps.append(timed(lambda: complete_first(in_memory)))
        began = perf_counter()
        running = read(of, state)
        complete_first(running)
        state = running.state()
        kept.append((perf_counter() - began) * 1000)
        sizes.append(len(state))
    ratio = median(kept) / median(steps)
    print(
        f"{name:22} in memory {median(steps):6.2f} ms   load + complete + save {median(kept):6.2f} ms"
        f"   ratio {ratio:4.1f}   state {median(sizes) / 1024:5.1f} KB"
    )


if __name__ == "__main__":
    for name, (of, data) in CASES.items():
        measure(name, of, data)
