"""The end of an organisation, and the one that carries its posts and seats on."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models.organisation import BodyMember, Meeting, Organisation
from db.models.person import Post
from workflows.access.actor import Actor
from workflows.errors import Refused
from workflows.rules.dates_text import date_in_words
from workflows.services.register.administering import administering, in_order, must_administer, overlapping
from workflows.services.register.listing import found
from workflows.services.register.regions import move
from workflows.services.register.still_acting import has_cases, running_cases
from workflows.vocabulary import OrganisationKind


def end_organisation(
    organisation_id: UUID,
    *,
    last_day: date,
    successor_id: UUID | None,
    moved_ids: Collection[UUID] = (),
    actor: Actor,
) -> None:
    """End an organisation on `last_day`; its posts and seats end, or go on in the successor the day after.

    `moved_ids` are the municipalities and centres of a region that lie in its successor from then on. Running cases
    keep their parties: whoever has a post goes on acting for the ended organisation in its cases, beside the successor.
    Raises Refused when the successor is of another kind or does not exist the day after, and when a running case, a
    post, a seat or a meeting lies after `last_day` and no one carries it on.
    """
    must_administer(actor)
    with administering(actor) as session:
        organisation = found(session, Organisation, organisation_id, "Organisationen")
        in_order(organisation.valid_from, last_day, field="last_day")
        successor = _successor(session, organisation, successor_id, last_day + timedelta(days=1))
        if successor is None:
            _refuse_running_cases(session, organisation)
        _end_or_hand_on(session, organisation, successor, last_day)
        _refuse_later_meetings(session, organisation, last_day)
        organisation.valid_to = last_day
        if moved_ids and successor is None:
            raise Refused("Vælg den region, som kommunerne går over til.", field="successor_id")
        if successor is not None and organisation.kind is OrganisationKind.REGION:
            move(session, moved_ids, out_of=organisation, into=successor, first_day=last_day + timedelta(days=1))


def _end_or_hand_on(
    session: Session, organisation: Organisation, successor: Organisation | None, last_day: date
) -> None:
    """End what lies after the last day, or let it go on in the successor; posts go on for the cases that are left."""
    acts_on = successor is not None and has_cases(session, organisation.id)
    after: list[Post | BodyMember] = [
        *_posts_after(session, organisation, last_day),
        *_seats_after(session, organisation, last_day),
    ]
    for row in after:
        if successor is not None:
            _carry_on(session, row, organisation, successor, last_day)
        if not (isinstance(row, Post) and acts_on):
            _cut(session, row, last_day, carried_on=successor is not None)


def _successor(
    session: Session, organisation: Organisation, successor_id: UUID | None, first_day: date
) -> Organisation | None:
    if successor_id is None:
        return None
    successor = found(session, Organisation, successor_id, "Efterfølgeren")
    if successor.id == organisation.id or successor.kind is not organisation.kind:
        raise Refused("Efterfølgeren skal være en anden organisation af samme art.", field="successor_id")
    if not successor.exists_on(first_day):
        raise Refused(
            f"{successor.name} findes ikke den {date_in_words(first_day)}. Opret den først, gyldig fra den dag.",
            field="successor_id",
        )
    return successor


def _posts_after(session: Session, organisation: Organisation, last_day: date) -> list[Post]:
    beyond = or_(Post.valid_to.is_(None), Post.valid_to > last_day)
    return list(session.scalars(select(Post).where(Post.organisation_id == organisation.id, beyond)))


def _seats_after(session: Session, organisation: Organisation, last_day: date) -> list[BodyMember]:
    beyond = or_(BodyMember.valid_to.is_(None), BodyMember.valid_to > last_day)
    of_it = or_(BodyMember.organisation_id == organisation.id, BodyMember.body_id == organisation.id)
    return list(session.scalars(select(BodyMember).where(of_it, beyond)))


def _carry_on(session: Session, row: Post | BodyMember, old: Organisation, new: Organisation, last_day: date) -> None:
    """Give the successor the same post or seat, unless it has it (two organisations that become one)."""
    first_day = max(row.valid_from, last_day + timedelta(days=1))
    place: dict[str, object]
    if isinstance(row, Post):
        place = {"person_id": row.person_id, "role": row.role, "organisation_id": new.id}
    else:
        body_id = new.id if row.body_id == old.id else row.body_id
        member_id = new.id if row.organisation_id == old.id else row.organisation_id
        place = {"body_id": body_id, "organisation_id": member_id}
    model = type(row)
    period = overlapping(model.valid_from, model.valid_to, first_day, row.valid_to)
    if session.scalar(select(model.id).filter_by(**place).where(period)) is None:
        session.add(model(**place, valid_from=first_day, valid_to=row.valid_to))
        session.flush()


def _cut(session: Session, row: Post | BodyMember, last_day: date, *, carried_on: bool) -> None:
    if row.valid_from <= last_day:
        row.valid_to = last_day
    elif carried_on:
        session.delete(row)
    else:
        raise Refused(
            "Organisationen har roller eller pladser i organer, der først begynder senere. "
            "Vælg en efterfølger, eller fjern dem først.",
            field="last_day",
        )


def _refuse_running_cases(session: Session, organisation: Organisation) -> None:
    number = running_cases(session, organisation.id)
    if number:
        raise Refused(
            f"{organisation.name} er part i {'1 sag' if number == 1 else f'{number} sager'} i gang. "
            "Vælg en efterfølger, så de kan gøres færdige, eller få dem afsluttet først.",
            field="successor_id",
        )


def _refuse_later_meetings(session: Session, organisation: Organisation, last_day: date) -> None:
    later = select(Meeting.id).where(Meeting.body_id == organisation.id, Meeting.held_on > last_day)
    if session.scalar(later.limit(1)) is not None:
        raise Refused("Organet har møder efter den sidste dag. Fjern møderne først.", field="last_day")
