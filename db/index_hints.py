"""`Select.with_hint(Table, "INDEXED BY …", "sqlite")`: hints that SQLite takes, and SQLAlchemy leaves out by itself."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler


class HintedCompiler(SQLiteCompiler):
    """Writes a hint after the name of its table. SQLite refuses a statement whose index is not there."""

    def get_from_hint_text(self, _table: Any, text: str | None) -> str | None:
        """The hint as it stands."""
        return text


def let_hint(engine: Engine) -> None:
    """Let the selects of a SQLite engine name the index of a table."""
    engine.dialect.statement_compiler = HintedCompiler
