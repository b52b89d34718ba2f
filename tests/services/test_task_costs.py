"""What fifty tasks cost to find among thousands: by the index of their order, in as many statements as among few."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import insert, text

from db.models.case import Case, CaseParty, Task
from tests.closing_walk import person
from tests.services.test_calendar_costs import plan
from tests.snapshots import connected
from tests.statements import asked
from tests.worklist_rows import rows_of_case
from workflows.services.casework import task_scopes, task_ways
from workflows.services.casework.inbox import inbox
from workflows.services.casework.task_filters import Due, Holder, TaskFilter, TaskOrder, TaskScope
from workflows.services.casework.task_scopes import tallies
from workflows.services.casework.task_ways import KIND, OF_KIND, OURS_BY, SEEN_BY
from workflows.vocabulary import AgreementId, Party, Priority, Process

CASES = 4000
SORTED = re.compile(r"USE TEMP B-TREE FOR ORDER BY|^\s*Sort\b|->\s+Sort\b", re.MULTILINE)
FULL_SCAN = re.compile(r"SCAN task$|Seq Scan on task", re.MULTILINE)
INDEX = {
    (TaskScope.OURS, TaskOrder.DUE): "ix_task_inbox|ix_task_ours_",
    (TaskScope.OURS, TaskOrder.DUE_LAST): "ix_task_inbox|ix_task_ours_",
    (TaskScope.OURS, TaskOrder.PRIORITY): "ix_task_ours_priority",
    (TaskScope.OURS, TaskOrder.NEWEST): "ix_task_ours_opened",
    (TaskScope.OURS, TaskOrder.CASE): "ix_task_ours_case",
    (TaskScope.OURS, TaskOrder.CASE_LAST): "ix_task_ours_case",
    (TaskScope.OURS, TaskOrder.PROCESS): "ix_task_ours_process",
    (TaskScope.ALL, TaskOrder.DUE): "ix_task_all_due",
    (TaskScope.ALL, TaskOrder.DUE_LAST): "ix_task_all_due",
    (TaskScope.ALL, TaskOrder.PRIORITY): "ix_task_all_priority",
    (TaskScope.ALL, TaskOrder.NEWEST): "ix_task_all_opened",
    (TaskScope.ALL, TaskOrder.CASE): "ix_task_all_case",
    (TaskScope.ALL, TaskOrder.CASE_LAST): "ix_task_all_case",
    (TaskScope.ALL, TaskOrder.PROCESS): "ix_task_all_process",
}


@pytest.fixture
def crowded(seeded):
    """Thousands of cases with a task that the secretariat sees, one of eight Vejle's; gives who looks at which list."""
    anne, secretary = (
        person("anne@vejle.example", "630"),
        person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"),
    )
    others = person("direktoer@kolding.example", "621").organisation_id
    whose = [anne.organisation_id, *[others] * 7]
    rows = [rows_of_case(number, whose[number // 3 % 8], secretary.organisation_id) for number in range(CASES)]
    with connected().begin() as connection:
        for model in (Case, CaseParty, Task):
            connection.execute(insert(model), [row for one in rows for row in one[model]])
    with connected().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return {TaskScope.OURS: anne, TaskScope.MINE: anne, TaskScope.ALL: secretary}


def plan_of_list(actor, one: TaskFilter, cursor: str | None = None) -> str:
    with asked() as seen:
        inbox(actor, one, cursor=cursor)
    (found,) = [statement for statement in seen.selects if "ORDER BY" in statement]
    return plan(found, seen.parameters[found])


@pytest.mark.parametrize("scope", [TaskScope.OURS, TaskScope.ALL])
def test_every_order_stands_on_its_index_on_every_page(crowded, scope):
    for order in TaskOrder:
        one = TaskFilter(scope, order=order)
        following = inbox(crowded[scope], one).cursor

        for cursor in (None, following):
            found = plan_of_list(crowded[scope], one, cursor)
            assert re.search(INDEX[scope, order], found), f"{order}: {found}"
            assert not SORTED.search(found), f"{order}: {found}"
            assert not FULL_SCAN.search(found), f"{order}: {found}"


HARDLY_ANY = {
    "process": {"process": Process.REFERRAL},
    "lane": {"lane": Party.AUDITOR},
    "due_on": {"due_from": date(2031, 1, 1)},
    "assignee_id": {"holder": Holder.SOMEBODY},
    "municipality_id": {"municipality_id": UUID(int=7)},
}
NONE_TOGETHER = [
    {"process": Process.CLOSING, "lane": Party.MUNICIPALITY},
    {"agreement": AgreementId.MIDTJYLLAND_2017, "priority": Priority.URGENT},
    {"process": Process.TAKEOVER, "agreement": AgreementId.SYDDANMARK_2016, "lane": Party.OPERATOR},
]
MANY = [
    {"process": Process.TAKEOVER},
    {"agreement": AgreementId.MIDTJYLLAND_2017},
    {"lane": Party.OPERATOR},
    {"priority": Priority.NORMAL},
    {"due": Due.OVERDUE},
    {"holder": Holder.NOBODY},
]


EVERY_LIST = [(scope, order) for scope in (TaskScope.OURS, TaskScope.ALL) for order in TaskOrder]


def test_what_hardly_any_task_fits_is_found_by_its_index_in_every_order(crowded, database):
    for column, narrowed in HARDLY_ANY.items():
        # PostgreSQL chooses among all indexes in which the column stands.
        by = KIND if column in OF_KIND else column
        of_column = {"sqlite": f"{OURS_BY[by]}|{SEEN_BY[by]}", "postgresql": rf"Index Cond: .*\b{column}\b"}
        indexes = re.compile(of_column[database])
        for scope, order in EVERY_LIST:
            found = plan_of_list(crowded[scope], TaskFilter(scope, order=order, **narrowed))
            assert indexes.search(found), f"{narrowed}, {order}: {found}"
            assert not FULL_SCAN.search(found), f"{narrowed}, {order}: {found}"


def test_what_many_tasks_fit_each_and_none_together_is_found_by_what_is_asked_for_together(
    crowded, database, monkeypatch
):
    monkeypatch.setattr(task_ways, "FEW", 10)
    # PostgreSQL chooses among more indexes, and expects so few that it sorts them.
    by_kind = {
        "sqlite": "ix_task_ours_kind|ix_task_all_kind",
        "postgresql": r"Index Cond: .*\b(process|lane|priority)\b",
    }

    for narrowed in NONE_TOGETHER:
        for scope, order in EVERY_LIST:
            found = plan_of_list(crowded[scope], TaskFilter(scope, order=order, **narrowed))
            assert re.search(by_kind[database], found), f"{narrowed}, {order}: {found}"
            assert database == "sqlite" or SORTED.search(found), f"{narrowed}, {order}: {found}"
            assert not FULL_SCAN.search(found), f"{narrowed}, {order}: {found}"


def test_what_many_tasks_fit_is_found_in_the_order(crowded, database, monkeypatch):
    monkeypatch.setattr(task_ways, "FEW", 10)

    for narrowed in MANY:
        for scope, order in EVERY_LIST:
            found = plan_of_list(crowded[scope], TaskFilter(scope, order=order, **narrowed))
            assert not FULL_SCAN.search(found), f"{narrowed}, {order}: {found}"
            # PostgreSQL knows how many there are, and sorts some dozens.
            assert database == "postgresql" or not SORTED.search(found), f"{narrowed}, {order}: {found}"


def test_my_own_tasks_are_found_by_who_has_them_or_in_the_order_where_they_are_many(crowded, monkeypatch):
    few = plan_of_list(crowded[TaskScope.MINE], TaskFilter())
    monkeypatch.setattr(task_ways, "FEW", 10)
    many = plan_of_list(crowded[TaskScope.MINE], TaskFilter())

    assert "ix_task_ours_holder" in few, few
    assert not SORTED.search(many), many
    for found in (few, many):
        assert not FULL_SCAN.search(found), found


def test_an_organisation_with_few_cases_finds_the_tasks_by_its_cases(crowded):
    odense = person("direktoer@odense.example", "461")

    found = plan_of_list(odense, TaskFilter(TaskScope.ALL))

    assert re.search("ix_case_party_organisation", found), found
    assert not re.search("ix_task_all_due", found), found


def test_many_tasks_take_as_many_statements_as_few(crowded):
    for scope in TaskScope:
        one = TaskFilter(scope)
        with asked() as listed:
            assert len(inbox(crowded[scope], one).rows) == 50
        with asked() as counted:
            tallies(crowded[scope], [one, replace(one, process=Process.TAKEOVER)])
        assert len(listed.statements) <= 2
        assert len(counted.statements) <= 2
        assert not [statement for statement in listed.statements if "process_state" in statement]


def test_a_count_looks_at_no_more_than_it_says(crowded, monkeypatch):
    monkeypatch.setattr(task_scopes, "LOOKED_AT", 100)

    (many,) = tallies(crowded[TaskScope.OURS], [TaskFilter(TaskScope.OURS)])

    assert (many.number, many.more) == (100, True)
