"""Excel workbooks of lists: what is drawn, by whom and when is said on the last sheet."""

from collections.abc import Callable, Iterable, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, TypeAlias

from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN, now
from workflows.documents.spreadsheet import Sheet, Value, write_workbook

IN_MEMORY = 4 * 1024**2
"""A workbook that is larger is kept in a file while it is sent."""
Facts = Sequence[tuple[str, Value]]
Passing: TypeAlias = Callable[[Iterable[Sequence[Value]]], Iterable[Sequence[Value]]]
"""What the rows of a long list pass by on their way into the workbook, so that it can be told how far it has come."""


def as_they_come(rows: Iterable[Sequence[Value]]) -> Iterable[Sequence[Value]]:
    """Nobody follows the rows."""
    return rows


def workbook(actor: Actor, title: str, sheets: Iterable[Sheet], asked: Facts) -> IO[bytes]:
    """A workbook with what was asked for, by whom and when on its last sheet; read from its beginning."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - it is closed when it has been sent
    facts: Facts = [
        ("Trukket", now().astimezone(COPENHAGEN)),
        ("Trukket af", f"{actor.name}, {actor.organisation_name}"),
        *asked,
        ("Indhold", "Alle rækker, som siden viser med dette filter, også dem på de følgende sider."),
    ]
    write_workbook(file, title, sheets, facts)
    file.seek(0)
    return file
