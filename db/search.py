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
    case,
    column,
    func,
    literal,
    literal_column,
    or_,
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
PASSED_BY = 20_000
"""So many entries that hold the words are looked at on SQLite, the newest first, whoever may see them."""
TITLES = 2000
"""So many of those that hold the words in the title are put before the others."""
_OF_TITLE: ColumnElement[Any] = literal_column("""'{a}'::"char"[]""")
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


def found(
    dialect: str, kind: str, terms: Sequence[Term], *, to_the_end: bool
) -> tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]:
    """The ids of the entries of a kind that hold every term; what they are in order of; how well each fits, least best.

    What fits is what has the words in its title: weighing by how rare a word is would read all that hold it.
    For one who may see few of them only the newest PASSED_BY are looked at; others, `to_the_end`, soon have enough.
    """
    if dialect == "sqlite":
        matched = _matching(kind, "{title text}", terms)
        newest = (matched if to_the_end else matched.limit(PASSED_BY)).subquery()
        titled = _matching(kind, "title", terms).limit(TITLES)
        score: ColumnElement[Any] = case((SEARCH.c.id.in_(select(titled.subquery().c.rowid)), 0), else_=1)
        return select(SEARCH.c.id).join(newest, SEARCH.c.id == newest.c.rowid), newest.c.rowid, score
    query = _tsquery(terms)
    matched = select(SEARCH.c.id).where(SEARCH.c.kind == kind, _WORDS.op("@@")(query))
    score = case((func.ts_filter(_WORDS, _OF_TITLE).op("@@")(query), 0), else_=1)
    return matched, SEARCH.c.id, score


def found_inside(terms: Sequence[Term]) -> tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]:
    """As `found`, the entries whose titles hold every term anywhere, also in the middle of a word.

    No index helps: every title is looked at, until there are enough.
    """
    ways = [or_(*(SEARCH.c.title.ilike(f"%{' '.join(words)}%") for words, _ in term)) for term in terms]
    return select(SEARCH.c.id).where(*ways), SEARCH.c.id, literal(0)


def _matching(kind: str, columns: str, terms: Sequence[Term]) -> Select[Any]:
    """The entries that hold every term in some columns, the newest first, as FTS5 reads them."""
    match = _FTS.c.search_index.op("MATCH")(f"kind : {kind} AND {columns} : {_fts(terms)}")
    return select(_FTS.c.rowid).where(match).order_by(_FTS.c.rowid.desc())


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
