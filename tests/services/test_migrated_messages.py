"""Messages from before each person had their own: kept, and unread where nobody had put them aside."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, MetaData, Table, select

from db.session import make_engine
from db.upgrade import upgrade
from tests.postgres import empty_database
from workflows.clock import now, today

KEY = "the-case:reminder"
FROM = today().replace(year=2020, day=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """A database without tables."""
    if request.param == "sqlite":
        with closing(make_engine(f"sqlite:///{tmp_path}/before.db")) as made:
            yield made
        return
    with empty_database(request.getfixturevalue("postgresql")) as url, closing(make_engine(url)) as made:
        yield made


@contextmanager
def closing(made: Engine) -> Iterator[Engine]:
    """Let go of the database before it is dropped."""
    yield made
    made.dispose()


def test_what_an_organisation_had_not_put_aside_is_unread_for_each_of_its_people(engine):
    upgrade(engine, "0009")
    as_kept = (lambda one: one.hex) if engine.dialect.name == "sqlite" else (lambda one: one)
    ids = {name: as_kept(uuid4()) for name in ("vejle", "anne", "bo", "gone", "case")}
    with engine.begin() as connection:
        before = MetaData()
        before.reflect(connection)
        add(connection, before, ids)

    upgrade(engine)

    with engine.begin() as connection:
        message, notice = (Table(name, MetaData(), autoload_with=connection) for name in ("message", "notice"))
        told = connection.execute(select(message.c.person_id, message.c.key, message.c.frequency)).all()
        kept = connection.execute(select(notice.c.key, notice.c.seen_at.is_(None)).order_by(notice.c.key)).all()
    assert {person for person, _, _ in told} == {ids["anne"], ids["bo"]}
    assert {(key, frequency) for _, key, frequency in told} == {(KEY, "on_page")}
    assert kept == [(KEY, True), (f"{KEY}:seen", False)]


def add(connection, before: MetaData, ids: dict[str, Any]) -> None:
    """An organisation with two people and one who has left, a message put aside, and one that is not."""
    new = (lambda: uuid4().hex) if isinstance(ids["vejle"], str) else uuid4
    rows = {
        "organisation": [{"id": ids["vejle"], "code": "630", "name": "Vejle Kommune", "kind": "municipality"}],
        "person": [{"id": ids[one], "name": one, "email": f"{one}@vejle.example"} for one in ("anne", "bo", "gone")],
        "post": [
            {
                "id": new(),
                "person_id": ids[one],
                "role": "caseworker",
                "valid_to": FROM if one == "gone" else None,
            }
            for one in ("anne", "bo", "gone")
        ],
        "case": [{"id": ids["case"], "number": "2026-0001", "opened_at": now(), "status": "running"}],
        "notice": [
            {"id": new(), "key": f"{KEY}{seen}:{UUID(str(ids['vejle']))}", "seen_at": now() if seen else None}
            for seen in ("", ":seen")
        ],
    }
    for name, some in rows.items():
        table = before.tables[name]
        connection.execute(table.insert(), [usual(table, ids) | row for row in some])


def usual(table: Table, ids: dict[str, Any]) -> dict[str, object]:
    """A value for each column that must have one."""
    words = {"organisation_id": ids["vejle"], "case_id": ids["case"], "valid_from": FROM, "told_at": now()}
    kinds = {str: "", int: 0, bool: False}
    return {
        column.name: words.get(column.name, kinds.get(column.type.python_type))
        for column in table.columns
        if column.name in words or (not column.nullable and column.type.python_type in kinds)
    }
