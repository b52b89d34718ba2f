"""Diagrams and code belong together: each operation, task and permission has its other half."""

from pathlib import Path

import pytest

from workflows.access.permissions import GRANTS, TASK_PERMISSIONS
from workflows.engine.description import Kind
from workflows.engine.diagrams import adopt, describe, read_diagrams
from workflows.processes import binding  # noqa: F401  (binds the operations of all processes)
from workflows.processes.operations import ANSWERS, OPERATIONS
from workflows.processes.pages import FACTS
from workflows.services.expressions import FUNCTIONS
from workflows.vocabulary import Party

BPMN = Path(__file__).parents[2] / "bpmn"
CLOSING = read_diagrams(BPMN / "closing", "closing")
DESCRIPTION = describe(CLOSING)
TASKS = {task.id for task in DESCRIPTION.user_tasks}


def test_the_diagrams_may_be_taken_into_use():
    adopt(CLOSING, operations=OPERATIONS.keys(), functions=FUNCTIONS)


def test_every_operation_of_a_diagram_is_bound_and_every_bound_one_is_used():
    assert {service.operation for service in DESCRIPTION.service_tasks} == OPERATIONS.keys()


def test_every_user_task_has_a_permission_and_every_permission_a_task():
    assert TASK_PERMISSIONS.keys() == TASKS


def test_every_user_task_has_someone_who_takes_its_answers():
    assert ANSWERS.keys() == TASKS


def test_every_user_task_has_facts_for_its_page():
    assert FACTS.keys() == TASKS


@pytest.mark.parametrize("task", DESCRIPTION.user_tasks, ids=lambda task: task.id)
def test_someone_in_the_lane_of_a_task_may_do_it(task):
    may = {grant.party.label for grant in GRANTS[TASK_PERMISSIONS[task.id]]}

    assert task.lane in may


@pytest.mark.parametrize("task", DESCRIPTION.user_tasks, ids=lambda task: task.id)
def test_a_task_that_is_sent_out_to_many_is_in_the_lane_of_many(task):
    assert (task.for_each is not None) == (task.lane == Party.HEARING_MEMBER.label)


def test_the_two_halves_of_an_operation_have_one_name():
    """`closing.compute_final_account` is bound to `compute_final_account`, drawn as `service_…`."""
    assert {name for name, function in OPERATIONS.items() if name.split(".")[1] != function.__name__} == set()
    prefixes = {name.split(".")[0] for name in OPERATIONS}
    assert prefixes == {"closing", "hearing"}


def test_every_decision_has_a_table_of_its_name():
    decisions = DESCRIPTION.of_kind(Kind.DECISION)

    assert {decision.decision for decision in decisions} == {path.stem for path in BPMN.rglob("*.dmn")}
