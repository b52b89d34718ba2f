"""Closed days that are added or taken away: what moves is seen first, then deadline, work list and timers follow."""

from datetime import date, timedelta
from threading import Event, Thread

import pytest

from db.session import transaction
from tests.closing_walk import EXAMPLE_1, ClosingWalk, person
from tests.referral_walk import ReferralWalk
from tests.services.test_concurrency import at_once
from tests.statements import asked
from workflows.clock import now
from workflows.services.calendar import closed_days
from workflows.services.casework.tasks import complete_task
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import EventKind, Party

DECISION, ACCOUNT = "referral.decision", "closing.provisional_account"
REMINDER = "timer_provisional_account_7"
FRIDAY = date(2026, 3, 6)


def officer():
    """A secretary who is party in no referral."""
    return person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")


def birgit():
    """A secretary who is party in the closings of Syddanmark."""
    return person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")


def effect(organisation_id, first: date, last: date | None = None, actor=None):
    return closed_days.effect_of_closing(
        organisation_id, first=first, last=last or first, reason="Personaledag", actor=actor or officer()
    )


def close(organisation_id, first: date, last: date | None = None, reason="Personaledag", actor=None):
    closed_days.add_closed_days(
        organisation_id, first=first, last=last or first, reason=reason, actor=actor or officer()
    )


@pytest.fixture
def referral(seeded, clock) -> ReferralWalk:
    """A report received on Monday 2 March 2026; the last day to decide is 23 March."""
    return ReferralWalk().opened().started().named().reported()


@pytest.fixture
def closing(walk_to) -> ClosingWalk:
    """A closing decided on 2 March 2026; the provisional account is due on 2 June."""
    return walk_to("decided")


def test_what_moves_is_seen_before_it_is_adopted(closing):
    operator = closing.offer.operator_id

    found = effect(operator, date(2026, 6, 1), date(2026, 6, 2), birgit())

    (moved,) = found.moved
    assert (moved.case_id, moved.label) == (closing.case_id, "Foreløbigt lukkeregnskab")
    assert (moved.before, moved.after) == (date(2026, 6, 2), date(2026, 6, 2))
    assert (moved.working_day_before, moved.working_day_after) == (date(2026, 6, 2), date(2026, 5, 29))
    assert "Dagen er lukket (Personaledag)" in moved.explanation
    assert closing.deadline(ACCOUNT).last_working_day == date(2026, 6, 2)
    assert closed_days.closed_days(operator) == []


def test_days_on_which_nothing_is_counted_move_nothing(closing):
    found = effect(closing.offer.operator_id, date(2026, 4, 7), actor=birgit())

    assert (found.moved, found.elsewhere, found.seen) == ([], 0, "")


def test_deadlines_in_cases_that_one_may_not_see_are_only_counted(referral):
    found = effect(referral.municipality_org.id, FRIDAY)

    assert (found.moved, found.elsewhere, found.number) == ([], 1, 1)


def test_a_change_has_another_name_when_it_moves_something_else(referral):
    first, again = effect(referral.municipality_org.id, FRIDAY), effect(referral.municipality_org.id, FRIDAY)
    other = effect(referral.municipality_org.id, FRIDAY, FRIDAY + timedelta(days=3))

    assert first.seen == again.seen != other.seen


def test_deadline_work_list_and_timers_follow_the_closed_days(referral):
    close(referral.municipality_org.id, FRIDAY)

    assert referral.deadline(DECISION).due_on == date(2026, 3, 24)
    assert referral.task("task_check_case").due_on == date(2026, 3, 24)
    assert referral.task("task_check_case").deadline_id == referral.deadline(DECISION).id
    assert referral.timers == {"timer_decision_warning": date(2026, 3, 17), "timer_decision_late": date(2026, 3, 25)}


def test_a_date_that_was_explained_keeps_its_explanation(referral):
    before = referral.deadline(DECISION)

    close(referral.municipality_org.id, FRIDAY)

    after = referral.deadline(DECISION)
    (old,) = [row for row in referral.deadlines if row.id == before.id]
    assert (old.explanation, old.due_on, old.replaced_by_id) == (before.explanation, before.due_on, after.id)
    assert "fredag den 6. marts 2026 (Personaledag)" in after.explanation


def test_the_history_tells_what_moved_and_why(referral, clock):
    clock.forward(minutes=5)
    close(referral.municipality_org.id, FRIDAY)

    event = referral.events[-1]
    assert (event.kind, event.organisation_id) == (EventKind.CORRECTED, officer().organisation_id)
    assert event.text == (
        "Lukkedage er lagt ind (6. marts 2026: Personaledag). Fristen »Afgørelse efter udredning« er flyttet fra "
        "23. marts 2026 til 24. marts 2026."
    )


