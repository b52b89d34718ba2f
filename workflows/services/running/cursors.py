"""Going on in a list by a cursor: the moment and the id of the last row shown, so that none is left out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_
from sqlalchemy.orm import InstrumentedAttribute

from workflows.errors import NotFound


@dataclass(frozen=True)
class Cursor:
    """Where a list that runs from the newest to the oldest goes on."""

    moment: datetime
    row_id: UUID

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}_{self.row_id}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor as it stands in an address. Raises NotFound when it is none."""
        moment, _, row_id = text.partition("_")
        try:
            return cls(datetime.fromisoformat(moment), UUID(row_id))
        except ValueError as unreadable:
            raise NotFound("Listen kan ikke fortsætte herfra. Begynd forfra.") from unreadable


def after(
    statement: Select[Any],
    moment: InstrumentedAttribute[datetime],
    row_id: InstrumentedAttribute[UUID],
    cursor: str | None,
) -> Select[Any]:
    """The rows that come after the cursor, the newest first; all rows without a cursor."""
    if not cursor:
        return statement
    last = Cursor.read(cursor)
    return statement.where(or_(moment < last.moment, (moment == last.moment) & (row_id < last.row_id)))
