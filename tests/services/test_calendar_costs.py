"""What the dates of an organisation cost to find among those of thousands of cases."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from db.models.case import Case, CaseDeadline, CaseParty, Task
from db.session import reading
from tests.closing_walk import person
from tests.snapshots import connected
from tests.statements import asked
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.services.calendar.dates import MOST, Period, dates_in
from workflows.services.calendar.pages import show_month
from workflows.services.calendar.types import DateKind
from workflows.vocabulary import Party, TaskStatus

EVERYTHING = Period(None, None)
CASES = 2000
FULL_SCAN = re.compile(r"SCAN \w+$", re.MULTILINE)


def month(actor: Actor, first: date = date(2026, 3, 1), **values):
    usual = {"process": None, "kinds": tuple(DateKind), "today": today()}
    return show_month(actor, first, **(usual | values))


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
                "process": "closing",
                "agreement_id": "syddanmark-2025-2026",
                "case_number": f"2026-{number:05}",
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
    assert "ix_task_inbox" in tasks[0] or "ix_task_all_due" in tasks[0], tasks[0]
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
