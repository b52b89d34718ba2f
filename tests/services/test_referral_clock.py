"""The clock of a referral in the case: deadline, work list and timers move with the pauses, and each tells why."""

from datetime import date

import pytest

from tests.closing_walk import person
from tests.referral_walk import DECIDES, GLADSAXE, ReferralWalk, collaborate
from workflows.errors import InputError
from workflows.services.calendar.closed_days import add_closed_days
from workflows.services.referral.pages import referral_shown
from workflows.vocabulary import EventKind


def told(walk: ReferralWalk, kind: EventKind) -> list[str]:
    return [event.text for event in walk.events if event.kind is kind]


@pytest.fixture
def reported(seeded, clock) -> ReferralWalk:
    """A report received on Monday 2 March 2026; the last day to decide is 23 March."""
    return ReferralWalk().opened().started().named().reported()


def test_the_clock_starts_on_the_day_the_report_is_received(reported):
    assert reported.referral.received_on == date(2026, 3, 2)
    assert reported.deadline("referral.decision").due_on == date(2026, 3, 23)
    assert reported.task("task_check_case").due_on == date(2026, 3, 23)
    assert reported.timers == {"timer_decision_warning": date(2026, 3, 16), "timer_decision_late": date(2026, 3, 24)}


def test_a_report_sent_on_a_saturday_is_received_that_day(seeded, clock):
    clock.set(date(2026, 3, 7))
    walk = ReferralWalk().opened().started().reported()

    assert walk.referral.received_on == date(2026, 3, 7)
    assert walk.deadline("referral.decision").due_on == date(2026, 3, 27)


def test_the_municipalitys_own_closed_days_are_not_counted(seeded, clock):
    secretary = person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
    walk = ReferralWalk()
    day = date(2026, 3, 6)
    add_closed_days(walk.municipality_org.id, first=day, last=day, reason="Lukkedag i kommunen", actor=secretary)

    walk.opened().started().reported()

    assert walk.deadline("referral.decision").due_on == date(2026, 3, 24)
    assert "Lukkedag i kommunen" in walk.deadline("referral.decision").explanation


def test_the_clock_stands_still_while_something_is_missing(reported, clock):
    clock.set(date(2026, 3, 9))
    reported.missing("citizen")

    assert reported.due_on is None
    assert [row.rule_id for row in reported.deadlines if not row.lapsed] == []
    assert reported.timers == {}
    assert reported.clock.text == "Fristen står stille siden mandag den 9. marts 2026 (dag 4 af 15)"
    assert told(reported, EventKind.CLOCK_PAUSED) == [
        "Sagen er ikke fuldt oplyst: oplysninger mangler fra borgeren. "
        "Fristen står stille siden mandag den 9. marts 2026 (dag 4 af 15)"
    ]


def test_a_pause_moves_deadline_work_list_and_timers_by_its_working_days(reported, clock):
    clock.set(date(2026, 3, 9))
    reported.missing("citizen")
    clock.set(date(2026, 3, 13))
    reported.recorded()

    assert reported.deadline("referral.decision").due_on == date(2026, 3, 30)
    assert reported.task("task_check_case").due_on == date(2026, 3, 30)
    assert reported.timers == {"timer_decision_warning": date(2026, 3, 23), "timer_decision_late": date(2026, 3, 31)}
    assert "oplysninger mangler fra borgeren" in reported.deadline("referral.decision").explanation
    assert told(reported, EventKind.CLOCK_RESUMED) == [
        "Oplysningerne er kommet; afgørelsen træffes senest 30. marts 2026"
    ]


def test_information_that_came_on_a_weekend_counts_from_the_day_it_was_there(reported, clock):
    clock.set(date(2026, 3, 9))
    reported.missing("citizen")
    clock.set(date(2026, 3, 18))
    reported.recorded(date(2026, 3, 14))

    assert reported.deadline("referral.decision").due_on == date(2026, 3, 30)


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 3, 19)])
def test_information_can_not_come_before_it_was_asked_for_or_tomorrow(reported, clock, day):
    clock.set(date(2026, 3, 9))
    reported.missing("citizen")
    clock.set(date(2026, 3, 18))

    with pytest.raises(InputError, match="Vælg en dag"):
        reported.recorded(day)


def test_several_pauses_are_each_told_and_added_back(reported, clock):
    for first, last in ((4, 5), (10, 11)):
        clock.set(date(2026, 3, first))
        reported.missing("other")
        clock.set(date(2026, 3, last))
        reported.recorded()

    shown = referral_shown(reported.case_id, reported.municipality)
    assert [(one.first_day.day, one.last_day.day, one.why) for one in shown.pauses] == [
        (4, 5, "oplysninger mangler fra andre"),
        (10, 11, "oplysninger mangler fra andre"),
    ]
    assert reported.due_on == date(2026, 3, 27)
    assert "I Rammesag står fristen stille" in shown.pause_rule


