"""The index of the search: one table of entries, kept by the database itself as what they tell of is written.

Triggers keep the entries in the very statement that writes a case, an entry of the journal, a document, a file, an
offer or an organisation, so no writer can forget them and a step takes no statement more. A case about a citizen has
one entry, its number; nothing else of it comes in. SQLite finds by FTS5, PostgreSQL by a tsvector.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Date,
    MetaData,
    Select,
    Table,
    Text,
    Uuid,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from db.search_triggers import POSTGRESQL, SQLITE, dropped_on_sqlite

SEARCH = Table(
    "search_entry",
    # Apart from the models: these rows are derived, and made anew from them at any time.
    MetaData(),
    Column("id", BigInteger, primary_key=True),
    Column("kind", Text),
    Column("row_id", Uuid),
    Column("case_id", Uuid),
    Column("title", Text),
    Column("text", Text),
    Column("day", Date),
)
SOURCES = {
    "organisation": "name",
    "case": "title",
    "journal_entry": "theme",
    "document": "title",
    "attachment": "name",
    "offer": "name",
}
"""The tables that the entries tell of, each with a column whose writing makes its entries anew."""
_FTS = table("search_index", column("rowid"), column("search_index"))
_WORDS: ColumnElement[Any] = literal_column("search_entry.words", TSVECTOR)
Term = Sequence[tuple[tuple[str, ...], bool]]
"""Ways of writing what is looked for: the words in a row, and whether the last one may go on."""


def drop_triggers(connection: Connection) -> None:
    """Take the triggers away, so that tables can be changed; on SQLite a table that is rebuilt loses them silently."""
    if connection.dialect.name == "sqlite":
        for statement in dropped_on_sqlite(connection):
            connection.exec_driver_sql(statement)


def make_triggers(connection: Connection) -> None:
    """Make the triggers as they are to be now; fills the index the first time."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)
    if connection.execute(select(SEARCH.c.id).limit(1)).first() is None:
        rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Make every entry anew, by writing every row that has one as it is."""
    connection.execute(SEARCH.delete())
    for name, written in SOURCES.items():
        connection.execute(text(f'UPDATE "{name}" SET {written} = {written}'))


def found(dialect: str, kind: str, terms: Sequence[Term]) -> tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]:
    """The entries of a kind that hold every term; with what they are in order of, and how well each one fits."""
    if dialect == "sqlite":
        matched = select(SEARCH).join(_FTS, SEARCH.c.id == _FTS.c.rowid)
        matched = matched.where(_FTS.c.search_index.op("MATCH")(f"kind : {kind} AND {{title text}} : {_fts(terms)}"))
        score: ColumnElement[Any] = func.bm25(literal_column("search_index"), 0.0, 8.0, 1.0)
        return matched, _FTS.c.rowid, score
    query = _tsquery(terms)
    matched = select(SEARCH).where(SEARCH.c.kind == kind, _WORDS.op("@@")(query))
    return matched, SEARCH.c.id, -func.ts_rank(_WORDS, query)


def _fts(terms: Sequence[Term]) -> str:
    """The terms in FTS5's own language; every word is quoted, so that none is read as an operator."""
    return "(" + " AND ".join("(" + " OR ".join(_fts_phrase(*way) for way in term) + ")" for term in terms) + ")"


def _fts_phrase(words: tuple[str, ...], goes_on: bool) -> str:
    return f'"{" ".join(words)}"{" *" if goes_on else ""}'


def _tsquery(terms: Sequence[Term]) -> ColumnElement[Any]:
    query: ColumnElement[Any] | None = None
    for term in terms:
        ways = " | ".join(f"({_ts_phrase(*way)})" for way in term)
        one: ColumnElement[Any] = func.to_tsquery("simple", ways)
        if len(term[0][0]) == 1 and term[0][1]:
            one = one.op("||")(func.plainto_tsquery("danish", term[0][0][0]))
        query = one if query is None else query.op("&&")(one)
    assert query is not None
    return query


def _ts_phrase(words: tuple[str, ...], goes_on: bool) -> str:
    return " <-> ".join(f"'{word}'" for word in words) + (":*" if goes_on else "")