def test_the_days_of_a_pause_are_added_back_as_they_were(referral, clock):
    clock.set(date(2026, 3, 9))
    referral.missing("citizen")
    clock.set(date(2026, 3, 11))
    referral.recorded()
    assert referral.deadline(DECISION).due_on == date(2026, 3, 26)

    close(referral.municipality_org.id, date(2026, 3, 10))
    in_the_pause = referral.deadline(DECISION)
    close(referral.municipality_org.id, date(2026, 3, 20))

    assert in_the_pause.due_on == date(2026, 3, 26)
    assert referral.deadline(DECISION).due_on == date(2026, 3, 27)
    assert "Fristen stod stille" in referral.deadline(DECISION).explanation


def test_a_clock_that_stands_still_has_no_date_to_move(referral, clock):
    clock.set(date(2026, 3, 9))
    referral.missing("citizen")

    close(referral.municipality_org.id, FRIDAY)

    assert referral.due_on is None
    assert referral.timers == {}


def test_a_day_that_is_opened_again_moves_the_deadlines_back(referral):
    close(referral.municipality_org.id, FRIDAY)
    (day,) = closed_days.closed_days(referral.municipality_org.id)

    found = closed_days.effect_of_opening([day.id], actor=officer())
    closed_days.remove_closed_days([day.id], actor=officer())

    assert found.number == 1
    assert referral.deadline(DECISION).due_on == date(2026, 3, 23)
    assert referral.timers == {"timer_decision_warning": date(2026, 3, 16), "timer_decision_late": date(2026, 3, 24)}
    assert [row.due_on for row in referral.deadlines if row.replaced_by_id] == [date(2026, 3, 23), date(2026, 3, 24)]


def test_a_warning_that_was_given_is_not_given_again(referral, clock):
    clock.set(date(2026, 3, 16))
    referral.fire()

    close(referral.municipality_org.id, date(2026, 3, 20))

    assert referral.timers == {"timer_decision_late": date(2026, 3, 25)}


def test_a_reminder_of_an_account_waits_by_the_new_working_day(closing, clock):
    clock.forward(minutes=5)
    before = closing.timers[REMINDER]
    close(closing.offer.operator_id, date(2026, 6, 1), date(2026, 6, 2), actor=birgit())

    assert closing.deadline(ACCOUNT).due_on == date(2026, 6, 2)
    assert before - closing.timers[REMINDER] == timedelta(days=4)
    assert "sidste arbejdsdag på eller før fristen »Foreløbigt lukkeregnskab«" in closing.events[-1].text


def test_the_date_of_a_complaint_stays_as_the_citizen_was_told(referral):
    referral.informed().decided()
    told = referral.deadline("complaint").due_on

    found = effect(referral.municipality_org.id, told)
    close(referral.municipality_org.id, told)

    assert found.number == 0
    assert referral.deadline("complaint").due_on == told


def test_others_closed_days_move_nothing(referral):
    centre = referral.party(Party.CENTRE)

    assert effect(centre.id, FRIDAY).number == 0


def test_what_is_met_stays(closing):
    closing.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    assert closing.deadline(ACCOUNT).met_on is not None

    assert effect(closing.offer.operator_id, date(2026, 6, 2), actor=birgit()).number == 0


def test_seeing_what_moves_takes_as_many_statements_for_many_cases_as_for_few(closing):
    operator, day = closing.offer.operator_id, date(2026, 6, 2)
    with asked() as for_one:
        assert effect(operator, day, actor=birgit()).number == 1
    for offer in ("Dagtilbuddet Broen", "Botilbuddet Fjordglimt"):
        ClosingWalk(offer).opened().heard().decided()

    with asked() as for_all:
        assert effect(operator, day, actor=birgit()).number == 3

    assert len(for_all.statements) == len(for_one.statements)
    assert not [one for one in for_all.statements if "process_state" in one]


def test_a_step_and_closed_days_at_the_same_moment_end_in_one_date(walk_to):
    walk = walk_to("heard")
    task, day = walk.task("task_record_decision"), date(2026, 6, 2)
    decision = {"outcome": "close", "decided_on": "2026-03-02", "last_day": "2026-06-30"}
    answers = decision | {"consequences_for_others": True}

    outcomes = at_once(
        lambda: complete_task(task.id, revision=task.revision, answers=answers, actor=walk.operator),
        lambda: close(walk.offer.operator_id, day, actor=birgit()),
    )

    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert walk.deadline(ACCOUNT).last_working_day == date(2026, 6, 1)


def test_closed_days_wait_for_a_step_that_is_counting_by_the_old_ones(referral):
    """A step that has read the closed days, and has not ended, is waited for; what it has counted is moved too."""
    adopted = Event()

    def adopt() -> None:
        close(referral.municipality_org.id, FRIDAY)
        adopted.set()

    with transaction() as session:
        step = begin(session, lock_case(session, referral.case_id), now(), None)
        assert step.closed_days == {}
        thread = Thread(target=adopt)
        thread.start()
        waited = not adopted.wait(0.5)
    thread.join()

    assert waited
    assert referral.deadline(DECISION).due_on == date(2026, 3, 24)
