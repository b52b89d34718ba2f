"""The dates of an organisation: whose they are, what they say, and what it costs to find them among thousands."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from db.models.case import Case, CaseDeadline, CaseParty, Task
from db.session import reading
from tests import factories
from tests.closing_walk import EXAMPLE_1, ClosingWalk, colleague, person
from tests.referral_walk import ReferralWalk, payer
from tests.snapshots import connected
from tests.statements import asked
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.services.calendar_dates import MOST, DateKind, Period, dates_in
from workflows.services.calendars import show_month
from workflows.services.closed_days import add_closed_days
from workflows.vocabulary import Party, Process, Role, TaskStatus

EVERYTHING = Period(None, None)
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
CASES = 2000
FULL_SCAN = re.compile(r"SCAN \w+$", re.MULTILINE)


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


def test_a_date_that_no_agreement_sets_says_so(walk_to):
    walk = walk_to("opened")
    (row,) = found(walk.buyers[0], kinds=[DateKind.TASK])

    assert row.explanation == "Aftalen sætter ingen frist. Datoen er sat i sagen."


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


# --- what they cost


@pytest.fixture
def crowded(seeded, clock) -> tuple[Actor, Actor]:
    """Thousands of cases with a deadline and a task each: of a secretariat, and a few of one municipality."""
    secretary = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    vejle = person("anne@vejle.example", "630")
    rows = [_rows(number, secretary, vejle) for number in range(CASES)]
    with connected().begin() as connection:
        for model in (Case, CaseParty, CaseDeadline, Task):
            connection.execute(insert(model), [row for one in rows for row in one[model]])
    with connected().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return secretary, vejle


def _rows(number: int, secretary: Actor, vejle: Actor):
    case_id, due = uuid4(), today() + timedelta(days=number - 200)
    own = number % 20 == 0
    parties = [(Party.SECRETARIAT, secretary.organisation_id)]
    parties += [(Party.OPERATOR, vejle.organisation_id)] if own else []
    return {
        Case: [
            {
                "id": case_id,
                "number": f"2026-{number:05}",
                "process": "closing",
                "agreement_id": "syddanmark-2025-2026",
                "title": f"Lukning {number}",
                "opened_at": now(),
                "diagram_hash": "",
                "process_state": "x" * 1000,
            }
        ],
        CaseParty: [{"case_id": case_id, "party": party, "organisation_id": one} for party, one in parties],
        CaseDeadline: [
            {
                "case_id": case_id,
                "rule_id": "closing.provisional_account",
                "label": "Foreløbigt lukkeregnskab",
                "start": due,
                "due_on": due,
                "last_working_day": due,
                "explanation": "",
                "source": "",
                "computed_at": now(),
            }
        ],
        Task: [
            {
                "case_id": case_id,
                "engine_id": "1",
                "element_id": "task_enter_provisional_account",
                "label": "Indtast regnskab",
                "lane": Party.OPERATOR,
                "organisation_id": vejle.organisation_id if own else secretary.organisation_id,
                "due_on": due,
                "status": TaskStatus.OPEN,
                "opened_at": now(),
            }
        ],
    }


@pytest.mark.parametrize("who", [0, 1], ids=["the secretariat", "a municipality"])
def test_a_month_takes_as_many_statements_for_many_cases_as_for_few(crowded, who):
    with asked() as for_many:
        shown = month(crowded[who])
    with asked() as for_none:
        empty = month(crowded[who], date(2040, 3, 1), today=date(2020, 1, 1))

    in_march = [row for row in shown.rows if row.kind in (DateKind.DEADLINE, DateKind.TASK)]
    assert len(in_march) >= 2
    assert empty.rows == []
    assert len(for_many.statements) - len(for_none.statements) <= 2
    assert len(for_many.statements) <= 9
    assert not [one for one in for_many.statements if "process_state" in one]


@pytest.mark.parametrize("who", [0, 1], ids=["the secretariat", "a municipality"])
def test_the_dates_of_a_month_stand_on_indexes(crowded, who):
    with asked() as seen:
        month(crowded[who])

    plans = [plan(one, seen.parameters[one]) for one in seen.selects if "case_deadline.due_on >=" in one]
    tasks = [plan(one, seen.parameters[one]) for one in seen.selects if "task.due_on >=" in one]
    assert len(plans) == len(tasks) == 1
    assert "ix_case_deadline_due" in plans[0] or "ix_case_party_organisation" in plans[0], plans[0]
    assert "ix_task_inbox" in tasks[0], tasks[0]
    assert not FULL_SCAN.search(plans[0] + "\n" + tasks[0])


def test_more_than_can_be_read_is_cut_off_and_said(crowded):
    with reading() as session:
        all_of_it = dates_in(session, crowded[0], EVERYTHING, kinds=[DateKind.DEADLINE])
        few = dates_in(session, crowded[1], EVERYTHING, kinds=[DateKind.DEADLINE])

    assert (len(all_of_it.rows), all_of_it.more) == (MOST, True)
    assert (len(few.rows), few.more) == (CASES // 20, False)


def plan(statement: str, parameters) -> str:
    """How the database carries out a statement."""
    ask = "EXPLAIN QUERY PLAN " if connected().dialect.name == "sqlite" else "EXPLAIN "
    with connected().connect() as connection:
        rows = connection.exec_driver_sql(ask + statement, parameters)
        return "\n".join(str(row[-1]) for row in rows)
