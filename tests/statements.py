"""What a step asks of the database: its statements, counted and read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from tests.snapshots import connected

OWN = re.compile(r"\s*(BEGIN|PRAGMA|SAVEPOINT|RELEASE)", re.IGNORECASE)
"""Not asked by the product: transactions and settings of the driver."""


@dataclass
class Asked:
    """The statements of a step in order, and how often it committed what it wrote."""

    statements: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    """Those with which a statement was asked last."""
    commits: int = 0

    @property
    def selects(self) -> list[str]:
        """The statements that read."""
        return [statement for statement in self.statements if statement.startswith("SELECT")]


@contextmanager
def asked() -> Iterator[Asked]:
    """Listen to the database while a block runs. A statement with many rows is one."""
    seen = Asked()

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if not OWN.match(statement):
            seen.statements.append(statement)
            seen.parameters[statement] = parameters

    def commit(_connection):
        seen.commits += 1

    engine = connected()
    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "commit", commit)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "commit", commit)
