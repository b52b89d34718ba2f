"""Every diagram of `bpmn/`: names, texts, and a drawing that a person can read from left to right."""

import re
from itertools import combinations

import pytest

from tests.architecture.all_diagrams import ALL, DIAGRAMS, FILES, PROCESSES, SHARED
from tests.architecture.diagram_drawing import drawing_of
from workflows.engine.description import Element, Kind
from workflows.vocabulary import Party, Process

PREFIXES = {
    Kind.START: "start",
    Kind.END: "end",
    Kind.USER_TASK: "task",
    Kind.SERVICE_TASK: "service",
    Kind.DECISION: "decide",
    Kind.CALL: "call",
    Kind.CHOICE: "gateway",
    Kind.PARALLEL: "gateway",
    Kind.WAIT: "timer",
    Kind.BOUNDARY_TIMER: "timer",
}
ID = re.compile(r"^(start|end|task|service|decide|gateway|timer|call|message|flow|lane)_[a-z0-9_]+$")


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def drawing(request):
    return drawing_of(request.param)


def is_join(element: Element) -> bool:
    return element.kind in (Kind.CHOICE, Kind.PARALLEL) and len(element.flows) == 1


def test_every_process_has_a_folder_of_its_own():
    assert {process.value for process in Process} == PROCESSES
    assert DIAGRAMS.keys() >= PROCESSES


def test_what_a_process_calls_begins_with_its_word_unless_others_call_it_too():
    words = PROCESSES | SHARED

    assert {one for one in DIAGRAMS if not any(one.startswith(word) for word in words)} == set()


def test_an_id_names_one_element():
    ids = [element.id for element in ALL.elements if element.kind is Kind.USER_TASK]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("element", ALL.elements, ids=lambda element: element.id)
def test_ids_are_english_snake_case_with_the_prefix_of_their_kind(element):
    assert ID.match(element.id)
    assert element.id.startswith(f"{PREFIXES[element.kind]}_")
    assert all(ID.match(flow.id) and flow.id.startswith("flow_") for flow in element.flows)


def test_lanes_have_ids_of_their_own(drawing):
    assert all(ID.match(lane) and lane.startswith("lane_") for lane in drawing.lanes.values())


def test_every_lane_is_a_party():
    lanes = {lane for process in ALL.processes for lane in process.lanes}

    assert lanes <= {party.label for party in Party}


@pytest.mark.parametrize("element", ALL.elements, ids=lambda element: element.id)
def test_every_element_says_in_words_what_it_is_and_stands_in_a_lane(element):
    assert element.label.strip() or is_join(element)
    assert element.lane


def test_a_question_ends_with_a_question_mark_and_each_answer_is_named():
    questions = [one for one in ALL.of_kind(Kind.CHOICE) if not is_join(one)]

    assert questions
    for question in questions:
        assert question.label.endswith("?"), question.id
        assert all(flow.label for flow in question.flows), question.id
        assert len({flow.label for flow in question.flows}) == len(question.flows), question.id


def test_every_user_task_tells_what_to_do():
    assert {task.id for task in ALL.user_tasks if len(task.documentation) < 20} == set()


def test_every_element_and_flow_is_drawn(drawing):
    assert set(drawing.nodes) == set(drawing.lanes)
    assert set(drawing.edges) == set(drawing.sources)
    assert set(drawing.sources.values()) | set(drawing.targets.values()) <= set(drawing.nodes)


def test_every_element_is_drawn_inside_its_lane(drawing):
    outside = {node for node, lane in drawing.lanes.items() if not drawing.boxes[lane].holds(drawing.boxes[node])}

    assert outside == set()


def test_no_two_elements_are_drawn_on_top_of_each_other(drawing):
    free = {node: box for node, box in drawing.nodes.items() if node not in drawing.attached}

    assert [pair for pair in combinations(free, 2) if free[pair[0]].overlaps(free[pair[1]])] == []


def test_a_timer_is_drawn_on_the_edge_of_its_task(drawing):
    for timer, task in drawing.attached.items():
        holder, (_x, y) = drawing.boxes[task], drawing.boxes[timer].middle
        assert y == holder.y + holder.height
    on_edges = [drawing.boxes[timer] for timer in drawing.attached]
    assert not any(one.overlaps(other) for one, other in combinations(on_edges, 2))


def test_flows_run_straight_across_or_up_and_down(drawing):
    slanted = {edge for edge, pieces in drawing.edges.items() if not all(piece.is_orthogonal for piece in pieces)}

    assert slanted == set()


def test_flows_begin_and_end_at_their_elements(drawing):
    for edge, pieces in drawing.edges.items():
        assert touches(pieces[0].start, drawing.boxes[drawing.sources[edge]]), edge
        assert touches(pieces[-1].end, drawing.boxes[drawing.targets[edge]]), edge


def test_a_case_is_read_from_left_to_right(drawing):
    backwards = {
        flow
        for flow in drawing.edges
        if drawing.boxes[drawing.targets[flow]].middle[0] < drawing.boxes[drawing.sources[flow]].middle[0]
        and not drawing.leads_back(flow)
    }

    assert backwards == set()


def test_no_two_flows_cross(drawing):
    assert pairs_of_pieces(drawing, lambda one, other: one.crosses(other)) == set()


def test_only_flows_of_one_gateway_are_drawn_on_the_same_line(drawing):
    together = pairs_of_pieces(drawing, lambda one, other: one.runs_along(other))

    assert {pair for pair in together if not share_an_end(drawing, *pair)} == set()


def test_no_flow_runs_through_an_element(drawing):
    through = {
        (edge, node)
        for edge, pieces in drawing.edges.items()
        for node, box in drawing.nodes.items()
        if node not in (drawing.sources[edge], drawing.targets[edge])
        and drawing.attached.get(drawing.sources[edge]) != node
        and any(piece.box.overlaps(box) for piece in pieces)
    }

    assert through == set()


def touches(point, box) -> bool:
    x, y = point
    on_side = x in (box.x, box.x + box.width) and box.y <= y <= box.y + box.height
    return on_side or (y in (box.y, box.y + box.height) and box.x <= x <= box.x + box.width)


def pairs_of_pieces(drawing, meet) -> set[tuple[str, str]]:
    """The pairs of flows of which a piece of one meets a piece of the other."""
    return {
        (first, second)
        for first, second in combinations(drawing.edges, 2)
        if any(meet(one, other) for one in drawing.edges[first] for other in drawing.edges[second])
    }


def share_an_end(drawing, first: str, second: str) -> bool:
    """Flows out of one gateway, or into one join, may run together for a while."""
    return drawing.sources[first] == drawing.sources[second] or drawing.targets[first] == drawing.targets[second]
