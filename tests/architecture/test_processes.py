"""Diagrams and code belong together: each operation, task and permission has its other half."""

import pytest

from tests.architecture.all_diagrams import ALL, BPMN, DIAGRAMS, PROCESSES, SHARED
from workflows.access.grants import GRANTS
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.engine.description import Kind
from workflows.engine.diagrams import adopt
from workflows.processes import binding  # noqa: F401  (binds the operations of all processes)
from workflows.processes.errands import ERRAND
from workflows.processes.operations import ANSWERS, OPERATIONS
from workflows.processes.pages import FACTS
from workflows.services.running.expressions import FUNCTIONS
from workflows.vocabulary import Party

TASKS = {task.id for task in ALL.user_tasks}
"""Those of the diagrams; an errand is a task that no diagram has."""
OF_MANY = {party.label for party in (Party.HEARING_MEMBER, Party.DECIDING_BODY, Party.REQUESTED)}
"""The lanes in which several act at once, each with a task of its own."""


@pytest.mark.parametrize("process", DIAGRAMS)
def test_the_diagrams_may_be_taken_into_use(process):
    adopt(DIAGRAMS[process], operations=OPERATIONS.keys(), functions=FUNCTIONS)


def test_every_operation_of_a_diagram_is_bound_and_every_bound_one_is_used():
    assert {service.operation for service in ALL.service_tasks} == OPERATIONS.keys()


def test_every_user_task_has_a_permission_and_every_permission_a_task():
    assert TASK_PERMISSIONS.keys() == TASKS | {ERRAND}


def test_every_user_task_has_someone_who_takes_its_answers():
    assert ANSWERS.keys() == TASKS | {ERRAND}


def test_every_user_task_has_facts_for_its_page():
    assert FACTS.keys() == TASKS | {ERRAND}


@pytest.mark.parametrize("task", ALL.user_tasks, ids=lambda task: task.id)
def test_someone_in_the_lane_of_a_task_may_do_it(task):
    may = {grant.party.label for grant in GRANTS[TASK_PERMISSIONS[task.id]]}

    assert task.lane in may


@pytest.mark.parametrize("task", ALL.user_tasks, ids=lambda task: task.id)
def test_a_task_in_a_lane_of_many_is_sent_out_to_each(task):
    assert task.lane not in OF_MANY or task.for_each is not None


def test_the_two_halves_of_an_operation_have_one_name():
    """`closing.compute_final_account` is bound to `compute_final_account`, drawn as `service_…`."""
    assert {name for name, function in OPERATIONS.items() if name.split(".")[1] != function.__name__} == set()
    prefixes = {name.split(".")[0] for name in OPERATIONS}
    assert prefixes == {*PROCESSES, *SHARED}


def test_every_decision_has_a_table_of_its_name():
    decisions = ALL.of_kind(Kind.DECISION)

    assert {decision.decision for decision in decisions} == {path.stem for path in BPMN.rglob("*.dmn")}
