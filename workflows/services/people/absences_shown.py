"""Absences as they are looked at: with their history, and with the days on which the stand-in is away too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from db.models.absence import Absence, AbsenceChange
from db.models.person import Person
from db.recording import ITSELF
from db.session import reading
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.errors import NotFound
from workflows.services.people.sessions import Visit

NONE = "Fraværet findes ikke."


@dataclass(frozen=True)
class Days:
    """Some days, from the first to the last."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class Change:
    """Something that was entered or changed: when, by whom, what."""

    changed_at: datetime
    changed_by: str
    text: str


@dataclass(frozen=True)
class AbsenceShown:
    """An absence with its history, the newest change last."""

    id: UUID
    person_id: UUID
    person: str
    stand_in_id: UUID | None
    stand_in: str | None
    organisation_id: UUID | None
    organisation: str | None
    first_day: date
    last_day: date
    taken_back: bool
    stand_in_away: tuple[Days, ...]
    """When in it the one who stands in is away too: nobody then sees the tasks."""
    changes: tuple[Change, ...]

    @property
    def is_over(self) -> bool:
        """Whether it counts no more: passed, or taken back before it began."""
        return self.taken_back or self.last_day < today()

    @property
    def has_begun(self) -> bool:
        """Whether the person is away by it now, or has been."""
        return not self.taken_back and self.first_day <= today()


def absences_of(person_id: UUID) -> list[AbsenceShown]:
    """A person's absences with their history, the newest first."""
    return _shown(Absence.person_id == person_id)


def standing_in_for(person_id: UUID) -> list[AbsenceShown]:
    """The absences, now and to come, in which a person stands in, the newest first."""
    found = _shown(Absence.stand_in_id == person_id)
    return [one for one in found if not one.is_over]


def get_absence(absence_id: UUID) -> AbsenceShown:
    """One absence. Raises NotFound."""
    found = _shown(Absence.id == absence_id)
    if not found:
        raise NotFound(NONE)
    return found[0]


def own_absence(absence_id: UUID, person_id: UUID) -> AbsenceShown:
    """One of the person's own absences. Raises NotFound for others'."""
    found = get_absence(absence_id)
    if found.person_id != person_id:
        raise NotFound(NONE)
    return found


def seen_absence(absence_id: UUID, visit: Visit) -> AbsenceShown:
    """An absence for the person, for who stands in, and for who administers. Raises NotFound for others."""
    found = get_absence(absence_id)
    administers = visit.actor is not None and allows(Permission.ADMINISTER, actor=visit.actor)
    if visit.person_id not in (found.person_id, found.stand_in_id) and not administers:
        raise NotFound(NONE)
    return found


def absences_now_and_to_come() -> list[AbsenceShown]:
    """All absences that are not over, for the secretariat; those that begin last first."""
    return [one for one in _shown(Absence.last_day >= today()) if not one.is_over]


def counts_in(organisation_id: UUID | None, first_day: date, last_day: date) -> Iterable[ColumnElement[bool]]:
    """The absences that count on a day of a period in an organisation, in any of them without one."""
    here, anywhere = Absence.organisation_id == organisation_id, Absence.organisation_id.is_(None)
    where = [] if organisation_id is None else [or_(anywhere, here)]
    return Absence.ended_at.is_(None), Absence.first_day <= last_day, Absence.last_day >= first_day, *where


def _shown(*which: ColumnElement[bool]) -> list[AbsenceShown]:
    names = joinedload(Absence.person), joinedload(Absence.stand_in), joinedload(Absence.organisation)
    with reading() as session:
        rows = list(session.scalars(select(Absence).where(*which).options(*names).order_by(Absence.first_day.desc())))
        changes = (
            select(AbsenceChange, Person.name)
            .outerjoin(Person, Person.id == AbsenceChange.changed_by_id)
            .where(AbsenceChange.absence_id.in_([row.id for row in rows]))
            .order_by(AbsenceChange.changed_at)
        )
        told: dict[UUID, list[Change]] = {}
        for change, name in session.execute(changes):
            told.setdefault(change.absence_id, []).append(Change(change.changed_at, name or ITSELF, change.text))
        away = _away_too(session, rows)
    return [
        AbsenceShown(
            id=row.id,
            person_id=row.person_id,
            person=row.person.name,
            stand_in_id=row.stand_in_id,
            stand_in=row.stand_in.name if row.stand_in else None,
            organisation_id=row.organisation_id,
            organisation=row.organisation.name if row.organisation else None,
            first_day=row.first_day,
            last_day=row.last_day,
            taken_back=row.ended_at is not None,
            stand_in_away=tuple(away.get(row.id, ())),
            changes=tuple(told.get(row.id, ())),
        )
        for row in rows
    ]


def _away_too(session: Session, rows: Iterable[Absence]) -> dict[UUID, list[Days]]:
    """By absence: the days of it on which the one who stands in is away in the same organisation."""
    current = [row for row in rows if row.stand_in_id and row.ended_at is None and row.last_day >= today()]
    if not current:
        return {}
    found = select(Absence).where(
        Absence.person_id.in_({row.stand_in_id for row in current}), Absence.ended_at.is_(None)
    )
    others = list(session.scalars(found.where(Absence.last_day >= today()).order_by(Absence.first_day)))
    return {row.id: [_common(row, other) for other in others if _meet(row, other)] for row in current}


def _meet(one: Absence, other: Absence) -> bool:
    same_place = None in (one.organisation_id, other.organisation_id) or one.organisation_id == other.organisation_id
    same_days = one.first_day <= other.last_day and other.first_day <= one.last_day
    return one.stand_in_id == other.person_id and same_place and same_days


def _common(one: Absence, other: Absence) -> Days:
    return Days(max(one.first_day, other.first_day), min(one.last_day, other.last_day))
