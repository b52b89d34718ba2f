"""Who is told of an absence: the stand-in, of its days and its end; and those whose own stand-in it takes away."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models.absence import Absence, AbsenceChange
from db.models.person import Person, Post
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.rules.dates_text import date_in_words
from workflows.services.notices.telling import notify
from workflows.services.people.absences_shown import counts_in
from workflows.vocabulary import NoticeKind


def tell_stand_in(session: Session, row: Absence, change: AbsenceChange, *, actor: Actor) -> None:
    """Tell the one who stands in, if anybody does, from when to when."""
    if row.stand_in_id is None:
        return
    name = session.get_one(Person, row.person_id).name
    text = f"{name} er væk fra {date_in_words(row.first_day)} til {date_in_words(row.last_day)}. Du er stedfortræder."
    _tell(session, row.stand_in_id, row, text, change, actor)


def tell_no_longer(
    session: Session, row: Absence, stand_in_id: UUID | None, change: AbsenceChange, *, actor: Actor
) -> None:
    """Tell the one who stood in, if anybody did, that it is over."""
    if stand_in_id is None:
        return
    text = f"Du er ikke længere stedfortræder for {session.get_one(Person, row.person_id).name}."
    _tell(session, stand_in_id, row, text, change, actor)


def tell_left_alone(session: Session, row: Absence, change: AbsenceChange, *, actor: Actor) -> None:
    """Tell those whose stand-in is now away too: nobody sees their tasks until they have another."""
    name = session.get_one(Person, row.person_id).name
    left = select(Absence).where(Absence.stand_in_id == row.person_id, Absence.last_day >= today())
    days = counts_in(row.organisation_id, row.first_day, row.last_day)
    for one in session.scalars(left.where(*days)):
        first, last = max(one.first_day, row.first_day), min(one.last_day, row.last_day)
        away = f"fra {date_in_words(first)} til {date_in_words(last)}"
        text = f"{name}, der er din stedfortræder, er selv væk {away}. Vælg en anden."
        _tell(session, one.person_id, one, text, change, actor)


def tell_left_without(session: Session, row: Absence, name: str, change: AbsenceChange) -> None:
    """Tell who is away that the one who stood in has left."""
    text = f"{name}, der var din stedfortræder, har ikke længere en af rollerne. Vælg en anden."
    _tell(session, row.person_id, row, text, change, None)


def _tell(
    session: Session, person_id: UUID, row: Absence, text: str, change: AbsenceChange, actor: Actor | None
) -> None:
    places = [row.organisation_id] if row.organisation_id else _places(session, (person_id, row.person_id))
    for place in places[:1]:
        told, key = {person_id: place}, f"absence:{row.id}:{change.id}:{person_id}"
        notify(session, NoticeKind.STAND_IN, persons=told, case=None, text=text, key=key, actor=actor)


def _places(session: Session, person_ids: Iterable[UUID]) -> list[UUID]:
    """Where all of some people have a role today."""
    held = [
        set(session.scalars(select(Post.organisation_id).where(Post.person_id == one, *_today()))) for one in person_ids
    ]
    return sorted(set.intersection(*held))


def _today() -> tuple[Any, ...]:
    return Post.valid_from <= today(), or_(Post.valid_to.is_(None), Post.valid_to >= today())
