"""The history of what is administered, as it is read: of one subject, and of all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from db.models.history import AdministrativeChange, ChangeSubject
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN
from workflows.services.register.administering import must_administer
from workflows.services.register.history_words import FIELDS, TABLES, in_words, names_in_words
from workflows.services.register.listing import alphabetical
from workflows.services.running.cursors import Cursor, after
from workflows.vocabulary import ChangeKind, OrganisationKind

PAGE = 50
FEW = 10
"""How many changes stand on the page of what they are about; the rest is in the whole history."""


@dataclass(frozen=True)
class FieldChange:
    """A field, and what stood in it before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A row that came, changed or went."""

    what: str
    name: str
    kind: ChangeKind
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class Act:
    """What was done at once: by whom, for whom, why, and all that it changed."""

    happened_at: datetime
    who: str
    reason: str
    case_id: UUID | None
    case_number: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    """A page of a history, the newest first; `cursor` leads to older acts."""

    acts: list[Act]
    cursor: str | None = None


@dataclass(frozen=True)
class Asked:
    """What of the whole history is asked for; nothing asked is everything. Days are Danish, both included."""

    table: str = ""
    person_id: UUID | None = None
    subject: str = ""
    first: date | None = None
    last: date | None = None


def history_of(*subjects: UUID | str) -> History:
    """The latest of what was changed about the subjects. The page that shows it says who may see them."""
    of_them = select(ChangeSubject.change_id).where(ChangeSubject.subject.in_([str(one) for one in subjects]))
    latest = of_them.order_by(ChangeSubject.changed_at.desc(), ChangeSubject.change_id.desc()).limit(FEW + 1)
    return _page(_changes().where(AdministrativeChange.id.in_(latest)), FEW)


def administrative_history(asked: Asked, *, actor: Actor, cursor: str | None = None) -> History:
    """All that was changed, as far as it is asked for. Raises NotAllowed, and NotFound for a cursor that is none."""
    must_administer(actor)
    found = _changes()
    if asked.table:
        found = found.where(AdministrativeChange.about == asked.table)
    if asked.person_id:
        found = found.where(AdministrativeChange.person_id == asked.person_id)
    if asked.subject:
        of_it = select(ChangeSubject.change_id).where(ChangeSubject.subject == asked.subject)
        found = found.where(AdministrativeChange.id.in_(of_it))
    if asked.first:
        found = found.where(AdministrativeChange.changed_at >= _midnight(asked.first))
    if asked.last:
        found = found.where(AdministrativeChange.changed_at < _midnight(asked.last + timedelta(days=1)))
    return _page(after(found, AdministrativeChange.changed_at, AdministrativeChange.id, cursor), PAGE)


def who_changed() -> list[Person]:
    """Those who have changed something, by name."""
    acted = exists().where(AdministrativeChange.person_id == Person.id)
    with reading() as session:
        return list(session.scalars(select(Person).where(acted).order_by(alphabetical(Person.name))))


def subject_name(subject: str) -> str:
    """What a subject is called today; empty for one that is no organisation, person or framework agreement."""
    try:
        row_id = UUID(subject)
    except ValueError:
        return subject
    with reading() as session:
        row = session.get(Organisation, row_id) or session.get(Person, row_id)
        return row.name if row else ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=COPENHAGEN)


def _changes() -> Select[AdministrativeChange]:
    return select(AdministrativeChange).options(
        joinedload(AdministrativeChange.person),
        joinedload(AdministrativeChange.organisation),
        joinedload(AdministrativeChange.case),
    )


def _page(found: Select[AdministrativeChange], size: int) -> History:
    in_order = found.order_by(AdministrativeChange.changed_at.desc(), AdministrativeChange.id.desc())
    regions = select(Organisation.code, Organisation.name).where(Organisation.kind == OrganisationKind.REGION)
    with reading() as session:
        rows = list(session.scalars(in_order.limit(size + 1)))
        named = {row.code: row.name for row in session.execute(regions)}
    last = rows[size - 1] if len(rows) > size else None
    return History(_acts(rows[:size], named), str(Cursor(last.changed_at, last.id)) if last else None)


def _acts(rows: Iterable[AdministrativeChange], regions: dict[str, str]) -> list[Act]:
    """The rows of one act together; their ids differ in the last digits only."""
    acts = []
    for _, group in groupby(rows, key=lambda row: (row.changed_at, row.id.int >> 16)):
        changes = list(group)
        first = changes[0]
        by = [
            first.person.name if first.person else first.origin,
            first.organisation.name if first.organisation else "",
        ]
        acts.append(
            Act(
                happened_at=first.changed_at,
                who=", ".join(name for name in by if name),
                reason=first.reason,
                case_id=first.case_id,
                case_number=first.case.number if first.case else "",
                changes=[_change(row, regions) for row in changes],
            )
        )
    return acts


def _change(row: AdministrativeChange, regions: dict[str, str]) -> Change:
    def words(column: str, value: object) -> str:
        return (
            regions.get(str(value), str(value or "")) if column == "region_code" else in_words(row.about, column, value)
        )

    return Change(
        what=TABLES[row.about],
        name=names_in_words(row.about, row.names),
        kind=row.kind,
        fields=[FieldChange(FIELDS[column], words(column, old), words(column, new)) for column, old, new in row.fields],
    )
