"""The dates of an organisation: whose they are, and what they say."""

from datetime import date

import pytest

from db.session import reading
from tests import factories
from tests.closing_walk import EXAMPLE_1, ClosingWalk, colleague, person
from tests.referral_walk import ReferralWalk, payer
from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN, today
from workflows.rules.dates_text import date_in_words
from workflows.services.calendar.closed_days import add_closed_days
from workflows.services.calendar.dates import Period, dates_in
from workflows.services.calendar.pages import show_month
from workflows.services.calendar.types import DateKind
from workflows.vocabulary import Party, Process, Role

EVERYTHING = Period(None, None)
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


def found(actor: Actor, period: Period = EVERYTHING, **values):
    with reading() as session:
        return dates_in(session, actor, period, **values).rows


def named(actor: Actor, *kinds: DateKind, **values) -> list[tuple[str, date]]:
    return [(one.title, one.day) for one in found(actor, kinds=kinds or tuple(DateKind), **values)]


def month(actor: Actor, first: date = date(2026, 3, 1), **values):
    usual = {"process": None, "kinds": tuple(DateKind), "today": today()}
    return show_month(actor, first, **(usual | values))


@pytest.fixture
def decided(walk_to) -> ClosingWalk:
    """A closing whose provisional account is due on 2 June 2026."""
    return walk_to("decided")


# --- whose they are


def test_a_deadline_stands_in_the_calendar_of_all_who_may_see_the_deadlines_of_the_case(decided):
    deadline = ("Foreløbigt lukkeregnskab", date(2026, 6, 2))
    sdf = colleague(decided.party(Party.HEARING_BODY).id, {Role.BODY_SECRETARY})

    assert deadline in named(decided.operator, DateKind.DEADLINE)
    assert all(deadline in named(buyer, DateKind.DEADLINE) for buyer in decided.buyers)
    assert deadline in named(sdf, DateKind.DEADLINE)


def test_who_has_no_part_in_a_case_finds_nothing_of_it(decided):
    stranger = person("torben@viborg.example", "791")

    assert named(stranger, DateKind.DEADLINE, DateKind.TASK) == []


def test_an_auditor_finds_its_own_task_and_no_way_to_the_case(walk_to):
    walk = walk_to("entered")
    auditor = colleague(walk.party(Party.AUDITOR).id, {Role.AUDITOR})

    rows = found(auditor)

    assert [row for row in rows if row.kind is DateKind.DEADLINE] == []
    assert all(row.case is not None and not row.case.seen for row in rows)


def test_a_referral_is_in_the_calendars_of_the_two_parties_and_the_payer_only(seeded, clock):
    walk = ReferralWalk().opened().started().named().reported()
    secretary = person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")

    assert named(walk.municipality, DateKind.DEADLINE) == [("Afgørelse efter udredning", date(2026, 3, 23))]
    assert named(walk.centre, DateKind.DEADLINE) == [("Afgørelse efter udredning", date(2026, 3, 23))]
    assert named(secretary, DateKind.DEADLINE) == named(payer(), DateKind.DEADLINE) == []


def test_a_task_is_in_the_calendar_of_the_organisation_that_has_it(walk_to):
    walk = walk_to("opened")
    kolding = colleague(walk.organisation("621").id, {Role.DIRECTOR})

    assert named(kolding, DateKind.TASK) == [("Besvar høringen", date(2026, 3, 30))]
    assert len(found(kolding, kinds=[DateKind.TASK])) == 1 < len(walk.open("task_answer_hearing"))


def test_a_task_without_a_date_is_in_no_calendar(walk_to):
    walk = walk_to("heard")

    assert walk.open("task_record_decision")
    assert named(walk.operator, DateKind.TASK) == []


def test_a_body_has_its_members_and_its_secretariat_at_its_meetings(database, clock):
    forum = factories.body("Socialdirektørforum")
    member, former = factories.organisation(), factories.organisation()
    factories.seat(forum, member)
    factories.seat(forum, former, valid_to=date(2026, 3, 19))
    factories.meeting(forum, date(2026, 3, 20), place="Vejle")
    meeting = [("Møde i Socialdirektørforum", date(2026, 3, 20))]

    assert named(factories.actor(member)) == meeting
    assert named(factories.actor(forum)) == meeting
    assert named(factories.actor(factories.secretariat())) == meeting
    assert named(factories.actor(former)) == []
    assert named(factories.actor(factories.secretariat(region_code="1082"))) == []


def test_a_municipality_finds_the_meetings_of_its_own_council(database, clock):
    vejle = factories.organisation("Vejle Kommune")
    factories.meeting(vejle, date(2026, 4, 8))

    assert named(factories.actor(vejle)) == [("Møde i kommunalbestyrelsen i Vejle Kommune", date(2026, 4, 8))]
    assert named(factories.actor(factories.organisation("Kolding Kommune"))) == []


