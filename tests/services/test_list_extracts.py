"""A list to Excel: a short one at once, a long one behind the screens, for the one who asked and for a day."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from db.models.extract import ListExtract
from db.models.person import Post
from db.session import reading, transaction
from tests.closing_walk import colleague, person
from tests.crowd import crowd
from workflows.clock import today
from workflows.errors import NotFound
from workflows.services.casework.case_filters import CaseFilter
from workflows.services.casework.task_filters import TaskFilter, TaskScope
from workflows.services.extracts import making, ordering
from workflows.services.extracts.ordering import draw_or_order, open_extract, own_extracts, show_extract
from workflows.services.overview.scope import Scope
from workflows.services.running.runner import work_once
from workflows.vocabulary import ListExtracted, Process, Role

ASKED = {
    ListExtracted.CASES: CaseFilter(process=Process.CLOSING),
    ListExtracted.TASKS: TaskFilter(TaskScope.ALL, process=Process.CLOSING),
    ListExtracted.DUE: Scope(process=Process.CLOSING, horizon=7),
}


@pytest.fixture
def secretary(seeded, monkeypatch):
    """An officer of a secretariat with thirty cases, where a list of more than ten rows is long."""
    monkeypatch.setattr(ordering, "AT_ONCE", 10)
    monkeypatch.setattr(making, "TOLD_EVERY", 10)
    officer = person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
    crowd(30, officer, person("anne@vejle.example", "630"), every=3)
    return officer


def rows_in(content: bytes) -> int:
    book = load_workbook(BytesIO(content))
    return sum(1 for _ in book[book.sheetnames[0]].iter_rows(min_row=2))


def ordered(actor, which=ListExtracted.CASES) -> UUID:
    found = draw_or_order(which, ASKED[which], actor)
    assert isinstance(found, UUID)
    return found


def test_a_short_list_comes_at_once(secretary, monkeypatch):
    monkeypatch.setattr(ordering, "AT_ONCE", 30)

    file = draw_or_order(ListExtracted.CASES, CaseFilter(), secretary)

    assert not isinstance(file, UUID)
    with file:
        assert rows_in(file.read()) == 30
    assert own_extracts(secretary) == []


@pytest.mark.parametrize("which", ListExtracted)
def test_a_long_list_is_drawn_behind_the_screens_as_it_was_filtered(secretary, which):
    extract_id = ordered(secretary, which)
    assert (show_extract(extract_id, secretary).percent, show_extract(extract_id, secretary).ready) == (0, False)

    work_once()

    shown = show_extract(extract_id, secretary)
    assert (shown.ready, shown.percent, shown.failed) == (True, 100, False)
    assert rows_in(open_extract(extract_id, secretary)[2]) == shown.rows


def test_how_far_it_has_come_is_told_on_the_way(secretary, monkeypatch):
    extract_id, told = ordered(secretary), []
    note = making._note
    monkeypatch.setattr(
        making, "_note", lambda *about, **values: (note(*about, **values), told.append(_percent(extract_id)))
    )

    work_once()

    assert told == [0, 33, 66, 99]


def _percent(extract_id):
    with reading() as session:
        row = session.get_one(ListExtract, extract_id)
        return ordering._shown(row, failed=False).percent


def test_only_who_asked_can_fetch_it_and_only_there(secretary):
    extract_id = ordered(secretary)
    work_once()
    others = colleague(secretary.organisation_id, {Role.SECRETARIAT_OFFICER}), person("anne@vejle.example", "630")

    for other in others:
        assert own_extracts(other) == []
        for look in (show_extract, open_extract):
            with pytest.raises(NotFound):
                look(extract_id, other)


def test_it_is_kept_for_a_day(secretary, clock):
    extract_id = ordered(secretary)
    work_once()
    clock.forward(hours=23)
    assert [one.id for one in own_extracts(secretary)] == [extract_id]

    clock.forward(hours=2)
    with pytest.raises(NotFound):
        open_extract(extract_id, secretary)
    work_once()

    with reading() as session:
        assert session.scalars(select(ListExtract)).all() == []


def test_the_same_list_is_not_drawn_twice_within_minutes(secretary, clock):
    first = ordered(secretary)
    assert ordered(secretary) == first

    clock.forward(minutes=11)

    assert ordered(secretary) != first


def test_who_has_left_the_organisation_gets_nothing(secretary):
    extract_id = ordered(secretary)
    with transaction() as session:
        own = update(Post).where(Post.person_id == secretary.person_id)
        session.execute(own.values(valid_from=today() - timedelta(days=9), valid_to=today() - timedelta(days=1)))

    work_once()

    with reading() as session:
        assert session.get(ListExtract, extract_id) is None


def test_the_list_of_late_dates_is_for_those_who_lead(secretary):
    clerk = colleague(person("anne@vejle.example", "630").organisation_id, {Role.CASEWORKER})

    with pytest.raises(NotFound):
        draw_or_order(ListExtracted.DUE, Scope(), clerk)
