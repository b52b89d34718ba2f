"""A run has bounds, and many may run the same diagram at once."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.engine.support import FUNCTIONS, NEW_YEAR, Calls, Walk, diagram
from workflows.engine import diagrams, limits
from workflows.engine.diagrams import Diagram, spec_of
from workflows.engine.errors import EngineError
from workflows.engine.runner import Running

ROUNDS = diagram("rounds")
CONSULTATION = diagram("consultation", "consultation/consultation.bpmn", "shared/hearing_round.bpmn")


def test_a_process_that_never_waits_is_stopped():
    with pytest.raises(EngineError, match="more than 500 steps"):
        Walk(diagram("treadmill"), Calls(turn={"enough": False}))


def test_a_process_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.0)
    with pytest.raises(EngineError, match=r"ran for more than 0.0 seconds"):
        Walk(diagram("treadmill"), Calls(turn={"enough": False}))


def go_round(walk: Walk, times: int) -> None:
    for _ in range(times):
        walk.running.complete(walk.task("task_round").engine_id, {"more": True}, NEW_YEAR)


def test_a_process_goes_round_a_hundred_times_and_not_without_end():
    walk = Walk(ROUNDS)
    go_round(walk, 100)

    with pytest.raises(EngineError, match="a new round is a new case"):
        go_round(walk, 300)


def test_an_open_task_that_spiffworkflow_cannot_see_is_an_error(monkeypatch):
    monkeypatch.setattr(limits, "MAX_DEPTH", 10_000)
    walk = Walk(ROUNDS)

    with pytest.raises(EngineError, match="cannot see"):
        go_round(walk, 600)

    assert walk.running._workflow.is_completed()
    assert walk.open == ["task_round"]


def run_a_hearing(number: int) -> tuple[list[str], str | None]:
    data = {"members": ["Odense", "Vejle"], "due_on": "2026-03-01", "slow_on": "2026-02-01", "number": number}
    calls = Calls()
    running = Running.start(CONSULTATION, operations=calls, functions=FUNCTIONS, data=data, now=NEW_YEAR)
    while not running.ended:
        running = Running.from_state(CONSULTATION, running.state(), operations=calls, functions=FUNCTIONS)
        task = running.open_tasks()[-1]
        assert task.data["number"] == number
        running.complete(task.engine_id, {"again": False}, NEW_YEAR)
    return calls.names, running.end_event


def test_many_threads_may_run_the_same_diagram_from_its_first_reading(monkeypatch):
    monkeypatch.setattr(diagrams._specs, "_kept", diagrams.OrderedDict())
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(run_a_hearing, range(64)))
    assert results == [(["hearing.close"], "end_concluded")] * 64


def test_running_does_not_change_what_all_cases_share():
    before = contents(CONSULTATION)
    run_a_hearing(1)
    assert contents(CONSULTATION) == before


def contents(of: Diagram) -> list[tuple[str, str, int]]:
    parsed = spec_of(of)
    return [
        (
            name,
            repr({key: value for key, value in vars(step).items() if "event" not in key}),
            step.completed_event.n_subscribers(),
        )
        for spec in (parsed.spec, *parsed.called.values())
        for name, step in spec.task_specs.items()
    ]


def test_a_hearing_in_progress_is_read_back_in_a_process_that_never_saw_it_start(monkeypatch):
    walk = Walk(CONSULTATION, members=["Odense", "Vejle"], due_on="2026-03-01", slow_on="2026-02-01")
    monkeypatch.setattr(diagrams._specs, "_kept", diagrams.OrderedDict())
    walk.running = walk.read_back(walk.running)

    for member in ("Odense", "Vejle"):
        walk.answer("task_answer", member)

    assert walk.open == ["task_conclude"]


def test_only_so_many_versions_are_kept_in_memory(monkeypatch):
    monkeypatch.setattr(diagrams._specs, "_kept", diagrams.OrderedDict())
    monkeypatch.setattr(diagrams, "_MAX_CACHED", 2)
    versions = [Diagram.from_files("rounds", {f"{n}.bpmn": ROUNDS.files["rounds.bpmn"]}) for n in range(4)]
    first = spec_of(versions[0])
    assert spec_of(versions[0]) is first
    for version in versions:
        spec_of(version)
    assert len(diagrams._specs._kept) == 2
    assert spec_of(versions[0]) is not first


def test_task_data_do_not_reach_the_log(caplog):
    with caplog.at_level(logging.DEBUG):
        walk = Walk(ROUNDS, secret="0101701234")
        walk.answer("task_round", more=False)
    assert all("0101701234" not in str(vars(record)) for record in caplog.records)
