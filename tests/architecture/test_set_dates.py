"""Every day that is set in a case can be told of: with which task it was set."""

from tests.architecture.all_diagrams import ALL
from workflows.processes.assigned import ASSIGNED
from workflows.processes.operations import ANSWERS
from workflows.services.casework.set_dates import ON_THE_TAKEOVER, SET_IN

WITH_A_DATE_OF_ITS_OWN = {"task_do_mapping"}
"""Assigned one by one, each with a day; the diagram names none."""


def test_each_task_whose_day_is_set_in_the_case_says_with_which_task():
    dated = {one.id for process in ALL.processes for one in process.elements if "due" in one.properties}

    assert dated | WITH_A_DATE_OF_ITS_OWN == SET_IN.keys() | ON_THE_TAKEOVER
    assert ASSIGNED.keys() >= WITH_A_DATE_OF_ITS_OWN


def test_a_day_is_set_with_a_task_that_is_done():
    assert {one for some in SET_IN.values() for one in some} <= ANSWERS.keys()
