"""A request with a deadline: sent to several, answered by each, reminders, and what is told of silence."""

from datetime import date, timedelta

import pytest

from tests.shared_walk import REGION, SharedWalk, know
from tests.statements import asked as statements
from workflows.clock import today
from workflows.errors import InputError, NotFound, TaskNotOpen
from workflows.services.casework.taskpage import show_task
from workflows.services.casework.tasks import complete_task
from workflows.vocabulary import CaseStatus, Party, TaskStatus

VEJLE, ODENSE, KOLDING = "630", "461", "621"


@pytest.fixture
def asking(seeded, monkeypatch):
    """Starts a case that asks organisations, given by code."""
    know(monkeypatch)
    return SharedWalk().asking


def test_all_are_asked_at_once_with_one_letter(asking):
    walk = asking([VEJLE, ODENSE, KOLDING])

    assert len(walk.open("task_answer_request")) == 3
    assert {task.due_on for task in walk.open()} == {today() + timedelta(days=21)}
    assert len(walk.documents()) == 1
    assert walk.receivers("hearing_letter") == {"Vejle Kommune", "Odense Kommune", "Kolding Kommune"}
    assert {one.name for one in walk.parties(Party.REQUESTED)} == walk.receivers("hearing_letter")


def test_the_page_tells_what_is_asked_for_by_whom_and_by_when(asking):
    walk = asking([VEJLE])
    task = walk.task("task_answer_request")

    facts = show_task(task.id, walk.doer(task)).facts

    assert facts["asked_by"] == "Region Syddanmark"
    assert facts["request"].items == ["Belægning for 2024", "Belægning for 2025"]
    assert facts["request"].deadline == date(2026, 3, 23)


def test_the_case_goes_on_at_once_when_all_have_answered(asking):
    walk = asking([VEJLE, ODENSE]).answer(VEJLE, "93 procent.")
    assert walk.case.status is CaseStatus.RUNNING

    walk.answer(ODENSE, "88 procent.")

    assert walk.case.standing == "Besvaret"
    assert walk.timers == {}
    assert walk.notices == []
    assert {row.organisation.name: row.text for row in walk.answers} == {
        "Odense Kommune": "88 procent.",
        "Vejle Kommune": "93 procent.",
    }


def test_each_answer_is_journalled(asking):
    walk = asking([VEJLE, ODENSE]).answer(VEJLE, "93 procent.")

    entries = [(entry.theme, entry.parties) for entry in walk.journal if entry.direction == "in"]

    assert entries == [("Svar: Oplysninger om belægning", "Vejle Kommune")]


def test_the_silent_are_listed_and_told_of_when_the_deadline_has_passed(asking, clock):
    walk = asking([VEJLE, ODENSE, KOLDING]).answer(ODENSE, "88 procent.")
    clock.forward(days=22)

    walk.fire()

    text = (
        f"Fristen den 23. marts 2026 er udløbet i sag {walk.case.number}: Oplysninger om belægning. "
        "Disse har ikke svaret: Kolding Kommune, Vejle Kommune."
    )
    assert walk.case.standing == "Besvaret"
    assert [row for row in walk.notices if "udløbet" in row[1]] == [
        ("Fælleskommunalt Socialsekretariat", text),
        ("Region Syddanmark", text),
    ]
    ended = [task.status for task in walk.tasks("task_answer_request")]
    assert (ended.count(TaskStatus.DONE), ended.count(TaskStatus.WITHDRAWN)) == (1, 2)
    assert walk.requests[0][0].closed_on == today()


def test_where_nobody_answers_the_process_hears_so(asking, clock):
    walk = asking([VEJLE])
    clock.forward(days=22)

    walk.fire()

    assert walk.case.standing == "Ingen har svaret"


def test_asked_again_the_latest_round_counts(asking):
    walk = asking([VEJLE], ask_again="yes").answer(VEJLE, "93 procent.")

    (answer,) = walk.answers

    assert [one.round for one, _answers in walk.requests] == [1, 2]
    assert (answer.answered_at, answer.text) == (None, "")
    assert len(walk.documents()) == 2
    walk.answer(VEJLE, "92 procent.")
    assert [answers[0].text for _one, answers in walk.requests] == ["93 procent.", "92 procent.", ""]


def test_only_the_silent_are_reminded_a_week_before(asking, clock):
    walk = asking([VEJLE, ODENSE]).answer(ODENSE, "88 procent.")
    clock.forward(days=13)
    walk.fire()
    assert walk.notices == []

    clock.forward(days=1)
    walk.fire()

    text = f"Husk at svare i sag {walk.case.number} senest 23. marts 2026: Oplysninger om belægning."
    assert walk.notices == [("Vejle Kommune", text)]
    assert [row.reminded_at is None for _one, answers in walk.requests for row in answers].count(False) == 1


def test_nobody_is_reminded_on_the_day_on_which_the_letter_is_sent(asking):
    walk = asking([VEJLE], days=5)
    walk.fire()

    assert walk.notices == []
    assert walk.waits_for == {"task_answer_request"}


def test_the_last_day_is_in_time(asking, clock):
    walk = asking([VEJLE])
    clock.forward(days=21)
    walk.fire()

    walk.answer(VEJLE, "93 procent.")

    assert walk.case.standing == "Besvaret"


def test_an_answer_after_the_deadline_is_refused_also_before_the_timer_has_fired(asking, clock):
    walk = asking([VEJLE])
    clock.forward(days=22)

    with pytest.raises(TaskNotOpen, match=r"23\. marts 2026"):
        walk.answer(VEJLE, "93 procent.")


def test_an_answer_says_something(asking):
    walk = asking([VEJLE])

    with pytest.raises(InputError, match="text: Skriv jeres svar, eller vedhæft"):
        walk.answer(VEJLE, "  ")

    assert walk.waits_for == {"task_answer_request"}


def test_where_nobody_was_asked_there_are_no_answers(seeded, monkeypatch):
    know(monkeypatch)
    walk = SharedWalk().deciding([REGION])

    with pytest.raises(NotFound, match="ikke været en sådan anmodning"):
        assert walk.answers


def test_an_answer_asks_little_of_the_database(asking):
    walk = asking([VEJLE, ODENSE])
    task = walk.task_of("task_answer_request", VEJLE)
    actor = walk.doer(task)

    with statements() as seen:
        complete_task(task.id, revision=task.revision, answers={"text": "93 procent."}, actor=actor)

    assert (len(seen.statements) <= 15, seen.commits) == (True, 1), seen.statements
