"""The triggers that keep the index of the search, for each database.

A source is a table, the columns whose writing changes its entry, and the entry as a select on the new row. Nothing is
selected where there is to be no entry: of a case about a citizen there is one of its number only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

LONGEST = 200_000
"""Signs of a text that are looked through; a tsvector holds no more than a megabyte."""


@dataclass(frozen=True)
class _Source:
    table: str
    kind: str
    columns: str
    entry: str
    """Case, title, text and day, and from where."""
    after: str = ""
    """What is done after the entry has been kept."""


_OF_CASE = 'FROM "case" c WHERE c.id = NEW.case_id AND NOT c.sealed'

SOURCES = (
    _Source(
        "case",
        "case",
        "number, title, standing, kle, sealed, opened_at",
        "SELECT NEW.id, CASE WHEN NEW.sealed THEN NEW.number ELSE NEW.number || ' ' || NEW.title END, "
        "CASE WHEN NEW.sealed THEN '' ELSE NEW.standing || ' ' || NEW.kle END, {opened} WHERE {yes}",
        "DELETE FROM search_entry WHERE NEW.sealed AND case_id = NEW.id AND kind <> 'case'",
    ),
    _Source(
        "journal_entry",
        "journal",
        "theme, parties, entered_on",
        f"SELECT NEW.case_id, NEW.theme, NEW.parties, NEW.entered_on {_OF_CASE}",
    ),
    _Source(
        "document",
        "document",
        "title, number, text, rendered_at",
        f"SELECT NEW.case_id, NEW.title || ' ' || NEW.number, substr(NEW.text, 1, {LONGEST}), {{issued}} "
        f"{_OF_CASE} AND NEW.rendered_at IS NOT NULL",
    ),
    _Source(
        "attachment",
        "attachment",
        "name, text",
        f"SELECT NEW.case_id, NEW.name, substr(NEW.text, 1, {LONGEST}), {{added}} {_OF_CASE}",
    ),
    _Source(
        "offer",
        "offer",
        "name, legal_basis, operator_id, valid_from",
        "SELECT {none}, NEW.name, NEW.legal_basis || ' ' || o.name, NEW.valid_from "
        "FROM organisation o WHERE o.id = NEW.operator_id",
    ),
    _Source(
        "organisation",
        "organisation",
        "name, code, valid_from",
        "SELECT {none}, NEW.name, NEW.code, NEW.valid_from WHERE {yes}",
        "UPDATE offer SET name = name WHERE operator_id = NEW.id",
    ),
)
MOMENTS = {"opened": "NEW.opened_at", "issued": "NEW.issued_at", "added": "NEW.added_at"}


def _days(danish: Callable[[str], str]) -> dict[str, str]:
    """The Danish date of each moment that an entry is dated by."""
    return {name: danish(moment) for name, moment in MOMENTS.items()}


_KEPT = "kind, row_id, case_id, title, text, day"
_AGAIN = "ON CONFLICT (kind, row_id) DO UPDATE SET title = excluded.title, text = excluded.text, day = excluded.day"


# --- SQLite


def _danish_on_sqlite(moment: str) -> str:
    """SQLite knows no time zones: summer time runs from 01.00 UTC of the last Sunday of March to that of October."""
    march, october = (
        f"date(strftime('%Y', {moment}) || '-{month}-25', 'weekday 0') || ' 01:00'" for month in ("03", "10")
    )
    summer = f"{moment} >= {march} AND {moment} < {october}"
    return f"date({moment}, CASE WHEN {summer} THEN '+2 hours' ELSE '+1 hours' END)"


def _plain_on_sqlite(text: str) -> str:
    return f"replace({text}, '§', ' paragraf ')"


def _fts_row(row: str) -> str:
    return f"{row}.id, {row}.kind, {_plain_on_sqlite(f'{row}.title')}, {_plain_on_sqlite(f'{row}.text')}"


_FTS_IN = f"INSERT INTO search_index (rowid, kind, title, text) VALUES ({_fts_row('NEW')});"
_FTS_OUT = f"INSERT INTO search_index (search_index, rowid, kind, title, text) VALUES ('delete', {_fts_row('OLD')});"


def _sqlite_source(one: _Source) -> list[str]:
    entry = one.entry.format(none="NULL", yes="TRUE", **_days(_danish_on_sqlite))
    wanted = entry.replace("SELECT ", f"SELECT '{one.kind}', NEW.id, ", 1)
    keep = f"INSERT INTO search_entry ({_KEPT}) {wanted} {_AGAIN};" + (f" {one.after};" if one.after else "")
    gone = f"DELETE FROM search_entry WHERE kind = '{one.kind}' AND row_id = OLD.id;"
    return [
        f'CREATE TRIGGER search_{one.table}_in AFTER INSERT ON "{one.table}" BEGIN {keep} END',
        f'CREATE TRIGGER search_{one.table}_on AFTER UPDATE OF {one.columns} ON "{one.table}" BEGIN {keep} END',
        f'CREATE TRIGGER search_{one.table}_out AFTER DELETE ON "{one.table}" BEGIN {gone} END',
    ]


SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5"
    "(kind, title, text, content='', tokenize=\"unicode61 remove_diacritics 0\", prefix='3')",
    f"CREATE TRIGGER search_entry_in AFTER INSERT ON search_entry BEGIN {_FTS_IN} END",
    f"CREATE TRIGGER search_entry_on AFTER UPDATE ON search_entry BEGIN {_FTS_OUT} {_FTS_IN} END",
    f"CREATE TRIGGER search_entry_out AFTER DELETE ON search_entry BEGIN {_FTS_OUT} END",
    *(statement for source in SOURCES for statement in _sqlite_source(source)),
)


def dropped_on_sqlite(connection: Connection) -> list[str]:
    """The statements that take away the triggers that are there."""
    kept = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\\_%' ESCAPE '\\'"
    )
    return [f"DROP TRIGGER {row.name}" for row in kept]


# --- PostgreSQL


def _danish_on_postgresql(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Europe/Copenhagen')::date"


# Not by the locale, which decides what is a letter: signs of ASCII and a few more part words, all else is a letter.
_SIGNS = r"[][!-/:-@\\^_`{-~«»“”„’‘–—…·•¶©®°±×÷½¼¾²³€]+"
_PLAIN = (
    f"regexp_replace(replace(translate(lower(%s), 'ÆØÅÉÈËÄÖÜÓÁÍÔÊ', 'æøåéèëäöüóáíôê'), '§', ' paragraf '), "
    f"'{_SIGNS}', ' ', 'g')"
)


def _vector(row: str, name: str, weight: str) -> str:
    plain = _PLAIN % f"coalesce({row}.{name}, '')"
    return f"setweight(to_tsvector('simple', {plain}) || to_tsvector('danish', {plain}), '{weight}')"


def _function(name: str, body: str) -> str:
    head = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $trigger$ BEGIN"
    return f"{head} {body} END $trigger$"


def _trigger(name: str, table: str, when: str) -> list[str]:
    return [
        f'DROP TRIGGER IF EXISTS {name} ON "{table}"',
        f'CREATE TRIGGER {name} {when} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()',
    ]


def _postgresql_source(one: _Source) -> list[str]:
    entry = one.entry.format(none="NULL::uuid", yes="TRUE", **_days(_danish_on_postgresql))
    wanted = entry.replace("SELECT ", f"SELECT '{one.kind}', NEW.id, ", 1)
    keep = f"INSERT INTO search_entry ({_KEPT}) {wanted} {_AGAIN};" + (f" {one.after};" if one.after else "")
    gone = f"DELETE FROM search_entry WHERE kind = '{one.kind}' AND row_id = OLD.id;"
    name = f"search_{one.table}"
    return [
        _function(f"{name}_keep", f"{keep} RETURN NULL;"),
        *_trigger(f"{name}_keep", one.table, f"AFTER INSERT OR UPDATE OF {one.columns}"),
        _function(f"{name}_out", f"{gone} RETURN NULL;"),
        *_trigger(f"{name}_out", one.table, "AFTER DELETE"),
    ]


POSTGRESQL = (
    _function(
        "search_entry_words",
        f"NEW.words := {_vector('NEW', 'title', 'A')} || {_vector('NEW', 'text', 'D')}; RETURN NEW;",
    ),
    *_trigger("search_entry_words", "search_entry", "BEFORE INSERT OR UPDATE"),
    *(statement for source in SOURCES for statement in _postgresql_source(source)),
)
