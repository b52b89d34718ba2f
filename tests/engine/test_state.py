"""The kept state is small, belongs to one version of one diagram, and is refused otherwise."""

import orjson
import pytest

from tests.engine.support import FUNCTIONS, Calls, Walk, diagram
from workflows.engine.diagrams import Diagram
from workflows.engine.errors import EngineError
from workflows.engine.runner import Running

ROUNDS = diagram("rounds")


def read(state: str, of: Diagram = ROUNDS) -> Running:
    return Running.from_state(of, state, operations=Calls(), functions=FUNCTIONS)


def test_the_state_holds_tasks_and_data_but_not_the_diagram():
    state = Walk(ROUNDS, note="Tilbud A").running.state()

    kept = orjson.loads(state)

    assert kept["format"] == 1
    assert (kept["process"], kept["diagram"]) == ("rounds", ROUNDS.content_hash)
    assert "Tilbud A" in state
    assert "more == false" not in state
    assert "En runde" not in state


@pytest.mark.parametrize("state", ["", "nonsense", "[]", "null", '"text"', "{}", '{"format": 2}', '{"format": "1"}'])
def test_a_state_of_another_form_is_refused(state):
    with pytest.raises(EngineError):
        read(state)


def test_a_state_of_another_version_of_the_diagram_is_refused():
    later = Diagram.from_files("rounds", {"rounds.bpmn": ROUNDS.files["rounds.bpmn"] + b"\n"})
    with pytest.raises(EngineError, match="another version"):
        read(Walk(ROUNDS).running.state(), later)


def test_a_state_of_another_process_in_the_same_files_is_refused():
    files = {name: content for of in (ROUNDS, diagram("agreement")) for name, content in of.files.items()}
    with pytest.raises(EngineError, match="another version"):
        read(Walk(Diagram.from_files("rounds", files)).running.state(), Diagram.from_files("agreement", files))


def test_a_state_with_a_step_that_the_diagram_has_not_is_refused():
    state = Walk(ROUNDS).running.state().replace('"task_spec":"task_round"', '"task_spec":"task_gone"')
    with pytest.raises(EngineError, match="rounds has no step task_gone"):
        read(state)


def test_a_hearing_that_was_held_is_not_kept_in_the_state():
    of = diagram("consultation", "consultation/consultation.bpmn", "shared/hearing_round.bpmn")
    walk = Walk(of, members=["Odense"], due_on="2026-03-01", slow_on="2026-02-01")
    assert "service_close" in walk.running.state()
    walk.answer("task_answer", "Odense")
    assert orjson.loads(walk.running.state())["workflow"]["subprocesses"] == {}


def test_the_hash_follows_names_and_contents_not_the_order_of_files():
    files = {"a.bpmn": b"1", "b.bpmn": b"2"}
    assert Diagram.from_files("x", files) == Diagram.from_files("x", dict(reversed(files.items())))
    hashes = {
        Diagram.from_files("x", other).content_hash
        for other in (files, {"a.bpmn": b"12", "b.bpmn": b""}, {"a.bpmn": b"1"}, {"a.bpmn": b"1", "c.bpmn": b"2"})
    }
    assert len(hashes) == 4
