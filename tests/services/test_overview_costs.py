"""What the leaders' overview costs among thousands of cases: its list stands on indexes, its counts come to an end."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from db.session import reading
from tests.closing_walk import person
from tests.crowd import crowd
from tests.services.test_calendar_costs import plan
from tests.statements import asked
from workflows.clock import today
from workflows.services.casework import case_kinds as case_kinds_module
from workflows.services.casework.case_filters import CaseDue, CaseFilter
from workflows.services.casework.case_kinds import case_kinds
from workflows.services.casework.cases import list_cases
from workflows.services.casework.task_scopes import Tally
from workflows.services.home.front import front_page
from workflows.services.overview import due_counts, load, step_times
from workflows.services.overview.dates import PAGE, all_due, show_due
from workflows.services.overview.due_counts import count_due
from workflows.services.overview.load import show_load
from workflows.services.overview.scope import Scope
from workflows.services.overview.step_times import show_times
from workflows.vocabulary import CaseStatus, Process

CASES = 3000
SORTED = re.compile(r"USE TEMP B-TREE FOR (ORDER|GROUP) BY|^\s*Sort\b|->\s+(Incremental )?Sort\b", re.MULTILINE)
FULL_SCAN = re.compile(r"SCAN (task|case_deadline|case)$|Seq Scan on (task|case_deadline|\"case\")", re.MULTILINE)
INDEX = {"task.due_on": "ix_task_alike", "case_deadline.due_on": "ix_case_deadline_unmet"}


@pytest.fixture
def crowded(seeded):
    """Thousands of cases of a secretariat, each with a task and a deadline; ten of them are Vejle's."""
    secretary = person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
    vejle = person("anne@vejle.example", "630")
    crowd(CASES, secretary, vejle, every=300)
    return {"secretary": secretary, "vejle": vejle}


def plans_of_list(actor, scope: Scope, cursor: str | None = None) -> dict[str, str]:
    """How the database finds the tasks and the deadlines of a page."""
    with asked() as seen:
        show_due(actor, scope, today(), cursor=cursor)
    return {
        column: plan(statement, seen.parameters[statement])
        for statement in seen.selects
        for column in INDEX
        if statement.startswith(f"SELECT {column}")
    }


def test_what_is_late_is_read_in_its_order_on_every_page(crowded):
    secretary = crowded["secretary"]
    for scope in (Scope(), Scope(process=Process.CLOSING), Scope(organisation_id=secretary.organisation_id)):
        following = show_due(secretary, scope, today()).cursor
        for cursor in (None, following):
            found = plans_of_list(secretary, scope, cursor)
            assert set(found) == set(INDEX)
            assert re.search(INDEX["task.due_on"], found["task.due_on"]), found
            assert not SORTED.search(found["task.due_on"]), found
            for one in found.values():
                assert not FULL_SCAN.search(one), one


def test_deadlines_that_were_met_are_not_passed_by(crowded):
    found = plans_of_list(crowded["secretary"], Scope())["case_deadline.due_on"]

    assert re.search(INDEX["case_deadline.due_on"], found), found
    assert not SORTED.search(found), found


def test_an_organisation_with_few_cases_finds_its_dates_by_them(crowded):
    for found in plans_of_list(crowded["vejle"], Scope()).values():
        assert re.search("ix_case_party_organisation", found), found
        assert not FULL_SCAN.search(found), found


PASSING_OTHERS_BY = re.compile(r'SCAN case\b|ix_case_opened|Seq Scan on "case"')


def test_an_organisation_with_few_cases_passes_by_no_others_in_its_list_and_on_its_front_page(crowded):
    vejle, login = crowded["vejle"], uuid4()
    lists = [CaseFilter(), CaseFilter(due=CaseDue.OVERDUE), CaseFilter(process=Process.REFERRAL)]
    with asked() as seen:
        front_page(vejle, login)
        case_kinds(vejle, status=tuple(CaseStatus))
        for one in lists:
            list_cases(vejle, one)

    of_cases = [one for one in seen.selects if 'FROM "case"' in one]
    assert len(of_cases) >= len(lists) + 3
    for one in of_cases:
        found = plan(one, seen.parameters[one])
        assert not PASSING_OTHERS_BY.search(found), f"{one}: {found}"


def test_kinds_of_cases_are_counted_to_a_number_and_say_so(crowded, monkeypatch):
    exact = case_kinds(crowded["vejle"], status=(CaseStatus.RUNNING,))
    monkeypatch.setattr(case_kinds_module, "LOOKED_AT", 8)
    some = case_kinds(crowded["vejle"], status=(CaseStatus.RUNNING,))

    assert exact == {Process.CLOSING: Tally(10)}
    assert some == {Process.CLOSING: Tally(8, more=True)}


def test_the_pages_of_what_is_late_hold_all_that_the_extract_holds(crowded):
    secretary, cursor, listed = crowded["secretary"], None, []
    for _ in range(4):
        page = show_due(secretary, Scope(horizon=7), today(), cursor=cursor)
        listed, cursor = listed + page.rows, page.cursor

    with reading() as session:
        drawn = list(all_due(session, secretary, Scope(horizon=7), today()))
    assert [row.id for row in drawn[: 4 * PAGE]] == [row.id for row in listed]


def test_a_count_looks_at_no_more_than_it_says(crowded, monkeypatch):
    for module in (due_counts, load, step_times):
        monkeypatch.setattr(module, "LOOKED_AT", 100)
    secretary = crowded["secretary"]

    late, waiting = count_due(secretary, Scope(), today()), show_load(secretary, Scope(), today())
    took = show_times(secretary, Scope(first=today() - timedelta(days=30), last=today()), today())

    assert late.more
    assert sum(one.late for one in late.by_process) == 200
    assert waiting.more
    assert sum(one.open for one in waiting.organisations) == 100
    assert took.more
    assert sum(one.days.number for one in took.steps) == 100


def test_counts_that_come_to_their_end_say_so(crowded):
    assert not count_due(crowded["vejle"], Scope(), today()).more
    assert not show_load(crowded["vejle"], Scope(), today()).more
