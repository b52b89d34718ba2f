"""No change of what is administered goes past its history."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from db.recorded import RECORDED
from web.config import ROOT
from workflows.services.register.history_words import FIELDS, TABLES

ADMINISTRATIVE = ("absence", "calendar", "collaboration", "offer", "organisation", "person", "specialised_list")
"""The models that hold what is administered."""
WITHOUT_HISTORY = {
    "CalendarAddress": "a person's own address, a secret",
    "LoginSession": "a login, not administration",
    "AbsenceChange": "says in words what an absence's own page shows; the absence has a history",
    "FrameDiscussion": "belongs to its case, which has a history",
}
SERVICES = sorted((ROOT / "workflows").rglob("*.py"))
RECORDED_NAMES = {model.__name__ for model in RECORDED}
BULK = {"insert", "update", "delete", "insert_once"}
ENDED_AT_ONCE = {"OneTimeLink"}
"""Links that hold no more when a new one is made: the new one is in the history."""


def test_every_administrative_table_has_a_history_or_a_reason():
    models = {
        name
        for module in ADMINISTRATIVE
        for name, one in vars(import_module(f"db.models.{module}")).items()
        if isinstance(one, type) and one.__module__ == f"db.models.{module}"
    }

    assert models - RECORDED_NAMES == set(WITHOUT_HISTORY)


def test_every_field_of_a_history_has_its_words():
    assert {model.__tablename__ for model in RECORDED} == set(TABLES)
    assert {name for kept in RECORDED.values() for name in kept.fields} - set(FIELDS) == set()
    for model, kept in RECORDED.items():
        assert {*kept.fields, *kept.names, *kept.subjects} <= set(model.__table__.columns.keys())


def test_no_secret_is_kept_in_a_history():
    kept = {name for one in RECORDED.values() for name in (*one.fields, *one.names)}

    assert not [name for name in kept if "hash" in name or "token" in name or "password" in name]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_has_a_history_is_written_where_somebody_answers_for_it(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [(_name(one.func), one) for one in ast.walk(tree) if isinstance(one, ast.Call)]
    names = {name for name, _ in calls}
    past_the_session = [
        one.lineno for name, one in calls if name in BULK and (RECORDED_NAMES - ENDED_AT_ONCE) & _names_in(one.args)
    ]

    assert past_the_session == [], "a statement that bypasses the history"
    if names & {"must_administer", "must_keep_list"} and "begin" not in names:
        assert "transaction" not in names, "open it by `administering(actor)`, so that the history tells who"


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""


def _names_in(args: list[ast.expr]) -> set[str]:
    return {one.id for arg in args for one in ast.walk(arg) if isinstance(one, ast.Name)}
