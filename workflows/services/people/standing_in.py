"""Who is away today and who stands in: asked by the work list and by who does a task.

A stand-in gets no right by it: what stands to the absent person is done by the stand-in's own roles.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.models.absence import Absence
from db.models.person import Person, Post
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.errors import Refused
from workflows.rules.dates_text import date_in_words, period_in_words

_StandIn = aliased(Person)


@dataclass(frozen=True)
class Away:
    """A person who is away, from the first day to the last, and who stands in, if anybody does."""

    person_id: UUID
    name: str
    first_day: date
    last_day: date
    stand_in_id: UUID | None
    stand_in: str | None


def away_on(day: date, organisation_id: Any) -> ColumnElement[bool]:
    """The absences that count on a day in an organisation, given by its id or by the column of it."""
    return and_(
        Absence.ended_at.is_(None),
        Absence.first_day <= day,
        Absence.last_day >= day,
        or_(Absence.organisation_id.is_(None), Absence.organisation_id == organisation_id),
    )


def covered_by(actor: Actor, day: date) -> Select[UUID]:
    """The persons for whom the actor stands in, in the organisation acted for."""
    return select(Absence.person_id).where(Absence.stand_in_id == actor.person_id, away_on(day, actor.organisation_id))


def stands_in_for(session: Session, person_id: UUID | None, actor: Actor) -> str | None:
    """The name of a person for whom the actor stands in today; none when it is the actor or nobody, or not so."""
    if person_id is None or person_id == actor.person_id:
        return None
    covered = covered_by(actor, today()).where(Absence.person_id == person_id)
    return session.scalars(select(Person.name).where(Person.id.in_(covered))).one_or_none()


def away_everywhere(session: Session, person_ids: Collection[UUID], day: date) -> dict[UUID, date]:
    """The last day away of those of some people who are away on a day wherever they have a role."""
    covered = and_(Absence.person_id == Post.person_id, away_on(day, Post.organisation_id))
    held = (
        select(Post.person_id, Post.organisation_id, func.max(Absence.last_day))
        .outerjoin(Absence, covered)
        .where(
            Post.person_id.in_(person_ids), Post.valid_from <= day, or_(Post.valid_to.is_(None), Post.valid_to >= day)
        )
        .group_by(Post.person_id, Post.organisation_id)
    )
    last_days: dict[UUID, list[date | None]] = {}
    for person_id, _, last_day in session.execute(held):
        last_days.setdefault(person_id, []).append(last_day)
    known = {one: [day for day in days if day is not None] for one, days in last_days.items()}
    return {one: min(days) for one, days in known.items() if len(days) == len(last_days[one])}


def away_in(session: Session, organisation_id: UUID, *, first: date, last: date) -> list[Away]:
    """Those who are away on a day from the first to the last in an organisation, by when."""
    return [away for _, away in _absences(session, [organisation_id], first, last)]


def absences_from(session: Session, organisation_ids: Iterable[UUID], day: date) -> list[tuple[UUID | None, Away]]:
    """The absences from a day on in some organisations, each with its organisation, none for all; the next first."""
    return _absences(session, list(organisation_ids), day, date.max)


def _absences(
    session: Session, organisation_ids: list[UUID], first: date, last: date
) -> list[tuple[UUID | None, Away]]:
    found = (
        select(Absence, Person.name, _StandIn.name)
        .join(Person, Person.id == Absence.person_id)
        .outerjoin(_StandIn, _StandIn.id == Absence.stand_in_id)
        .where(
            Absence.ended_at.is_(None),
            Absence.first_day <= last,
            Absence.last_day >= first,
            or_(Absence.organisation_id.is_(None), Absence.organisation_id.in_(organisation_ids)),
        )
        .order_by(Absence.first_day, Absence.id)
    )
    return [
        (
            row.organisation_id,
            Away(row.person_id, name, row.first_day, row.last_day, row.stand_in_id, stand_in),
        )
        for row, name, stand_in in session.execute(found)
    ]


def own_absence_today(actor: Actor) -> Away | None:
    """The actor's own absence from the organisation acted for, when there is one today."""
    with reading() as session:
        rows = away_in(session, actor.organisation_id, first=today(), last=today())
    return next((row for row in rows if row.person_id == actor.person_id), None)


def away_from_today(organisation_id: UUID) -> dict[UUID, list[Away]]:
    """Those who are away from an organisation today or later, each with the absences, the next first."""
    with reading() as session:
        rows = away_in(session, organisation_id, first=today(), last=date.max)
    return by_person(rows)


def by_person(rows: Iterable[Away]) -> dict[UUID, list[Away]]:
    """The absences of each person, in the order given."""
    found: dict[UUID, list[Away]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def concerning(absences: Iterable[Away], days: Collection[date]) -> Away | None:
    """The first of a person's absences in which one of the days lies: today, or the day on which a task is due."""
    return next((one for one in absences if any(one.first_day <= day <= one.last_day for day in days)), None)


def must_be_said(away: Away | None, *, although_away: bool) -> None:
    """Refuse to give something to one who is away unless the giver has said so; asked at the field `although_away`."""
    if away is not None and not although_away:
        raise Refused(away_in_words(away), field="although_away")


def away_in_words(away: Away) -> str:
    """That somebody is away, how long, and who stands in."""
    first, last = date_in_words(away.first_day), date_in_words(away.last_day)
    meanwhile = f"I den tid er {away.stand_in} stedfortræder." if away.stand_in else "Ingen er stedfortræder i den tid."
    return f"{away.name} er væk fra {first} til {last}. {meanwhile}"


def name_of_receiver(name: str, away: Away | None) -> str:
    """The name of one to whom something is given, as the history says it: with who stands in today."""
    if away is None or not away.first_day <= today() <= away.last_day:
        return name
    stand_in = f"stedfortræder: {away.stand_in}" if away.stand_in else "uden stedfortræder"
    return f"{name}, der er væk til {date_in_words(away.last_day)} ({stand_in})"


def in_short(away: Away) -> str:
    """Until when somebody is away, and who stands in, to stand after the name."""
    stand_in = f"stedfortræder er {away.stand_in}" if away.stand_in else "uden stedfortræder"
    return f"væk {period_in_words(away.first_day, away.last_day)}, {stand_in}"


def away_today(session: Session, person_ids: Collection[UUID], organisation_id: UUID) -> dict[UUID, Away]:
    """Those of some persons who are away from an organisation today."""
    if not person_ids:
        return {}
    rows = away_in(session, organisation_id, first=today(), last=today())
    return {row.person_id: row for row in rows if row.person_id in person_ids}
