"""Lists for the screens: a page of rows, a search as people type it, the Danish alphabet."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.base import Base
from workflows.errors import NotFound

Row = TypeVar("Row")
Model = TypeVar("Model", bound=Base)

PAGE_SIZE = 25
_LAST_LETTERS = (("Aa", "zz3"), ("aa", "zz3"), ("Æ", "zz1"), ("æ", "zz1"), ("Ø", "zz2"), ("ø", "zz2"))


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list. `number` counts from 1; `total` is the rows of all pages."""

    rows: list[Row]
    number: int
    pages: int
    total: int


def paged(session: Session, statement: Select[Any], number: int, *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page of the statement's first column; a number beyond the list gives the nearest page."""
    total = session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    rows = session.scalars(statement.limit(size).offset((number - 1) * size)).all()
    return Page(rows=list(rows), number=number, pages=pages, total=total)


def contains(text: str, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether one of the columns holds the text, in small or capital letters, Æ, Ø and Å too."""
    # SQLite folds the case of A to Z only, so the usual ways of writing a word are tried.
    ways = {text, text.lower(), text.capitalize(), text.title()}
    return or_(*(column.icontains(way, autoescape=True) for column in columns for way in ways))


def alphabetical(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """The column in the order of the Danish alphabet: æ, ø and å last, aa as å, on every database."""
    key: ColumnElement[str] = func.replace(func.replace(column, "Å", "zz3"), "å", "zz3")
    for letter, last in _LAST_LETTERS:
        key = func.replace(key, letter, last)
    return func.lower(key)


def alphabetically(name: str) -> str:
    """By what a name comes in the order of the Danish alphabet, for names that the database does not sort."""
    key = name.lower().replace("å", "zz3")
    for letter, last in _LAST_LETTERS:
        key = key.replace(letter.lower(), last)
    return key


def found(session: Session, model: type[Model], row_id: UUID, what: str) -> Model:
    """The row, or NotFound saying that `what` does not exist."""
    row = session.get(model, row_id)
    if row is None:
        raise NotFound(f"{what} findes ikke.")
    return row
