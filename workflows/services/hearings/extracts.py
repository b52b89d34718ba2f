"""How those who were asked stand, as an Excel workbook: the rows that the page shows, in its order."""

from typing import IO

from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN
from workflows.documents.spreadsheet import Column, Kind, Sheet, Value
from workflows.services.hearings.asked import AskedRow
from workflows.services.hearings.matrix import Matrix
from workflows.services.papers.workbooks import workbook

COLUMNS = (
    Column("Part", width=30),
    Column("Står", width=20),
    Column("Brev sendt", Kind.DATE, 12),
    Column("Brev åbnet", Kind.DATE, 12),
    Column("Åbnet af", width=26),
    Column("Standpunkt", width=24),
    Column("Svar modtaget", Kind.DATE, 14),
    Column("Svaret af", width=26),
    Column("Kom uden om Rammesag", width=14),
    Column("Svarets tekst", width=70),
    Column("Mindet om fristen", Kind.DATE, 14),
    Column("Mindet af", width=26),
)


def matrix_workbook(matrix: Matrix, actor: Actor) -> IO[bytes]:
    """The rows of a round of asking as they are shown."""
    asked: list[tuple[str, Value]] = [
        ("Sag", matrix.case_number),
        ("Spurgt om", matrix.round.title),
        ("Frist", matrix.round.deadline),
        ("Vist", matrix.shown.label),
    ]
    return workbook(actor, matrix.round.kind.label, [Sheet("Svar", COLUMNS, _rows(matrix))], asked)


def _rows(matrix: Matrix) -> list[tuple[Value, ...]]:
    return [_row(matrix, row) for row in matrix.rows]


def _row(matrix: Matrix, row: AskedRow) -> tuple[Value, ...]:
    answered = row.answered_at.astimezone(COPENHAGEN).date() if row.answered_at else None
    return (
        row.name,
        row.standing.label,
        matrix.round.sent_on,
        row.opened_at.astimezone(COPENHAGEN).date() if row.opened_at else None,
        row.opened_by,
        row.position or None,
        row.received_on or answered,
        row.answered_by,
        "Ja" if row.received_on else None,
        row.text or None,
        row.reminded_at.astimezone(COPENHAGEN).date() if row.reminded_at else None,
        (row.reminded_by or "Rammesag") if row.reminded_at else None,
    )
