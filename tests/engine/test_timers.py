"""Timers fire by the caller's clock, at the moment that the expression gave."""

from datetime import UTC, date, datetime

import pytest

from tests.engine.support import FUNCTIONS, Calls, Walk, diagram
from workflows.engine.errors import EngineError
from workflows.engine.runner import Running

REPORT = diagram("report")


def report(**data: object) -> Walk:
    return Walk(REPORT, decided_on="2026-01-31", published_on="2026-06-01T09:00:00+02:00", **data)


def test_a_date_begins_at_midnight_in_denmark_winter_and_summer():
    assert report().due == {
        "timer_first_reminder": "2026-03-31T22:00:00+00:00",
        "timer_last_reminder": "2026-04-23T22:00:00+00:00",
        "timer_report_due": "2026-04-30T22:00:00+00:00",
    }
    winter = Walk(REPORT, decided_on="2025-10-10", published_on="2026-06-01")
    assert winter.due["timer_report_due"] == "2026-01-07T23:00:00+00:00"


def test_reminders_do_not_disturb_the_task_and_each_comes_once():
    walk = report()

    walk.at("2026-04-01")
    walk.at("2026-04-02")
    walk.at("2026-04-24")

    assert [parameters["which"] for _, parameters in walk.calls.made] == ["first", "last"]
    assert walk.open == ["task_report"]
    assert list(walk.due) == ["timer_report_due"]


def test_a_timer_waits_until_its_moment_and_fires_at_it():
    walk = report()
    walk.at("2026-03-31T21:59:59")
    assert walk.calls.made == []
    walk.at("2026-03-31T22:00:00")
    assert walk.calls.names == ["report.remind"]


def test_the_deadline_takes_the_task_away():
    walk = report()

    walk.at("2026-05-01")

    assert walk.open == []
    assert walk.running.end_event == "end_silent"


def test_reminders_that_were_due_while_the_machine_stood_still_come_before_the_deadline():
    walk = report()

    walk.at("2026-12-01")

    assert [parameters["which"] for _, parameters in walk.calls.made] == ["first", "last"]
    assert walk.running.passed[-1] == "end_silent"


def test_an_answer_in_time_stops_the_reminders_and_the_deadline():
    walk = report()
    walk.at("2026-04-02")

    walk.answer("task_report")
    walk.at("2026-05-20")

    assert walk.calls.names == ["report.remind"]
    assert walk.running.current == ["timer_publication"]
    assert walk.due == {"timer_publication": "2026-06-01T07:00:00+00:00"}


def test_an_awaited_moment_lets_the_process_go_on():
    walk = report()
    walk.answer("task_report")
    walk.at("2026-06-01T07:00:00")
    assert walk.running.end_event == "end_reported"


def test_a_moment_that_has_passed_already_is_not_waited_for():
    walk = Walk(REPORT, decided_on="2026-01-31", published_on="2025-12-01")
    walk.answer("task_report")
    assert walk.running.end_event == "end_reported"


def test_the_answer_counts_that_came_before_the_timers_were_looked_at():
    walk = report()
    walk.now = datetime(2026, 5, 2, tzinfo=UTC)

    walk.answer("task_report")

    assert walk.calls.made == []
    assert walk.running.current == ["timer_publication"]


def test_a_corrected_date_moves_the_timers_that_wait():
    walk = report()
    walk.at("2026-03-02")

    walk.correct(decided_on="2026-02-28")

    assert walk.due == {
        "timer_first_reminder": "2026-04-28T22:00:00+00:00",
        "timer_last_reminder": "2026-05-21T22:00:00+00:00",
        "timer_report_due": "2026-05-28T22:00:00+00:00",
    }
    assert walk.task("task_report").properties["due"] == "2026-05-29"
    walk.at("2026-05-27")
    assert walk.open == ["task_report"]
    assert len(walk.calls.made) == 2