def test_ones_own_closed_days_are_there_with_their_reason(database, clock):
    vejle = factories.organisation("Vejle Kommune")
    factories.closed_day(vejle, date(2026, 5, 15), "Klemmedag")

    (row,) = found(factories.actor(vejle))

    assert (row.title, row.day) == ("Vejle Kommune holder lukket", date(2026, 5, 15))
    assert row.explanation.startswith("Klemmedag.")


# --- what they say


def test_a_deadline_explains_itself(decided):
    (row,) = found(decided.operator, JUNE, kinds=[DateKind.DEADLINE])

    assert (row.start, row.last_working_day) == (date(2026, 3, 2), date(2026, 6, 2))
    assert "senest 3 måneder efter beslutningen" in row.explanation
    assert row.source == "syddanmark-2025-2026, bilag 5"
    assert row.case is not None
    assert row.case.id == decided.case_id


def test_a_task_stands_with_its_deadline_and_not_beside_it(decided):
    (row,) = found(decided.operator, JUNE, kinds=[DateKind.DEADLINE, DateKind.TASK])

    assert row.kind is DateKind.DEADLINE
    assert [task.id for task in row.tasks] == [decided.task("task_enter_provisional_account").id]


def test_asked_for_tasks_alone_a_task_brings_the_explanation_of_its_deadline(decided):
    (row,) = found(decided.operator, kinds=[DateKind.TASK])

    assert row.kind is DateKind.TASK
    assert "senest 3 måneder efter beslutningen" in row.explanation


def test_a_date_that_no_agreement_sets_says_when_it_was_set(walk_to):
    walk = walk_to("opened")
    (row,) = found(walk.buyers[0], kinds=[DateKind.TASK])

    opened = date_in_words(walk.case.opened_at.astimezone(COPENHAGEN).date())
    assert row.explanation == f"Aftalen sætter ingen frist. Datoen blev sat, da sagen blev oprettet den {opened}."


def test_a_deadline_that_was_replaced_is_not_there(seeded, clock):
    walk = ReferralWalk().opened().started().named().reported()
    secretary = person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
    day = date(2026, 3, 6)
    before = found(walk.municipality, kinds=[DateKind.DEADLINE])

    add_closed_days(walk.municipality_org.id, first=day, last=day, reason="Personaledag", actor=secretary)

    after = found(walk.municipality, kinds=[DateKind.DEADLINE])
    assert [row.day for row in before] == [date(2026, 3, 23)]
    assert [row.day for row in after] == [date(2026, 3, 24)]
    assert [row.uid for row in before] == [row.uid for row in after]


def test_a_clock_that_stands_still_has_no_date_in_the_calendar(seeded, clock):
    walk = ReferralWalk().opened().started().named().reported().missing("citizen")

    assert named(walk.municipality, DateKind.DEADLINE) == []


def test_what_is_late_is_found_whatever_month_is_shown(decided, clock):
    clock.set(date(2026, 6, 3))

    shown = month(decided.operator, date(2026, 9, 1))

    assert [(row.title, row.is_overdue(today())) for row in shown.overdue] == [("Foreløbigt lukkeregnskab", True)]
    assert [row for row in shown.rows if row.kind is DateKind.DEADLINE] == []


def test_a_notice_that_has_run_out_is_not_late(decided, clock):
    clock.set(date(2026, 6, 1))

    (row,) = [one for one in found(decided.operator) if one.title == "Varsel ved lukning"]

    assert (row.day, row.is_overdue(today())) == (date(2026, 5, 31), False)
    assert month(decided.operator).overdue == []


def test_what_was_met_is_not_late(decided, clock):
    decided.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    clock.set(date(2026, 6, 3))

    shown = month(decided.operator, date(2026, 6, 1))

    (row,) = [row for row in shown.rows if row.kind is DateKind.DEADLINE]
    assert row.met_on == date(2026, 3, 2)
    assert not row.is_overdue(today())
    assert shown.overdue == []


def test_the_dates_of_one_process_leave_out_those_of_others(decided):
    assert found(decided.operator, kinds=[DateKind.DEADLINE], process=Process.TAKEOVER) == []
    assert len(found(decided.operator, kinds=[DateKind.DEADLINE], process=Process.CLOSING)) == 2


def test_a_month_has_its_public_holidays(database, clock):
    shown = month(factories.actor(), date(2026, 4, 1))

    assert shown.holidays[date(2026, 4, 2)] == "Skærtorsdag"
    assert {day.month for day in shown.holidays} == {4}
