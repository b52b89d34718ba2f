"""People, their posts in organisations over time, and the one-time links handed out to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from db.models.organisation import Organisation
from db.models.person import OneTimeLink, Person, Post
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.errors import NotFound, Refused
from workflows.services.notices.addresses import address_takes_mail, refused_now
from workflows.services.people import links, sessions
from workflows.services.people.leaving import give_back, give_back_after
from workflows.services.register.administering import (
    administering,
    filled,
    in_order,
    must_administer,
    overlapping,
    valid_on,
)
from workflows.services.register.listing import Page, alphabetical, contains, found, paged
from workflows.services.register.still_acting import has_cases
from workflows.vocabulary import OrganisationKind, Role

_AUTHORITY_ROLES = (Role.CASEWORKER, Role.ACCOUNTANT, Role.COUNCIL_SECRETARY, Role.DIRECTOR)

ROLES_BY_KIND: Mapping[OrganisationKind, tuple[Role, ...]] = MappingProxyType(
    {
        OrganisationKind.MUNICIPALITY: _AUTHORITY_ROLES,
        OrganisationKind.REGION: _AUTHORITY_ROLES,
        OrganisationKind.BODY: (Role.BODY_SECRETARY, Role.TASK_FORCE_MEMBER),
        OrganisationKind.SECRETARIAT: (Role.SECRETARIAT_OFFICER,),
        OrganisationKind.AUDIT_FIRM: (Role.AUDITOR,),
        OrganisationKind.CENTRE: (Role.CASEWORKER, Role.DIRECTOR),
    }
)
"""The roles that a person can have in an organisation of each kind."""


@dataclass(frozen=True)
class NewPost:
    """A role in an organisation for a period; open-ended without `valid_to`."""

    organisation_id: UUID
    role: Role
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Held:
    """The roles that a person has in one organisation."""

    organisation: Organisation
    roles: list[Role]


def held_on(person: Person, day: date) -> list[Held]:
    """The roles that a person, loaded with posts and organisations, has on the day, by organisation."""
    held: dict[UUID, Held] = {}
    for post in sorted(person.posts, key=lambda post: (post.organisation.name, post.role)):
        if post.valid_from <= day and (post.valid_to is None or day <= post.valid_to):
            place = held.setdefault(post.organisation_id, Held(post.organisation, []))
            place.roles.append(post.role)
    return list(held.values())


def list_people(
    *,
    text: str = "",
    organisation_id: UUID | None = None,
    role: Role | None = None,
    active: bool | None = None,
    refused: bool = False,
    page: int = 1,
) -> Page[Person]:
    """People by name or e-mail, and by the posts they hold today; each with posts and organisations.

    `refused`: only those whose address the mail server refuses.
    """
    statement = _with_posts().order_by(alphabetical(Person.name), Person.email)
    if text:
        statement = statement.where(contains(text, Person.name, Person.email))
    if active is not None:
        statement = statement.where(Person.active.is_(active))
    if refused:
        statement = statement.where(refused_now())
    if organisation_id or role:
        held = select(Post.person_id).where(valid_on(Post.valid_from, Post.valid_to, today()))
        if organisation_id:
            held = held.where(Post.organisation_id == organisation_id)
        if role:
            held = held.where(Post.role == role)
        statement = statement.where(Person.id.in_(held))
    with reading() as session:
        return paged(session, statement, page)


def get_person(person_id: UUID) -> Person:
    """One person with all posts and their organisations. Raises NotFound."""
    with reading() as session:
        person = session.scalar(_with_posts().where(Person.id == person_id))
        if person is None:
            raise NotFound("Personen findes ikke.")
        return person


def posts_in(organisation_id: UUID) -> list[Post]:
    """Every post in one organisation with its person, the newest first."""
    with reading() as session:
        return list(
            session.scalars(
                select(Post)
                .join(Post.person)
                .where(Post.organisation_id == organisation_id)
                .options(joinedload(Post.person))
                .order_by(Post.valid_to.is_not(None), alphabetical(Person.name), Post.role)
            )
        )


def get_post(post_id: UUID) -> Post:
    """One post with its organisation. Raises NotFound."""
    with reading() as session:
        post = session.get(Post, post_id, options=[joinedload(Post.organisation)])
        if post is None:
            raise NotFound("Rollen findes ikke.")
        return post


def create_person(*, name: str, email: str, post: NewPost, actor: Actor) -> UUID:
    """Create a person with the first post; Refused when another person has the e-mail."""
    must_administer(actor)
    with administering(actor) as session:
        person = Person(
            name=filled(name, "Skriv personens navn.", field="name"),
            email=_free_email(session, email, besides=None),
        )
        session.add(person)
        session.flush()
        _add_post(session, person, post)
        return person.id


def change_person(person_id: UUID, *, name: str, email: str, actor: Actor) -> None:
    """Correct a person's name and e-mail; Refused when another person has the e-mail.

    A corrected address is no longer held to be refused.
    """
    must_administer(actor)
    with administering(actor) as session:
        person = found(session, Person, person_id, "Personen")
        person.name = filled(name, "Skriv personens navn.", field="name")
        before, person.email = person.email, _free_email(session, email, besides=person_id)
        if person.email != before:
            address_takes_mail(session, person_id)


def add_post(person_id: UUID, post: NewPost, *, actor: Actor) -> None:
    """Give a person a role in an organisation for a period.

    Raises Refused when the role does not belong in that kind of organisation, when the organisation does not
    exist in the whole period and has no cases left, or when the person has that role there already.
    """
    must_administer(actor)
    with administering(actor) as session:
        _add_post(session, found(session, Person, person_id, "Personen"), post)


def end_post(post_id: UUID, *, last_day: date, actor: Actor) -> None:
    """End a post on `last_day`; one that has not begun by then is taken back.

    The tasks that the person may then no longer do go back to the organisation on the day after.
    """
    must_administer(actor)
    with administering(actor) as session:
        post = found(session, Post, post_id, "Rollen")
        if post.valid_from > last_day:
            if post.valid_from <= today():
                raise Refused("Rollen kan ikke slutte, før den begyndte.", field="last_day")
            session.delete(post)
        else:
            post.valid_to = last_day
            give_back_after(session, post.person_id, last_day, actor)


def deactivate_person(person_id: UUID, *, actor: Actor) -> None:
    """Shut a person out: no login, running logins and unused links end, tasks go back. History keeps the name."""
    must_administer(actor)
    if person_id == actor.person_id:
        raise Refused("Du kan ikke lukke din egen adgang. Bed en kollega i sekretariatet om det.")
    with administering(actor) as session:
        found(session, Person, person_id, "Personen").active = False
        sessions.end_others(session, person_id)
        # Without this, a link handed out before would work again when the person is let in.
        session.execute(
            update(OneTimeLink)
            .where(OneTimeLink.person_id == person_id, OneTimeLink.used_at.is_(None))
            .values(expires_at=now())
        )
        give_back(session, person_id, now(), actor)


def reactivate_person(person_id: UUID, *, actor: Actor) -> None:
    """Let a person in again, with the password and posts as they were."""
    must_administer(actor)
    with administering(actor) as session:
        person = found(session, Person, person_id, "Personen")
        person.active = True
        person.failed_logins = 0
        person.locked_until = None


def hand_out_link(person_id: UUID, *, actor: Actor) -> str:
    """Make a one-time link for a first or new password; returns its token, which is shown once."""
    must_administer(actor)
    return links.make_link(person_id, actor=actor)


def _with_posts() -> Select[Person]:
    return select(Person).options(selectinload(Person.posts).joinedload(Post.organisation))


def _free_email(session: Session, email: str, *, besides: UUID | None) -> str:
    address = filled(email, "Skriv personens e-mail.", field="email").lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
        raise Refused("Skriv en e-mail som navn@kommune.dk.", field="email")
    other = session.scalar(select(Person).where(Person.email == address))
    if other is not None and other.id != besides:
        raise Refused(f"{other.name} bruger allerede den e-mail.", field="email")
    return address


def _exists(organisation: Organisation, post: NewPost) -> bool:
    last = post.valid_to or organisation.valid_to or post.valid_from
    return organisation.exists_on(post.valid_from) and organisation.exists_on(last)


def _add_post(session: Session, person: Person, post: NewPost) -> None:
    in_order(post.valid_from, post.valid_to)
    organisation = found(session, Organisation, post.organisation_id, "Organisationen")
    if post.role not in ROLES_BY_KIND[organisation.kind]:
        roles = ", ".join(role.label for role in ROLES_BY_KIND[organisation.kind])
        raise Refused(f"I {organisation.name} kan man være: {roles}.", field="role")
    if not _exists(organisation, post) and not (
        organisation.valid_from <= post.valid_from and has_cases(session, organisation.id)
    ):
        raise Refused(f"{organisation.name} findes ikke i hele perioden.", field="valid_from")
    held = select(Post.id).where(
        Post.person_id == person.id,
        Post.organisation_id == organisation.id,
        Post.role == post.role,
        overlapping(Post.valid_from, Post.valid_to, post.valid_from, post.valid_to),
    )
    if session.scalar(held) is not None:
        raise Refused(f"{person.name} har allerede den rolle i {organisation.name} i perioden.", field="role")
    session.add(
        Post(
            person_id=person.id,
            organisation_id=organisation.id,
            role=post.role,
            valid_from=post.valid_from,
            valid_to=post.valid_to,
        )
    )
