"""Going on in a list by a cursor: the moment and the id of the last row shown, so that none is left out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, tuple_
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
        written, _, row_id = text.partition("_")
        try:
            moment = datetime.fromisoformat(written)
            if moment.tzinfo is None:
                raise ValueError("a moment has a time zone")
            return cls(moment, UUID(row_id))
        except ValueError as unreadable:
            raise NotFound("Listen kan ikke fortsætte herfra. Begynd forfra.") from unreadable


def after(
    statement: Select[Any],
    moment: InstrumentedAttribute[datetime],
    row_id: InstrumentedAttribute[UUID],
    cursor: str | None,
) -> Select[Any]:
    """The rows that come after the cursor, the newest first; all rows without a cursor.

    Moment and id are compared as one, so that an index of both goes on there, however deep in the list it is.
    """
    if not cursor:
        return statement
    last = Cursor.read(cursor)
    place = tuple_(literal(last.moment, moment.type), literal(last.row_id, row_id.type))
    return statement.where(tuple_(moment, row_id) < place)
