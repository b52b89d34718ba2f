"""The deadline of the provisional account (syddanmark-2025-2026, bilag 5): kept, reminded of, escalated, met."""

from datetime import date

import pytest

from db.models.case import NO_DEADLINE
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.factories import closed_day
from workflows.vocabulary import EventKind

RULE = "closing.provisional_account"
VEJLE, SECRETARIAT = "Vejle Kommune", "Fælleskommunalt Socialsekretariat"


@pytest.fixture
def decided(seeded, clock):
    """A closing that is decided on a given day, today at the earliest of its telling."""

    def on(day: date, *, told: date | None = None) -> ClosingWalk:
        clock.set(day)
        walk = ClosingWalk().opened(expected_decision_on=day.isoformat()).heard()
        clock.set(told or day)
        return walk.decided(on=day)

    return on


def fired_on(walk, clock, *days: date):
    """Whom the timers have told what, day by day."""
    told = []
    for day in days:
        clock.set(day)
        before = len(walk.notices)
        walk.fire()
        told.append([name for name, _text in walk.notices[before:]])
    return told


@pytest.mark.parametrize(
    ("decision", "due", "last_working_day"),
    [
        (date(2026, 3, 2), date(2026, 6, 2), date(2026, 6, 2)),
        (date(2025, 11, 30), date(2026, 2, 28), date(2026, 2, 27)),
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 2, 26)),
        (date(2026, 2, 5), date(2026, 5, 5), date(2026, 5, 5)),
    ],
)
def test_the_account_is_due_three_months_after_the_decision(decided, decision, due, last_working_day):
    walk = decided(decision)

    deadline = walk.deadline(RULE)
    assert (deadline.due_on, deadline.last_working_day) == (due, last_working_day)
    assert walk.task("task_enter_provisional_account").due_on == due
    assert walk.task("task_enter_provisional_account").deadline_id == deadline.id


def test_reminders_go_by_the_last_working_day_and_escalation_by_the_deadline_itself(decided):
    walk = decided(date(2025, 11, 30))

    # 28 February 2026 is a Saturday.
    assert walk.timers == {
        "timer_provisional_account_30": date(2026, 1, 28),
        "timer_provisional_account_7": date(2026, 2, 20),
        "timer_provisional_account_due": date(2026, 3, 1),
    }


def test_a_day_on_which_the_operator_is_closed_moves_the_reminders_not_the_deadline(seeded, clock):
    walk = ClosingWalk()
    closed_day(walk.offer.operator, date(2026, 6, 2), "Lukkedag i Vejle")
    walk.opened().heard().decided()

    assert walk.deadline(RULE).due_on == date(2026, 6, 2)
    assert walk.deadline(RULE).last_working_day == date(2026, 6, 1)
    assert walk.timers["timer_provisional_account_7"] == date(2026, 5, 25)
    assert "Lukkedag i Vejle" in walk.deadline(RULE).explanation


def test_the_operator_is_reminded_twice_and_the_day_after_the_secretariat_is_told(decided, clock):
    walk = decided(date(2026, 3, 2))

    told = fired_on(
        walk,
        clock,
        *(date(2026, 5, 2), date(2026, 5, 3), date(2026, 5, 25), date(2026, 5, 26), date(2026, 6, 2), date(2026, 6, 3)),
    )

    assert told == [[], [VEJLE], [], [VEJLE], [], [SECRETARIAT, VEJLE]]
    assert walk.waits_for == {"task_enter_provisional_account"}
    (escalation,) = [event for event in walk.events if event.kind is EventKind.ESCALATED]
    assert (escalation.source, escalation.person_id) == ("syddanmark-2025-2026, bilag 5", None)


def test_a_runner_that_has_stood_still_does_not_send_what_is_stale(decided, clock):
    walk = decided(date(2026, 3, 2))

    (told,) = fired_on(walk, clock, date(2026, 6, 10))

    assert told == [SECRETARIAT, VEJLE]
    assert [text for _name, text in walk.notices if "mangler endnu" not in text] == []


