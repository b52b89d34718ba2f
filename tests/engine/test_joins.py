"""Parallel branches meet, and what each of them answered is kept."""

import pytest

from tests.engine.support import Walk, diagram
from workflows.engine.diagrams import Diagram

AGREEMENT = diagram("agreement")
COUNCILS = ("task_answer_municipality", "municipality"), ("task_answer_region", "region")


def a_round(walk: Walk, first: int = 0, **answers: str) -> None:
    walk.answer("task_propose")
    for task, name in (COUNCILS[first], COUNCILS[1 - first]):
        walk.answer(task, **{name: answers[name]})


@pytest.mark.parametrize("first", [0, 1])
def test_the_process_waits_for_both(first):
    walk = Walk(AGREEMENT)
    walk.answer("task_propose")

    walk.answer(COUNCILS[first][0])

    assert walk.open == [COUNCILS[1 - first][0]]


@pytest.mark.parametrize("first", [0, 1])
def test_both_answers_are_kept_whoever_answers_first(first):
    walk = Walk(AGREEMENT, municipality="none", region="none")
    a_round(walk, first, municipality="yes", region="yes")
    assert walk.running.end_event == "end_agreed"


@pytest.mark.parametrize("first", [0, 1])
def test_a_changed_answer_in_a_later_round_is_not_lost(first):
    walk = Walk(AGREEMENT)
    a_round(walk, first, municipality="no", region="no")
    a_round(walk, first, municipality="yes", region="no")
    a_round(walk, 1 - first, municipality="no", region="yes")
    data = walk.task("task_propose").data
    assert (data["municipality"], data["region"]) == ("no", "yes")

    a_round(walk, first, municipality="yes", region="yes")

    assert walk.running.end_event == "end_agreed"


def test_both_are_asked_once_in_each_of_many_rounds():
    walk = Walk(AGREEMENT)
    for number in range(20):
        a_round(walk, number % 2, municipality="yes", region="no")
    assert walk.running.passed.count("gateway_both_answered") == 20
    assert walk.open == ["task_propose"]


def test_a_correction_between_two_answers_holds():
    walk = Walk(AGREEMENT, note="first")
    walk.answer("task_propose")
    walk.answer("task_answer_region", region="no")

    walk.correct(note="second")
    walk.answer("task_answer_municipality", municipality="no")

    assert walk.task("task_propose").data["note"] == "second"


@pytest.mark.parametrize("order", [("operator", "municipality"), ("municipality", "operator")])
def test_branches_that_end_apart_bring_both_their_answers_back_to_the_caller(order):
    walk = Walk(diagram("delegation", "delegation/delegation.bpmn", "shared/comments.bpmn"))
    for answer in ("first", "second"):
        for party in order:
            walk.answer(f"task_{party}_comment", **{party: answer})
        data = walk.task("task_review").data
        assert (data["operator"], data["municipality"]) == (answer, answer)
        walk.answer("task_review", again=answer == "first")
    assert walk.running.end_event == "end_delegated"


def test_a_terminating_end_of_a_called_process_brings_its_answer_back_and_ends_that_process_only():
    of = diagram("delegation", "delegation/delegation.bpmn", "shared/comments.bpmn")
    plain = b'<bpmn:endEvent id="end_operator_commented" name="Bem\xc3\xa6rket" />'
    comments = of.files["shared/comments.bpmn"]
    assert plain in comments
    ending = plain.replace(b" />", b"><bpmn:terminateEventDefinition /></bpmn:endEvent>")
    walk = Walk(Diagram.from_files("delegation", {**of.files, "shared/comments.bpmn": comments.replace(plain, ending)}))

    walk.answer("task_operator_comment", operator="withdrawn")

    assert walk.open == ["task_review"]
    assert walk.task("task_review").data["operator"] == "withdrawn"
