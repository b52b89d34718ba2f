"""A task for each member of a list, in a called process, with reminders and a deadline."""

import pytest

from tests.engine.support import Calls, Walk, diagram
from workflows.engine.errors import EngineError

CONSULTATION = diagram("consultation", "consultation/consultation.bpmn", "shared/hearing_round.bpmn")
SURVEY = diagram("survey")
MEMBERS = ["Odense", "Vejle", "Fredericia"]


def consultation(members: list[str] = MEMBERS, calls: object = None) -> Walk:
    return Walk(CONSULTATION, calls, members=members, due_on="2026-03-01", slow_on="2026-02-01")


def test_each_member_is_asked_and_all_answers_end_the_hearing():
    walk = consultation()
    assert walk.asked == MEMBERS
    assert walk.task("task_answer", "Vejle").lane == "Høringspart"
    assert walk.task("task_answer", "Vejle").properties == {"due": "2026-03-01"}

    for member in ("Vejle", "Odense", "Fredericia"):
        walk.answer("task_answer", member)

    assert walk.calls.names == ["hearing.close"]
    assert walk.open == ["task_conclude"]
    assert walk.running.passed.count("task_answer") == 1


def test_silence_ends_the_hearing_at_the_deadline():
    walk = consultation()
    walk.answer("task_answer", "Odense")

    walk.at("2026-02-28T23:00:00")

    assert walk.calls.names == ["consultation.tell", "hearing.remind", "hearing.close"]
    assert walk.open == ["task_conclude"]
    assert walk.due == {}
    assert "task_answer" not in walk.running.passed


def test_those_who_have_not_answered_are_still_asked_after_a_reminder():
    walk = consultation()
    walk.answer("task_answer", "Odense")

    walk.at("2026-02-22")

    assert walk.asked == ["Vejle", "Fredericia"]
    assert walk.calls.names == ["consultation.tell", "hearing.remind"]
    assert list(walk.due) == ["timer_hearing_due"]


def test_a_slow_hearing_is_told_of_while_it_goes_on():
    walk = consultation()

    walk.at("2026-02-01")

    assert walk.calls.names == ["consultation.tell"]
    assert walk.running.current == ["call_hearing_round", "task_answer"]


def test_a_hearing_of_nobody_is_over_at_once():
    walk = consultation(members=[])
    assert walk.calls.names == ["hearing.close"]
    assert walk.open == ["task_conclude"]


def test_a_hearing_may_be_held_again_and_again():
    walk = consultation()

    for _ in range(5):
        for member in MEMBERS:
            walk.answer("task_answer", member, position="no_objection")
        walk.answer("task_conclude", again=True)

    assert walk.asked == MEMBERS
    assert walk.running.passed.count("call_hearing_round") == 5


def test_the_next_hearing_may_ask_others():
    walk = consultation()
    walk.at("2026-03-02")

    walk.answer("task_conclude", again=True, members=["Kolding", "Odense"], due_on="2026-05-01")

    assert walk.asked == ["Kolding", "Odense"]
    assert walk.due == {
        "timer_hearing_reminder": "2026-04-23T22:00:00+00:00",
        "timer_hearing_due": "2026-04-30T22:00:00+00:00",
    }


def test_one_members_answer_stays_with_its_task():
    walk = consultation(calls=Calls(close={"answers": 3}))

    walk.answer("task_answer", "Odense", position="against")

    assert "position" not in walk.task("task_answer", "Vejle").data
    walk.answer("task_answer", "Vejle", position="remarks")
    walk.answer("task_answer", "Fredericia", position="remarks")
    data = walk.task("task_conclude").data
    assert "position" not in data
    assert "member" not in data
    assert data["answers"] == 3


def test_a_corrected_deadline_moves_the_timers_of_the_called_process():
    walk = consultation()

    walk.correct(due_on="2026-04-01")
    walk.at("2026-03-02")

    assert walk.asked == MEMBERS
    assert walk.due == {
        "timer_hearing_reminder": "2026-03-24T23:00:00+00:00",
        "timer_hearing_due": "2026-03-31T22:00:00+00:00",
    }
    walk.at("2026-04-01")
    assert walk.task("task_conclude").data["due_on"] == "2026-04-01"


def test_answers_are_gathered_in_a_list_anew_in_each_round():
    walk = Walk(SURVEY, members=["Odense", "Vejle"])
    walk.answer("task_reply", "Vejle", reply="against")
    walk.answer("task_reply", "Odense", reply="for")
    assert walk.task("task_read").data["replies"] == ["against", "for"]

    walk.answer("task_read")
    assert walk.asked == ["Odense", "Vejle"]
    for member in ("Odense", "Vejle"):
        walk.answer("task_reply", member, reply="for")

    assert walk.task("task_read").data["replies"] == ["for", "for"]
    walk.answer("task_read")
    assert walk.running.end_event == "end_settled"


def test_an_answer_without_what_is_to_be_gathered_is_refused():
    with pytest.raises(EngineError, match="task_reply: reply was not answered"):
        Walk(SURVEY, members=["Odense"]).answer("task_reply", "Odense")


@pytest.mark.parametrize("members", ["Odense", None, 3])
def test_only_a_list_can_be_heard(members):
    with pytest.raises(EngineError, match="task_reply: members is not a list"):
        Walk(SURVEY, members=members)


def test_five_hundred_can_be_heard():
    walk = Walk(SURVEY, members=[f"Kommune {number}" for number in range(500)])
    assert len(walk.open) == 500
    walk.answer("task_reply", "Kommune 499", reply="for")
    assert len(walk.open) == 499


def test_the_entry_may_not_have_the_name_of_data_of_the_case():
    with pytest.raises(EngineError, match=r"survey: .* member already exists"):
        Walk(SURVEY, members=["Odense"], member="Vejle")