def test_nothing_is_sent_after_the_account_was_made(decided, clock):
    walk = decided(date(2026, 3, 2)).enter("provisional", EXAMPLE_1)

    assert walk.timers == {}
    assert fired_on(walk, clock, date(2026, 5, 3), date(2026, 5, 26), date(2026, 6, 3)) == [[], [], []]
    assert walk.deadline(RULE).met_on == date(2026, 3, 2)


def test_an_account_made_on_the_last_day_is_in_time(decided, clock):
    walk = decided(date(2026, 3, 2))
    clock.set(date(2026, 6, 2))

    walk.enter("provisional", EXAMPLE_1)

    assert walk.deadline(RULE).met_on == walk.deadline(RULE).due_on


def test_a_decision_that_is_recorded_late_sends_no_stale_reminder(decided):
    walk = decided(date(2026, 3, 2), told=date(2026, 5, 28))

    assert walk.deadline(RULE).due_on == date(2026, 6, 2)
    assert [text for _name, text in walk.notices if "5 dage til" not in text] == []
    assert list(walk.timers) == ["timer_provisional_account_due"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (date(2026, 2, 26), ["Der er 1 dag til sidste arbejdsdag."]),
        (date(2026, 2, 27), ["I dag er sidste arbejdsdag."]),
        (date(2026, 2, 28), []),
    ],
)
def test_a_reminder_tells_how_long_there_is_to_the_last_working_day(decided, told, words):
    """28 February 2026, the deadline, is a Saturday: on that day there is nothing left to remind of."""
    walk = decided(date(2025, 11, 28), told=told)

    assert [text.partition("2026. ")[2] for _name, text in walk.notices] == words


def test_a_decision_that_is_recorded_after_its_deadline_is_escalated_at_once(decided):
    walk = decided(date(2026, 3, 2), told=date(2026, 6, 15))

    assert [name for name, _text in walk.notices] == [SECRETARIAT, VEJLE]
    assert all("mangler endnu" in text for _name, text in walk.notices)
    assert walk.timers == {}


@pytest.mark.parametrize("day", [date(2026, 4, 7), date(2026, 5, 5), date(2026, 6, 15)])
def test_an_account_that_is_sent_back_or_replaced_sends_nothing_twice(decided, clock, day):
    walk = decided(date(2026, 3, 2)).enter("provisional", EXAMPLE_1)
    clock.set(day)

    walk.treat_provisional(taken_note=False).enter("provisional", EXAMPLE_1).treat_provisional()
    walk.send_provisional().follow("replace")
    fired_on(walk, clock, date(2026, 6, 3), date(2026, 7, 1))

    assert walk.notices == []
    assert walk.deadline(RULE).met_on == date(2026, 3, 2)
    assert len([row for row in walk.deadlines if row.rule_id == RULE]) == 1


def test_the_reminders_fired_before_an_account_was_sent_back_are_not_sent_again(decided, clock):
    walk = decided(date(2026, 3, 2))
    fired_on(walk, clock, date(2026, 5, 3), date(2026, 5, 26))

    walk.enter("provisional", EXAMPLE_1).treat_provisional(taken_note=False)
    fired_on(walk, clock, date(2026, 6, 3))

    assert [name for name, _text in walk.notices] == [VEJLE, VEJLE]


def test_notice_is_given_for_the_running_month_and_two_more(decided):
    """syddanmark-2025-2026, bilag 6."""
    walk = decided(date(2026, 3, 2))

    assert walk.deadline("closing.notice").due_on == date(2026, 5, 31)
    assert walk.document("closing_notice").data["notice"]["date"] == "2026-05-31"


def test_where_the_agreement_sets_no_date_there_is_no_deadline_and_no_reminder(seeded, clock):
    clock.set(date(2016, 5, 2))

    walk = ClosingWalk("Botilbuddet Egehuset").opened().decided()

    assert walk.task("task_enter_provisional_account").due_on == NO_DEADLINE
    assert walk.timers == {}
    assert [row.rule_id for row in walk.deadlines] == ["closing.notice"]
