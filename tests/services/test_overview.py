"""The leaders' overview: what is late, how much waits for whom, how long the steps take; each sees its own cases."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from db.models.case import Case, CaseDeadline, Task
from db.models.organisation import Meeting
from db.session import reading, transaction
from tests import factories
from tests.closing_walk import ClosingWalk, colleague, person
from tests.crowd import crowd
from tests.referral_walk import ReferralWalk
from tests.statements import asked
from tests.takeover_walk import TakeoverWalk
from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN, today
from workflows.services.overview import dates, extracts
from workflows.services.overview.dates import DEADLINE, TASK, show_due
from workflows.services.overview.load import NOBODY, show_load
from workflows.services.overview.scope import ABOUT_A_CITIZEN, Scope
from workflows.services.overview.step_times import show_times
from workflows.services.overview.unmet import unmet_dates
from workflows.vocabulary import AgreementId, Process, Role

EVERYTHING = Scope()


@pytest.fixture
def decided(walk_to) -> ClosingWalk:
    """A closing decided on 2 March 2026; its provisional account is due on 2 June."""
    return walk_to("decided")


@pytest.fixture
def secretary(decided) -> Actor:
    return person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")


def due(actor: Actor, scope: Scope = EVERYTHING):
    return [
        (row.kind, row.label, row.organisation, row.days_late(today())) for row in show_due(actor, scope, today()).rows
    ]


def book(file):
    with file:
        return load_workbook(BytesIO(file.read()))


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


# --- what is late and near


def test_a_task_is_near_before_its_day_and_late_after_it(decided, secretary, clock):
    clock.set(date(2026, 5, 20))
    assert due(secretary, Scope(horizon=7)) == []
    assert due(secretary, Scope(horizon=14)) == [(TASK, "Indtast foreløbigt lukkeregnskab", "Vejle Kommune", -13)]

    clock.set(date(2026, 6, 5))

    assert due(secretary, Scope(horizon=7)) == [(TASK, "Indtast foreløbigt lukkeregnskab", "Vejle Kommune", 3)]


def test_late_and_near_are_counted_by_process(decided, secretary, clock):
    clock.set(date(2026, 5, 20))

    (count,) = show_due(secretary, EVERYTHING, today()).counts.by_process

    assert (count.process, count.late, count.within) == (Process.CLOSING, 0, (0, 1, 1))


def test_a_deadline_that_nobody_has_a_task_for_stands_by_itself(decided, secretary, clock):
    with transaction() as session:
        session.execute(update(Task).values(deadline_id=None))
    clock.set(date(2026, 6, 5))

    assert {kind for kind, *_ in due(secretary)} == {TASK, DEADLINE}


def test_what_several_are_to_do_in_a_case_is_one_row(seeded, clock):
    walk = ClosingWalk().opened()
    secretary = person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")

    (row,) = show_due(secretary, EVERYTHING, today()).rows

    assert (row.label, row.organisation, row.number) == ("Besvar høringen", "", len(walk.open("task_answer_hearing")))


def test_the_filter_leaves_out_other_processes_agreements_and_organisations(decided, secretary, clock):
    clock.set(date(2026, 6, 5))
    vejle, kolding = decided.operator.organisation_id, person("direktoer@kolding.example", "621").organisation_id

    assert len(due(secretary, Scope(process=Process.CLOSING, organisation_id=vejle))) == 1
    assert due(secretary, Scope(process=Process.TAKEOVER)) == []
    assert due(secretary, Scope(agreement=AgreementId.MIDTJYLLAND_2017)) == []
    assert due(secretary, Scope(organisation_id=kolding)) == []


def test_pages_of_what_is_late_leave_nothing_out(decided, secretary, clock, monkeypatch):
    crowd(7, secretary, decided.operator)
    monkeypatch.setattr(dates, "PAGE", 3)

    seen, cursor = [], None
    while True:
        page = show_due(secretary, EVERYTHING, today(), cursor=cursor)
        seen += [row.case_number for row in page.rows]
        cursor = page.cursor
        if cursor is None:
            break

    with reading() as session:
        alone = [row.case_number for row in dates.all_due(session, secretary, EVERYTHING, today())]
    assert sorted(seen) == sorted(alone)
    assert len(seen) == len(set(seen)) * 2 == 14


# --- who sees what


def test_strangers_see_nothing(decided, clock):
    clock.set(date(2026, 6, 5))
    viborg = person("direktoer@viborg.example", "791")

    assert due(viborg) == []
    assert show_load(viborg, EVERYTHING, today()).organisations == []
    assert show_times(viborg, EVERYTHING, today()).steps == []


def test_a_director_who_is_heard_sees_the_own_tasks_and_nobody_elses(seeded, clock):
    ClosingWalk().opened()
    kolding = person("direktoer@kolding.example", "621")

    assert [who for _, _, who, _ in due(kolding)] == ["Kolding Kommune"]
    assert [one.name for one in show_load(kolding, EVERYTHING, today()).organisations] == ["Kolding Kommune"]


def test_a_case_about_a_citizen_is_counted_and_not_named(seeded, clock):
    walk = ReferralWalk().opened()
    head = colleague(walk.centre.organisation_id, {Role.DIRECTOR})

    load = show_load(head, EVERYTHING, today())
    with transaction() as session:
        session.execute(update(Task).values(due_on=today()))
    titles = {row.case_title for row in show_due(head, EVERYTHING, today()).rows}
    sheet = book(extracts.due_workbook(head, EVERYTHING, today()))["Frister"]

    assert [one.open for one in load.organisations if one.name == head.organisation_name] == [1]
    assert titles == {ABOUT_A_CITIZEN}
    assert {row[6] for row in rows_of(sheet)} == {ABOUT_A_CITIZEN}


# --- the load


def test_the_load_counts_what_is_open_late_and_near(decided, secretary, clock):
    clock.set(date(2026, 5, 29))
    (vejle,) = show_load(secretary, EVERYTHING, today()).organisations
    assert (vejle.name, vejle.open, vejle.late, vejle.near, vejle.cases) == ("Vejle Kommune", 1, 0, 1, 1)

    clock.set(date(2026, 6, 5))
    (vejle,) = show_load(secretary, EVERYTHING, today()).organisations

    assert (vejle.late, vejle.near) == (1, 0)


def test_persons_are_those_of_ones_own_organisation(decided, secretary):
    director = colleague(decided.operator.organisation_id, {Role.DIRECTOR})
    with transaction() as session:
        session.execute(update(Task).where(Task.status == "open").values(assignee_id=director.person_id))

    assert [one.name for one in show_load(director, EVERYTHING, today()).persons] == [director.name]
    assert show_load(secretary, EVERYTHING, today()).persons == []


def test_what_nobody_has_taken_is_said(decided):
    director = colleague(decided.operator.organisation_id, {Role.DIRECTOR})

    assert [one.name for one in show_load(director, EVERYTHING, today()).persons] == [NOBODY]


# --- time per step


def test_a_step_takes_the_danish_days_from_its_opening_to_its_end(decided, secretary):
    """Midnight in Denmark is another day in UTC."""
    opened = datetime(2026, 2, 9, 0, 0, tzinfo=COPENHAGEN)
    with transaction() as session:
        done = update(Task).where(Task.element_id == "task_record_decision")
        session.execute(done.values(opened_at=opened, ended_at=datetime(2026, 3, 2, 23, 30, tzinfo=COPENHAGEN)))

    times = show_times(secretary, EVERYTHING, today()).steps

    (decision,) = [one for one in times if one.label == "Registrér beslutningen"]
    assert (decision.days.number, decision.days.median, decision.days.percentile_90) == (1, Decimal(21), 21)


def test_a_step_is_in_time_until_the_end_of_its_day(decided, secretary):
    last = datetime(2026, 3, 2, 23, 59, tzinfo=COPENHAGEN)
    answers = [task.id for task in decided.tasks("task_answer_hearing")]
    with transaction() as session:
        heard = update(Task).where(Task.id.in_(answers)).values(due_on=date(2026, 3, 2), ended_at=last)
        session.execute(heard)
        late = update(Task).where(Task.id == answers[0]).values(ended_at=last + timedelta(minutes=2))
        session.execute(late)

    (hearing,) = [one for one in show_times(secretary, EVERYTHING, today()).steps if one.label == "Besvar høringen"]

    assert (hearing.dated, hearing.in_time) == (len(answers), round(100 * (len(answers) - 1) / len(answers)))


def test_the_period_leaves_out_what_was_done_before_and_after_it(decided, secretary):
    day = date(2026, 3, 2)

    assert show_times(secretary, Scope(first=day, last=day), today()).steps
    assert not show_times(secretary, Scope(last=day - timedelta(days=1)), today()).steps
    assert not show_times(secretary, Scope(first=day + timedelta(days=1)), today()).steps


def test_a_deadline_that_has_passed_unmet_is_not_in_time(decided, secretary, clock):
    clock.set(date(2026, 6, 5))

    (account,) = show_times(secretary, EVERYTHING, today()).rules

    assert (account.label, account.open_late, account.in_time) == ("Foreløbigt lukkeregnskab", 1, 0)
    assert account.allowed == Decimal(92)
    assert account.source == "syddanmark-2025-2026, bilag 5"


def test_a_deadline_is_kept_when_it_is_met_on_its_day(decided, secretary):
    with transaction() as session:
        row = update(CaseDeadline).where(CaseDeadline.rule_id == "closing.provisional_account")
        session.execute(row.values(met_on=date(2026, 6, 2)))

    (account,) = show_times(secretary, EVERYTHING, today()).rules

    assert (account.days.median, account.in_time, account.open_late) == (Decimal(92), 100, 0)


# --- dates that no meeting comes in time for


def test_a_date_that_no_meeting_comes_in_time_for_is_told(seeded, clock):
    walk = TakeoverWalk().opened()
    clock.set(date(2027, 6, 1))
    director = colleague(walk.municipality.organisation_id, {Role.DIRECTOR})

    (row, *_) = unmet_dates(director, EVERYTHING, today())

    assert row.due_on == date(2028, 1, 1)
    assert "ikke registreret noget møde" in row.warning


def test_a_date_that_a_meeting_comes_in_time_for_is_not(seeded, clock):
    walk = TakeoverWalk().opened()
    clock.set(date(2027, 6, 1))
    factories.kept(Meeting(body_id=walk.municipality.organisation_id, held_on=date(2027, 11, 24)))
    director = colleague(walk.municipality.organisation_id, {Role.DIRECTOR})

    assert [row.label for row in unmet_dates(director, EVERYTHING, today()) if row.due_on == date(2028, 1, 1)] == []


# --- extracts


def test_the_extract_holds_every_row_of_the_filter_with_real_dates(decided, secretary, clock):
    clock.set(date(2026, 6, 5))

    drawn = book(extracts.due_workbook(secretary, Scope(process=Process.CLOSING, horizon=7), today()))

    assert drawn.sheetnames == ["Frister", "Kan ikke nås", "Om udtrækket"]
    assert rows_of(drawn["Frister"]) == [
        [
            datetime(2026, 6, 2),
            3,
            "Indtast foreløbigt lukkeregnskab",
            "Opgave",
            "Vejle Kommune",
            "2026-0001",
            "Lukning af Bofællesskabet Åbrinken",
            "Lukning af tilbud",
            "Rammeaftale 2025-2026, Syddanmark",
        ]
    ]
    about = dict(rows_of(drawn["Om udtrækket"])[1:])
    assert about["Slags sag"] == "Lukning af tilbud"
    assert about["Trukket"] == datetime(2026, 6, 5, 9, 0)
    assert about["Frem til"] == "7 dage fra i dag"


def test_the_extracts_of_load_and_times_say_what_the_pages_say(decided, secretary):
    load = book(extracts.load_workbook(secretary, EVERYTHING, today()))
    times = book(extracts.times_workbook(secretary, EVERYTHING, today()))

    assert rows_of(load["Organisationer"])[0][:3] == ["Vejle Kommune", "Kommune", 1]
    assert "Besvar høringen" in [row[2] for row in rows_of(times["Trin"])]


# --- what it costs


PAGES = {
    "due": lambda actor: show_due(actor, EVERYTHING, today()),
    "unmet": lambda actor: unmet_dates(actor, EVERYTHING, today()),
    "load": lambda actor: show_load(actor, EVERYTHING, today()),
    "times": lambda actor: show_times(actor, Scope(first=today() - timedelta(days=365), last=today()), today()),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_often_for_many_cases_as_for_few_and_loads_no_process(seeded, clock, page):
    secretary = person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
    vejle = person("anne@vejle.example", "630")
    crowd(20, secretary, vejle)
    with asked() as for_few:
        PAGES[page](secretary)
    crowd(1000, secretary, vejle, first=20)

    with asked() as for_many:
        PAGES[page](secretary)

    assert len(for_many.statements) == len(for_few.statements) <= 6
    assert not [one for one in for_many.statements if "process_state" in one]


def test_a_row_of_a_case_is_not_read_to_count_it(seeded, clock):
    """Only what is shown comes from the database, however many cases are counted."""
    secretary = person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
    crowd(300, secretary, person("anne@vejle.example", "630"))

    page = show_due(secretary, EVERYTHING, today())

    assert len(page.rows) == dates.PAGE
    assert sum(one.late for one in page.counts.by_process) > dates.PAGE
    with reading() as session:
        assert session.query(Case).count() == 300
