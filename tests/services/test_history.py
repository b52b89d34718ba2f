"""The history of a case: a page at a time, narrowed by what is asked for; its length costs no statements."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert

from db.models.case import CaseEvent
from tests.closing_walk import ClosingWalk
from tests.snapshots import connected
from tests.statements import asked
from workflows.clock import now
from workflows.errors import NotFound
from workflows.services.casework import history as module
from workflows.services.casework.cases import show_case
from workflows.services.casework.history import Wanted, history
from workflows.vocabulary import EventKind


@pytest.fixture
def decided(seeded):
    return ClosingWalk().opened().heard().decided()


def long_ago(walk, number: int, text: str = "Ændring af pladstallet") -> None:
    """Let that many lines have been written, one each hour, all before the case's own."""
    rows = [
        {
            "case_id": walk.case_id,
            "kind": EventKind.CORRECTED,
            "happened_at": now() - timedelta(days=30, hours=hours),
            "position": 1,
            "text": f"{text} {hours}",
        }
        for hours in range(number)
    ]
    with connected().begin() as connection:
        connection.execute(insert(CaseEvent), rows)


def all_pages(walk, wanted=None):
    cursor, rows = None, []
    while True:
        page = history(walk.case_id, walk.operator, wanted, cursor=cursor)
        rows += page.rows
        cursor = page.cursor
        if cursor is None:
            return rows


def test_pages_leave_no_line_out_though_many_are_of_one_moment(decided, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 7)

    rows = all_pages(decided)

    assert len(rows) > 7
    assert sorted(row.text for row in rows) == sorted(event.text for event in decided.events)
    assert [row.happened_at for row in rows] == sorted((row.happened_at for row in rows), reverse=True)


def test_one_kind_of_one_organisation_and_one_period_can_be_chosen(decided):
    long_ago(decided, 40)
    vejle = decided.organisation("630")

    done = history(decided.case_id, decided.operator, Wanted(EventKind.TASK_DONE, vejle.id))
    day = history(decided.case_id, decided.operator, Wanted(first=date(2026, 1, 30), last=date(2026, 1, 30)))

    assert [(row.text, row.organisation) for row in done.rows] == [("Registrér beslutningen", "Vejle Kommune")]
    assert vejle.id in done.organisations
    assert EventKind.CORRECTED in done.kinds
    assert {row.happened_at.date() for row in day.rows} <= {date(2026, 1, 29), date(2026, 1, 30)}
    assert len(day.rows) == 24


@pytest.mark.parametrize("words", ["ændring", "ÆNDRING", "Pladstallet 29", "ændring af"])
def test_words_are_found_however_they_are_spelt(decided, words):
    long_ago(decided, 30)

    rows = history(decided.case_id, decided.operator, Wanted(words=words)).rows

    assert rows
    assert {row.kind for row in rows} == {EventKind.CORRECTED}


@pytest.mark.parametrize("sign", ["%", "_", "\\"])
def test_a_sign_of_the_database_is_only_a_sign(decided, sign):
    long_ago(decided, 1, text=f"Belægningen var 80 {sign} i fjor")

    rows = history(decided.case_id, decided.operator, Wanted(words=f"80 {sign} i")).rows

    assert len(rows) == 1


@pytest.mark.parametrize(
    "cursor", ["i-går", "2026-03-02T09:00:00_1_" + str(UUID(int=0)), "2026-03-02T09:00:00+00:00_x_1", "_"]
)
def test_a_place_in_the_history_that_is_none_is_not_found(decided, cursor):
    with pytest.raises(NotFound):
        history(decided.case_id, decided.operator, cursor=cursor)


def test_neither_the_case_nor_its_history_asks_more_for_a_long_history(decided):
    def statements() -> list[int]:
        counts = []
        for show in (show_case, history):
            with asked() as seen:
                show(decided.case_id, decided.operator)
            counts.append(len(seen.statements))
        return counts

    short = statements()
    long_ago(decided, 2000)

    assert statements() == short