def test_day_ten_warns_the_one_who_decides_once(reported, clock):
    clock.set(date(2026, 3, 16))
    reported.fire()
    clock.set(date(2026, 3, 17))
    reported.missing("other").recorded().fire()

    warned = told(reported, EventKind.REMINDED)
    assert warned == [f"Dag 10 af 15: afgørelsen i sag {reported.case.number} træffes senest 23. marts 2026."]
    assert [name for name, text in reported.notices if "Dag 10" in text] == ["Gladsaxe Kommune"]


def test_after_day_fifteen_both_parties_are_told_and_the_case_goes_on(reported, clock):
    clock.set(date(2026, 3, 24))
    reported.fire()

    (text,) = told(reported, EventKind.ESCALATED)
    assert "skulle være truffet senest 23. marts 2026 (hovedstaden-2019-2020, 8.1)" in text
    assert {name for name, told_text in reported.notices if told_text == text} == {
        *("Gladsaxe Kommune", reported.centre_org.name)
    }
    assert reported.waits_for == {"task_check_case"}


def test_a_machine_that_stood_still_past_the_deadline_escalates_and_warns_of_nothing(reported, clock):
    clock.set(date(2026, 4, 1))
    reported.fire()

    assert told(reported, EventKind.REMINDED) == []
    assert len(told(reported, EventKind.ESCALATED)) == 1


def test_a_late_case_stays_late_when_something_is_found_missing(reported, clock):
    clock.set(date(2026, 3, 25))
    reported.fire().missing("other")
    assert reported.due_on == date(2026, 3, 23)

    clock.set(date(2026, 3, 30))
    reported.recorded().fire()

    assert reported.due_on == date(2026, 3, 23)
    assert len(told(reported, EventKind.ESCALATED)) == 1
    assert reported.clock.late


def test_no_timer_outlives_the_decision(reported, clock):
    reported.informed().decided()
    clock.set(date(2026, 4, 1))
    reported.fire()

    assert reported.timers == {}
    assert told(reported, EventKind.ESCALATED) == []


def test_the_contact_person_is_reminded_of_after_five_working_days_and_only_when_missing(seeded, clock):
    silent, named = ReferralWalk().opened().started(), ReferralWalk().opened(cpr="7103611234").started().named()
    assert silent.timers == {"timer_contact_reminder": date(2026, 3, 9)}

    clock.set(date(2026, 3, 9))
    silent.fire()

    assert told(silent, EventKind.REMINDED) == ["Handlekommunen er mindet om at oplyse en fast kontaktperson"]
    assert told(named, EventKind.REMINDED) == []
    assert silent.waits_for == {"task_name_contact", "task_write_assessment"}


def test_a_delegated_decision_keeps_the_fifteen_days_only_where_the_agreement_does(seeded, clock):
    collaborate(DECIDES, keeps_deadline=False)
    walk = ReferralWalk().opened().started().named().reported()

    assert (walk.due_on, walk.timers) == (None, {})
    assert "gælder ikke" in referral_shown(walk.case_id, walk.centre).clock_why


def test_the_municipalitys_clock_begins_when_a_decision_without_a_clock_is_passed_on(seeded, clock):
    collaborate(DECIDES, keeps_deadline=False)
    walk = ReferralWalk().opened().started().named().reported()
    clock.set(date(2026, 3, 9))

    walk.do("task_decide_at_centre", {"next_step": "municipality"})

    assert walk.task("task_check_case").due_on == date(2026, 3, 30)
    assert walk.timers["timer_decision_late"] == date(2026, 3, 31)


def test_a_clock_that_was_kept_goes_on_when_the_decision_is_passed_on(seeded, clock):
    collaborate(DECIDES)
    walk = ReferralWalk().opened().started().named().reported()
    clock.set(date(2026, 3, 9))

    walk.do("task_decide_at_centre", {"next_step": "municipality"})

    assert walk.task("task_check_case").due_on == date(2026, 3, 23)


def test_the_letter_about_what_is_missing_says_what_it_does_to_the_date(reported, clock):
    clock.set(date(2026, 3, 9))
    reported.missing("citizen", wanted_by="2026-03-20")

    letter = reported.clear("missing_information")

    assert (letter["deadline"]["date"], letter["days_left"]) == ("2026-03-23", 11)
    assert (letter["wanted_by"], letter["to_citizen"]) == ("2026-03-20", True)


def test_the_municipality_is_who_the_clock_is_counted_by(reported):
    assert reported.municipality_org.code == GLADSAXE
    assert "handlekommunen" in reported.deadline("referral.decision").explanation
