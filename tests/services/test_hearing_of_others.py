"""A hearing of whoever a process wants to hear: with its own question, positions, issuer and receiver."""

import pytest

from tests.closing_walk import colleague
from tests.shared_walk import HEARING, SharedWalk, know
from workflows.errors import InputError
from workflows.services.casework.hearings import record_answers, show_hearing
from workflows.services.casework.taskpage import show_task
from workflows.vocabulary import HearingPosition, Party, Role

VEJLE, ODENSE = "630", "461"


@pytest.fixture
def walk(seeded, monkeypatch):
    """Two municipalities are heard by the region."""
    know(monkeypatch)
    return SharedWalk().hearing([VEJLE, ODENSE])


def answer(walk, code: str, position: str, text: str = "") -> None:
    task = walk.task_of("task_answer_hearing", code)
    walk.complete(task, {"position": position, "text": text}, walk.doer(task))


def test_those_who_are_heard_need_sit_in_no_body(walk):
    assert walk.receivers("hearing_letter") == {"Vejle Kommune", "Odense Kommune"}
    assert {one.name for one in walk.parties(Party.HEARING_MEMBER)} == {"Vejle Kommune", "Odense Kommune"}
    assert [event.text for event in walk.events if "Høringsbrev" in event.text] == [
        "Høringsbrev sendt: Køberkommunerne (2)"
    ]


def test_the_page_has_the_question_and_the_positions_of_the_process(walk):
    task = walk.task_of("task_answer_hearing", VEJLE)

    facts = show_task(task.id, walk.doer(task)).facts

    assert facts["question"] == "Har I bemærkninger til et længere varsel?"
    assert facts["positions"] == HEARING.positions
    assert facts["body"] == "Region Syddanmark"


def test_the_answers_come_to_whom_the_process_says_under_its_own_labels(walk):
    answer(walk, VEJLE, "no_objection")
    answer(walk, ODENSE, "against", "Varslet binder os for længe.")

    summary = walk.document("hearing_summary")

    assert {row["member"]: row["position"] for row in summary.data["answers"]} == {
        "Odense Kommune": "Imod",
        "Vejle Kommune": "Enig",
    }
    assert walk.receivers("hearing_summary") == {"Region Syddanmark"}


def test_a_position_that_the_process_does_not_have_is_refused(walk):
    with pytest.raises(InputError, match="position: Vælg et af de svar"):
        answer(walk, VEJLE, "remarks", "Vi har bemærkninger.")


def test_the_secretariat_registers_answers_under_the_same_labels(walk):
    secretary = colleague(walk.party(Party.SECRETARIAT).id, {Role.SECRETARIAT_OFFICER})
    record_answers(walk.case_id, {walk.organisation(VEJLE).id: {"position": "no_objection"}}, secretary)

    page = show_hearing(walk.case_id, secretary)

    assert page.positions == HEARING.positions
    assert {row.name: (row.position, row.label) for row in page.members} == {
        "Vejle Kommune": (HearingPosition.NO_OBJECTION, "Enig"),
        "Odense Kommune": (None, ""),
    }