def test_a_reminder_that_fired_comes_again_for_a_later_date():
    walk = report()
    walk.at("2026-04-02")

    walk.correct(decided_on="2026-02-28")

    assert walk.due["timer_first_reminder"] == "2026-04-28T22:00:00+00:00"
    walk.at("2026-04-28T21:00:00")
    assert [parameters["which"] for _, parameters in walk.calls.made] == ["first"]
    walk.at("2026-04-29")
    walk.at("2026-05-27")
    assert [parameters["which"] for _, parameters in walk.calls.made] == ["first", "first", "last"]
    walk.answer("task_report")
    assert walk.running.current == ["timer_publication"]


def test_a_reminder_comes_once_for_each_date_however_often_the_date_is_corrected():
    walk = report()
    walk.at("2026-04-02")

    for decided_on in ("2026-02-28", "2026-02-20", "2026-02-28"):
        walk.correct(decided_on=decided_on)
    walk.at("2026-04-29")
    walk.correct(decided_on="2026-02-28")
    walk.at("2026-04-30")

    assert [parameters["which"] for _, parameters in walk.calls.made] == ["first", "first"]
    assert "timer_first_reminder" not in walk.due


def test_a_reminder_that_waits_again_goes_with_its_task():
    walk = report()
    walk.at("2026-04-02")
    walk.correct(decided_on="2026-02-28")

    walk.answer("task_report")

    assert list(walk.due) == ["timer_publication"]


def test_a_reminder_that_fired_does_not_come_again_for_an_earlier_date():
    walk = report()
    walk.at("2026-04-02")

    walk.correct(decided_on="2026-01-30")

    assert list(walk.due) == ["timer_last_reminder", "timer_report_due"]
    walk.at("2026-04-03")
    assert [parameters["which"] for _, parameters in walk.calls.made] == ["first"]


def test_a_correction_is_not_undone_by_the_steps_that_follow():
    walk = report()
    walk.correct(published_on="2026-09-01")
    walk.at("2026-04-02")
    walk.answer("task_report")
    assert walk.due == {"timer_publication": "2026-08-31T22:00:00+00:00"}


def test_a_corrected_date_that_has_passed_fires_at_the_next_run_only():
    walk = report()
    walk.correct(decided_on="2025-01-31")
    assert walk.open == ["task_report"]
    walk.at("2026-01-02")
    assert walk.open == []


def start(function) -> Running:
    functions = {**FUNCTIONS, "deadline": function, "days_before": lambda day, days: None}
    data = {"decided_on": "2026-01-31", "published_on": None}
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Running.start(REPORT, operations=Calls(), functions=functions, data=data, now=now)


def test_a_task_may_have_no_deadline_under_its_agreement():
    running = start(lambda decided_on: None)
    running.run(datetime(2099, 1, 1, tzinfo=UTC))
    assert running.waiting_timers() == []
    assert running.open_tasks()[0].properties["due"] == ""


def test_a_process_does_not_wait_for_a_moment_that_is_not_given():
    running = start(lambda decided_on: None)
    [task] = running.open_tasks()
    with pytest.raises(EngineError, match="timer_publication: None is not a date"):
        running.complete(task.engine_id, {}, datetime(2026, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize("value", [datetime(2026, 1, 1), "2026-01-01T10:00", "P1M", "soon", "20260101", "0001-01-01"])
def test_a_timer_takes_only_a_date_or_a_moment_with_its_offset(value):
    with pytest.raises(EngineError, match=r"timer_report_due: .* is not a date, or has no time zone"):
        start(lambda decided_on: value)


@pytest.mark.parametrize("value", [date(2026, 7, 1), "2026-07-01", "2026-07-01T00:00:00+02:00"])
def test_a_date_and_the_same_moment_are_the_same(value):
    [timer] = start(lambda decided_on: value).waiting_timers()
    assert timer.due_at == datetime(2026, 6, 30, 22, tzinfo=UTC)
