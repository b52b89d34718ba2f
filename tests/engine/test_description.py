"""A diagram is found in its folder, and told in reading order."""

import shutil

import pytest

from tests.engine.support import DIAGRAMS, diagram
from workflows.engine.description import Kind
from workflows.engine.diagrams import Diagram, adopt, bpmn_xml, describe, read_diagrams
from workflows.engine.errors import EngineError

CONSULTATION = DIAGRAMS / "consultation"


def test_a_process_is_read_from_its_folder_with_the_shared_processes_it_calls(tmp_path):
    shutil.copytree(CONSULTATION, tmp_path / "consultation")
    shutil.copytree(DIAGRAMS / "shared", tmp_path / "shared")
    shutil.copy(DIAGRAMS / "rounds.bpmn", tmp_path / "shared")

    found = read_diagrams(tmp_path / "consultation", "consultation")

    assert list(found.files) == ["consultation.bpmn", "shared/hearing_round.bpmn"]
    assert found.process_id == "consultation"


def test_a_decision_table_stands_beside_its_process(tmp_path):
    for name in ("regime.bpmn", "regime.dmn"):
        shutil.copy(DIAGRAMS / name, tmp_path)
    (tmp_path / "notes.txt").write_text("not a diagram")
    assert read_diagrams(tmp_path, "regime") == diagram("regime", "regime.bpmn", "regime.dmn")


def test_a_call_cannot_point_outside_the_shared_folder(tmp_path):
    text = (CONSULTATION / "consultation.bpmn").read_text().replace('"hearing_round"', '"../secret"')
    (tmp_path / "consultation").mkdir()
    (tmp_path / "consultation" / "consultation.bpmn").write_text(text)
    (tmp_path / "secret.bpmn").write_text("<secret/>")
    assert list(read_diagrams(tmp_path / "consultation", "consultation").files) == ["consultation.bpmn"]


def test_a_folder_without_diagrams_is_an_error(tmp_path):
    with pytest.raises(EngineError, match="no diagram"):
        read_diagrams(tmp_path, "closing")


def test_the_steps_are_told_in_reading_order_with_those_of_called_processes_after():
    described = describe(read_diagrams(CONSULTATION, "consultation"))

    assert [process.id for process in described.processes] == ["consultation", "hearing_round"]
    assert [element.id for element in described.processes[0].elements] == [
        "start_matter",
        *("call_hearing_round", "timer_hearing_slow"),
        *("task_conclude", "gateway_again", "end_concluded"),
        *("service_tell_operator", "end_operator_told"),
    ]


def test_each_kind_of_step_says_what_belongs_to_it():
    described = describe(read_diagrams(CONSULTATION, "consultation"))
    steps = {element.id: element for element in described.elements}

    assert [task.id for task in described.user_tasks] == ["task_conclude", "task_answer"]
    assert [task.operation for task in described.service_tasks] == [
        "consultation.tell",
        "hearing.close",
        "hearing.remind",
    ]
    assert steps["call_hearing_round"].calls == "hearing_round"
    assert steps["task_answer"].lane == "Høringspart"
    assert steps["task_answer"].properties == {"due": "=due_on"}
    assert steps["task_answer"].for_each.collection == "members"
    assert [timer.id for timer in described.timers] == [
        "timer_hearing_slow",
        "timer_hearing_reminder",
        "timer_hearing_due",
    ]
    assert (steps["timer_hearing_due"].due, steps["timer_hearing_due"].interrupting) == ("due_on", True)
    assert not steps["timer_hearing_slow"].interrupting
    assert steps["timer_hearing_slow"].attached_to == "call_hearing_round"


def test_a_gateway_tells_its_question_and_its_answers():
    [gateway] = describe(read_diagrams(CONSULTATION, "consultation")).gateways

    assert gateway.label == "Ny høring?"
    assert [(flow.label, flow.target, flow.condition, flow.default) for flow in gateway.flows] == [
        ("Ja", "call_hearing_round", "again == true", False),
        ("Nej", "end_concluded", None, True),
    ]


def test_a_decision_names_its_table_and_ends_are_told():
    described = describe(diagram("regime", "regime.bpmn", "regime.dmn"))
    assert [step.decision for step in described.of_kind(Kind.DECISION)] == ["regime"]
    assert [end.label for end in described.of_kind(Kind.END)] == ["Båret", "Fulgt"]


def test_parameters_are_told_as_they_are_written():
    [first, _] = describe(diagram("report")).service_tasks
    assert first.parameters == {"which": "'first'"}


def test_the_drawing_of_a_called_process_can_be_shown():
    found = read_diagrams(CONSULTATION, "consultation")
    assert bpmn_xml(found) == (CONSULTATION / "consultation.bpmn").read_bytes()
    assert bpmn_xml(found, "hearing_round") == (DIAGRAMS / "shared" / "hearing_round.bpmn").read_bytes()
    with pytest.raises(EngineError, match="no process closing"):
        bpmn_xml(found, "closing")


def test_where_things_are_drawn_does_not_matter():
    text = (DIAGRAMS / "rounds.bpmn").read_text()
    drawing = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI">'
        '<bpmndi:BPMNPlane><bpmndi:BPMNShape bpmnElement="task_round">'
        '<dc:Bounds xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" x="somewhere" />'
        "</bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )
    drawn = Diagram.from_files("rounds", {"rounds.bpmn": text.replace("</bpmn:definitions>", drawing).encode()})

    adopt(drawn, operations=[], functions=[])

    assert describe(drawn) == describe(diagram("rounds"))
    assert b"BPMNShape" in bpmn_xml(drawn)
