"""What happened in a case: a page at a time, narrowed by kind, organisation, period and words."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, tuple_
from sqlalchemy.orm import Session

from db.models.case import CaseEvent
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.clock import COPENHAGEN
from workflows.errors import NotFound
from workflows.services.casework.sight import see_case
from workflows.services.register.listing import alphabetical
from workflows.vocabulary import EventKind

PAGE = 50
ORDER = (CaseEvent.happened_at, CaseEvent.position, CaseEvent.id)


@dataclass(frozen=True)
class EventRow:
    """A line of the history: what happened, when, by whom, for whom, by which paragraph."""

    happened_at: datetime
    kind: EventKind
    text: str
    person: str | None
    organisation: str | None
    source: str | None


@dataclass(frozen=True)
class Wanted:
    """What of the history is asked for; what is empty narrows nothing. Both days are included, in Danish time."""

    kind: EventKind | None = None
    organisation_id: UUID | None = None
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True)
class HistoryPage:
    """A page of the history, the newest first; `cursor` leads to what is older.

    `kinds` and `organisations` are those that the whole history has, to choose among.
    """

    rows: list[EventRow]
    cursor: str | None
    kinds: list[EventKind] = field(default_factory=list)
    organisations: dict[UUID, str] = field(default_factory=dict)


def history(case_id: UUID, actor: Actor, wanted: Wanted | None = None, *, cursor: str | None = None) -> HistoryPage:
    """The history of a case. Raises NotFound where the organisation may not see it, and for a cursor that is none."""
    with reading() as session:
        see_case(session, case_id, actor, needs=Aspect.HISTORY)
        found = _found(case_id, wanted or Wanted(), cursor)
        rows = session.execute(found.limit(PAGE + 1)).all()
        return HistoryPage(
            rows=[_row(*row) for row in rows[:PAGE]],
            cursor=_cursor(rows[PAGE - 1][0]) if len(rows) > PAGE else None,
            kinds=_kinds(session, case_id),
            organisations=_organisations(session, case_id),
        )


def _found(case_id: UUID, wanted: Wanted, cursor: str | None) -> Select[Any]:
    found = (
        select(CaseEvent, Person.name, Organisation.name)
        .outerjoin(Person, Person.id == CaseEvent.person_id)
        .outerjoin(Organisation, Organisation.id == CaseEvent.organisation_id)
        .where(CaseEvent.case_id == case_id, *_narrowed(wanted))
        .order_by(*(column.desc() for column in ORDER))
    )
    if cursor:
        found = found.where(tuple_(*ORDER) < tuple_(*_read(cursor)))
    return cast(Select[Any], found)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind:
        conditions.append(CaseEvent.kind == wanted.kind)
    if wanted.organisation_id:
        conditions.append(CaseEvent.organisation_id == wanted.organisation_id)
    if wanted.first:
        conditions.append(CaseEvent.happened_at >= _midnight(wanted.first))
    if wanted.last:
        conditions.append(CaseEvent.happened_at < _midnight(wanted.last + timedelta(days=1)))
    if wanted.words.strip():
        conditions.append(_says(wanted.words.strip()))
    return conditions


def _says(words: str) -> ColumnElement[bool]:
    """Whether a line holds the words. SQLite tells capitals from small letters beyond ASCII, so both are looked for."""
    spelt = {words, words.lower(), words.upper(), words.capitalize()}
    columns = (CaseEvent.text, CaseEvent.source, Person.name)
    return or_(*(column.icontains(one, autoescape=True) for column in columns for one in spelt))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), COPENHAGEN)


def _row(event: CaseEvent, person: str | None, organisation: str | None) -> EventRow:
    return EventRow(event.happened_at, event.kind, event.text, person, organisation, event.source)


def _cursor(event: CaseEvent) -> str:
    return f"{event.happened_at.isoformat()}_{event.position}_{event.id}"


def _read(cursor: str) -> tuple[datetime, int, UUID]:
    try:
        moment, position, event_id = cursor.split("_")
        read = datetime.fromisoformat(moment), int(position), UUID(event_id)
    except ValueError as unreadable:
        raise NotFound("Historikken kan ikke fortsætte herfra. Begynd forfra.") from unreadable
    if read[0].tzinfo is None or not 0 <= read[1] < 2**31:
        raise NotFound("Historikken kan ikke fortsætte herfra. Begynd forfra.")
    return read


def _kinds(session: Session, case_id: UUID) -> list[EventKind]:
    found = select(CaseEvent.kind).where(CaseEvent.case_id == case_id).distinct()
    return sorted(session.scalars(found), key=lambda kind: kind.label)


def _organisations(session: Session, case_id: UUID) -> dict[UUID, str]:
    seen = select(CaseEvent.organisation_id).where(CaseEvent.case_id == case_id)
    found = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.id.in_(seen))
        .order_by(alphabetical(Organisation.name))
    )
    return dict(session.execute(found).all())
