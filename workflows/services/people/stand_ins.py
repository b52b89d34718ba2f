"""Who can stand in for a person: colleagues with one of the same roles in the same organisation."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.models.organisation import Organisation
from db.models.person import Person, Post
from db.session import reading
from workflows.clock import today
from workflows.services.people.sessions import choices_on
from workflows.services.people.standing_in import Away, absences_from, by_person
from workflows.vocabulary import Role


@dataclass(frozen=True)
class Candidate:
    """Someone who can stand in: a colleague with at least one of the person's roles in the same organisation.

    `not_covered` are the person's roles that the colleague has not, by organisation: what only they may do waits.
    """

    id: UUID
    name: str
    not_covered: tuple[str, ...]
    away: tuple[Away, ...] = ()
    """The colleague's own absences from today on."""


@dataclass(frozen=True)
class Place:
    """An organisation in which a person works today."""

    id: UUID
    name: str


def places_of(person_id: UUID) -> list[Place]:
    """Where a person works today, by name."""
    with reading() as session:
        return [Place(one.organisation_id, one.name) for one in choices_on(session, person_id, today())]


def candidates(person_id: UUID, organisation_id: UUID | None = None) -> list[Candidate]:
    """Who can stand in for a person today, in one organisation or in any of the person's, by name."""
    day = today()
    with reading() as session:
        found = candidates_in(session, person_id, organisation_id, day, day)
        places = [one.organisation_id for one in choices_on(session, person_id, day)]
        away = by_person(one for _, one in absences_from(session, places, day))
    return [replace(one, away=tuple(away.get(one.id, ()))) for one in found]


def candidates_in(
    session: Session, person_id: UUID, organisation_id: UUID | None, first: date, last: date
) -> list[Candidate]:
    """Those with one of the person's roles where the person has it, from the first day to the last."""
    own = _held_roles(session, Post.person_id == person_id, first, first)
    own = {pair: name for pair, name in own.items() if organisation_id in (None, pair[0])}
    places = {place for place, _ in own}
    posts = select(Post.person_id, Person.name, Post.organisation_id, Post.role).join(
        Person, Person.id == Post.person_id
    )
    whole = Post.valid_from <= first, or_(Post.valid_to.is_(None), Post.valid_to >= last)
    others = posts.where(Post.organisation_id.in_(places), Post.person_id != person_id, Person.active.is_(True), *whole)
    held: dict[tuple[UUID, str], set[tuple[UUID, Role]]] = {}
    for other_id, name, place, role in session.execute(others):
        held.setdefault((other_id, name), set()).add((place, role))
    return [
        Candidate(other_id, name, tuple(sorted(own[pair] for pair in own.keys() - pairs)))
        for (other_id, name), pairs in sorted(held.items(), key=lambda one: one[0][1])
        if pairs & own.keys()
    ]


def _held_roles(session: Session, whose: ColumnElement[bool], first: date, last: date) -> dict[tuple[UUID, Role], str]:
    found = (
        select(Post.organisation_id, Post.role, Organisation.name)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .where(whose, Post.valid_from <= first, or_(Post.valid_to.is_(None), Post.valid_to >= last))
    )
    return {(place, role): f"{role.label} i {name}" for place, role, name in session.execute(found)}
