"""Tasks for each entry of a list that is no organisation: the process says whose each is."""

from datetime import date

import pytest

from tests.closing_walk import person
from tests.shared_walk import SharedWalk, know
from workflows.errors import NotAllowed
from workflows.processes.assigned import ASSIGNED, Assignment

VEJLE = "630"
ELEMENT = "task_answer_request"


@pytest.fixture
def assigning(seeded, monkeypatch):
    """Starts a case in which each area is one person's in Vejle; children's has a day of its own."""
    know(monkeypatch)
    anne, mikkel = person("anne@vejle.example", VEJLE), person("sagsbehandler@vejle.example", VEJLE)
    given = {
        "children": Assignment(anne.organisation_id, anne.person_id, "Undersøg børneområdet", date(2026, 4, 1)),
        "adults": Assignment(mikkel.organisation_id, mikkel.person_id, "Undersøg voksenområdet", None),
        "economy": Assignment(anne.organisation_id, None, "Undersøg økonomien", None),
    }
    monkeypatch.setitem(ASSIGNED, ELEMENT, lambda _step, item: given[item])
    return SharedWalk().assigning


def test_each_task_is_whose_the_process_says_under_its_own_name(assigning):
    walk = assigning(["children", "economy"])
    anne = person("anne@vejle.example", VEJLE)

    tasks = {task.item: (task.label, task.assignee_id, task.organisation.name) for task in walk.open()}

    assert tasks == {
        "children": ("Undersøg børneområdet", anne.person_id, "Vejle Kommune"),
        "economy": ("Undersøg økonomien", None, "Vejle Kommune"),
    }


def test_a_task_without_a_day_of_its_own_has_the_diagrams(assigning):
    walk = assigning(["children", "adults"], due="2026-05-01")

    assert {task.item: task.due_on for task in walk.open()} == {
        "children": date(2026, 4, 1),
        "adults": date(2026, 5, 1),
    }


def test_the_one_who_is_named_is_the_only_one_to_do_it(assigning):
    walk = assigning(["adults"])
    task = walk.task(ELEMENT)

    with pytest.raises(NotAllowed, match="givet til en kollega"):
        walk.complete(task, {"text": "Set."}, person("anne@vejle.example", VEJLE))


def test_a_task_for_an_organisation_keeps_it_as_its_entry(seeded, monkeypatch):
    know(monkeypatch)

    walk = SharedWalk().asking([VEJLE])

    assert walk.task(ELEMENT).item == str(walk.organisation(VEJLE).id)
    assert walk.task(ELEMENT).matter == "sounding"
