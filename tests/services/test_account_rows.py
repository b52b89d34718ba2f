"""The migration that brings an account's rows together keeps all that a database holds already."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import Boolean, Connection, Date, DateTime, Engine, Integer, inspect, text

from db.session import make_engine
from db.upgrade import upgrade
from tests.snapshots import connected

OPERATOR, BUYER, OFFICER, CASE, OFFER, ACCOUNT, LAPSED = (uuid4().hex for _ in range(7))
FILLED = {Boolean: "false", Integer: "0", Date: "2026-03-02", DateTime: "2026-03-02 09:00:00+00:00"}
"""What a column holds that a test does not care about; text is empty."""
IN_CASE = {"case_id": CASE}
IN_ACCOUNT = {"account_id": ACCOUNT, "position": 0}
BEFORE = [
    ("organisation", {"id": OPERATOR, "code": "630", "kind": "municipality"}),
    ("organisation", {"id": BUYER, "code": "621", "kind": "municipality"}),
    ("person", {"id": OFFICER}),
    ("case", {"id": CASE, "status": "running"}),
    ("offer", {"id": OFFER, "operator_id": OPERATOR, "structure": "standalone"}),
    ("closing", {**IN_CASE, "offer_id": OFFER, "structure": "standalone", "waived": "true"}),
    ("closing_account", {**IN_CASE, "id": ACCOUNT, "kind": "final", "result": "{}", "entered_by_id": OFFICER}),
    ("account_line", {**IN_ACCOUNT, "line": "revenue", "budget": "858100000", "account": "440000000"}),
    ("account_key", {**IN_ACCOUNT, "organisation_id": BUYER, "year_minus_2": "143007000", "year_minus_1": "0"}),
    ("account_other", {**IN_ACCOUNT, "whole": "unit", "name": "Højvang", "basis": "4000000000"}),
    ("account_other", {**IN_ACCOUNT, "position": 1, "whole": "region", "name": "Egely", "basis": "800000000"}),
    ("account_share", {**IN_ACCOUNT, "organisation_id": BUYER, "percent": "16.22", "total": "-52328900"}),
    ("case_deadline", {**IN_CASE, "id": LAPSED, "replaced_by_id": LAPSED}),
    ("case_deadline", IN_CASE),
    ("job", {"payload": "{}", "status": "waiting", "attempts": "3"}),
]


def something(kind: object) -> str:
    return next((value for one, value in FILLED.items() if isinstance(kind, one)), "")


def put(connection: Connection, table: str, values: dict[str, object]) -> None:
    """A row as SQL writes it, so that no model is asked, with something in every column that must be filled."""
    must = [column for column in inspect(connection).get_columns(table) if not column["nullable"]]
    filled = {column["name"]: something(column["type"]) for column in must} | {"id": uuid4().hex} | values
    literals = ", ".join(f"'{value}'" if value not in ("true", "false") else value for value in filled.values())
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({", ".join(filled)}) VALUES ({literals})')


@pytest.fixture
def upgraded(database, tmp_path) -> Iterator[Connection]:
    """A database as it was before, with one of each, brought up to date."""
    engine = empty(database, tmp_path)
    upgrade(engine, "0002")
    with engine.begin() as connection:
        for table, values in BEFORE:
            put(connection, table, values)
    upgrade(engine, "0003")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def empty(database: str, folder) -> Engine:
    if database == "sqlite":
        return make_engine(f"sqlite:///{folder}/before.db")
    schema = f"before_{uuid4().hex[:12]}"
    with connected().begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    url = connected().url.update_query_dict({"options": f"-csearch_path={schema}"})
    return make_engine(url.render_as_string(hide_password=False))


def asked(connection: Connection, statement: str) -> list[tuple]:
    return [tuple(found) for found in connection.execute(text(statement))]


def test_the_rows_of_an_account_come_into_one_table_as_they_were(upgraded):
    what = "kind, position, coalesce(line, name, percent), coalesce(account, year_minus_2, basis, total)"

    assert asked(upgraded, f"SELECT {what} FROM account_row ORDER BY kind") == [
        ("key", 0, None, 143_007_000),
        ("line", 0, "revenue", 440_000_000),
        ("region_other", 1, "Egely", 800_000_000),
        ("share", 0, "16.22", -52_328_900),
        ("unit_other", 0, "Højvang", 4_000_000_000),
    ]


def test_what_was_waived_stands_with_the_account(upgraded):
    assert asked(upgraded, "SELECT waived FROM closing_account") == [(True,)]


def test_a_deadline_that_was_replaced_by_itself_has_lapsed(upgraded):
    found = asked(upgraded, "SELECT lapsed, replaced_by_id FROM case_deadline ORDER BY lapsed")

    assert found == [(False, None), (True, None)]


def test_a_job_has_been_leased_as_often_as_it_was_tried(upgraded):
    assert asked(upgraded, "SELECT leases, attempts FROM job") == [(3, 3)]
