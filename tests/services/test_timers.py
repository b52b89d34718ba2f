"""Timers: rows that come and go with their process, fired once, and never lost when they fail."""

from datetime import date, datetime

import pytest
from sqlalchemy import select, update

from db.models.case import Timer
from db.session import reading, transaction
from tests.closing_walk import ClosingWalk
from tests.services.failures import failing, secretariat
from workflows.clock import COPENHAGEN
from workflows.errors import Refused
from workflows.processes.operations import OPERATIONS
from workflows.services.running.incidents import StepFailed, open_incidents
from workflows.services.running.runner import work_once
from workflows.services.running.timers import MOST_ATTEMPTS, due_timers, fire
from workflows.vocabulary import EventKind

FIRST, LAST, DUE = (f"timer_provisional_account_{which}" for which in ("30", "7", "due"))


@pytest.fixture
def decided(walk_to):
    return walk_to("decided")


def attempts() -> int:
    with reading() as session:
        return session.scalars(select(Timer.attempts).where(Timer.element_id == FIRST)).one()


def try_and_fail(clock, minutes: int = 2) -> None:
    """The runner tries what is due, and time passes."""
    for timer_id in due_timers():
        with pytest.raises(StepFailed):
            fire(timer_id)
    clock.forward(minutes=minutes)


def test_a_timer_is_due_as_its_danish_day_begins(decided, clock):
    clock.set(datetime(2026, 5, 2, 23, 59))
    assert due_timers() == []

    clock.set(datetime(2026, 5, 3, 0, 0, tzinfo=COPENHAGEN))

    assert len(due_timers()) == 1


def test_timers_fire_in_the_order_in_which_they_are_due(decided, clock):
    clock.set(date(2026, 5, 26))

    with reading() as session:
        elements = [session.get_one(Timer, one).element_id for one in due_timers()]

    assert elements == [FIRST, LAST]


def test_a_fired_timer_leaves_no_row_and_a_line_in_the_history(decided, clock):
    clock.set(date(2026, 5, 3))

    assert fire(due_timers()[0]) is True

    assert set(decided.timers) == {LAST, DUE}
    (reminder,) = [event for event in decided.events if event.kind is EventKind.REMINDED]
    assert (reminder.person_id, reminder.organisation_id) == (None, None)


def test_a_timer_that_is_gone_or_not_due_does_nothing(decided, clock):
    clock.set(date(2026, 5, 3))
    (gone,) = due_timers()
    fire(gone)
    with reading() as session:
        later = session.scalars(select(Timer.id).where(Timer.element_id == DUE)).one()

    assert (fire(gone), fire(later)) == (False, False)

    assert len(decided.notices) == 1


def test_a_timer_that_fails_keeps_its_row_its_case_and_an_incident(decided, clock, monkeypatch):
    monkeypatch.setitem(OPERATIONS, "closing.remind_first", failing)
    clock.set(date(2026, 5, 3))
    before = decided.case.process_state

    with pytest.raises(StepFailed):
        fire(due_timers()[0])

    assert FIRST in decided.timers
    assert (decided.case.process_state, decided.case.title) == (before, "Lukning af Bofællesskabet Åbrinken")
    assert "on fire" in decided.incidents[0].error


def test_a_refusal_that_nobody_reads_is_an_incident_too(decided, clock, monkeypatch):
    def refuse(_step, _data):
        raise Refused("Der er intet at påminde om.")

    monkeypatch.setitem(OPERATIONS, "closing.remind_first", refuse)
    clock.set(date(2026, 5, 3))

    assert work_once() >= 0

    assert "intet at påminde om" in decided.incidents[0].error


def test_a_timer_that_failed_rests_before_it_is_tried_again(decided, clock, monkeypatch):
    monkeypatch.setitem(OPERATIONS, "closing.remind_first", failing)
    clock.set(date(2026, 5, 3))
    try_and_fail(clock, minutes=0)
    assert due_timers() == []

    clock.forward(minutes=2)

    assert len(due_timers()) == 1


def test_a_timer_is_tried_eight_times_and_then_left_to_a_person(decided, clock, monkeypatch):
    monkeypatch.setitem(OPERATIONS, "closing.remind_first", failing)
    clock.set(date(2026, 5, 3))

    for _ in range(MOST_ATTEMPTS):
        try_and_fail(clock)

    assert due_timers() == []
    assert attempts() == MOST_ATTEMPTS
    assert len(open_incidents(secretariat(decided))) == 1


def test_other_cases_go_on_while_a_timer_fails(decided, clock, monkeypatch):
    clock.set(date(2026, 3, 3))
    other = ClosingWalk("Dagtilbuddet Broen").opened(hearing_deadline="2026-05-10")
    clock.set(date(2026, 5, 3))
    monkeypatch.setitem(OPERATIONS, "closing.remind_first", failing)

    for timer_id in due_timers():
        try:
            fire(timer_id)
        except StepFailed:
            continue

    assert len(other.notices) == 23
    assert decided.notices == []


def test_a_timer_that_kills_its_process_each_time_becomes_an_incident(decided, clock):
    clock.set(date(2026, 5, 3))
    with transaction() as session:
        session.execute(update(Timer).values(attempts=MOST_ATTEMPTS))

    try_and_fail(clock)

    assert due_timers() == []
    assert "killed each time" in decided.incidents[0].error
