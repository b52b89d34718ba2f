"""Logins that are going on: who is behind a request, for whom the person acts, and how a login ends."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session, joinedload

from db.models.organisation import Organisation
from db.models.person import LoginSession, Person, Post
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.errors import NotAllowed, NotFound
from workflows.services.register.still_acting import still_acts
from workflows.vocabulary import Role

IDLE = timedelta(minutes=60)
"""A login ends when it has not been used for this long."""
LONGEST = timedelta(hours=12)
"""A login ends this long after it began, used or not."""
NOTED_EVERY = timedelta(minutes=1)
"""Use is noted no oftener than this, so that reading pages seldom writes."""


@dataclass(frozen=True)
class Choice:
    """An organisation that the person can act for today."""

    organisation_id: UUID
    name: str


@dataclass(frozen=True)
class Visit:
    """A login that is going on, as one request sees it."""

    session_id: UUID
    person_id: UUID
    name: str
    email: str
    actor: Actor | None
    """None when the person has no role in any organisation today."""
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Ongoing:
    """A login that has not ended, as the person sees it among the others."""

    session_id: UUID
    device: str
    started_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class HeldPost:
    """A role that the person has in an organisation today."""

    organisation_name: str
    role: Role
    valid_from: date
    valid_to: date | None


def resume(token: str) -> Visit | None:
    """The login that the token stands for, or None when it has ended; notes that it is in use."""
    moment = now()
    with reading() as session:
        login = session.scalar(_going_on(moment).where(LoginSession.token_hash == digest(token)))
        if login is None:
            return None
        visit = _visit(session, login, today())
        noted_lately = moment - login.last_seen_at < NOTED_EVERY
    if visit is not None and not noted_lately:
        _note_use(visit.session_id, moment)
    return visit


def start(session: Session, person_id: UUID, *, device: str) -> str:
    """Begin a login in a running transaction; gives the token for the browser's cookie.

    The person acts for the organisation of last time, when that is still possible, else for the first.
    """
    token = secrets.token_urlsafe(32)
    choices = choices_on(session, person_id, today())
    last = session.scalar(
        select(LoginSession.acting_for_id)
        .where(LoginSession.person_id == person_id)
        .order_by(LoginSession.last_seen_at.desc())
        .limit(1)
    )
    possible = [choice.organisation_id for choice in choices]
    acting_for = last if last in possible else next(iter(possible), None)
    session.add(
        LoginSession(
            person_id=person_id,
            token_hash=digest(token),
            acting_for_id=acting_for,
            started_at=now(),
            last_seen_at=now(),
            device=device[:200],
        )
    )
    return token


def act_for(session_id: UUID, organisation_id: UUID) -> str:
    """Let the login act for another of the person's organisations; gives its name.

    Raises NotAllowed when the person has no role there today.
    """
    with transaction() as session:
        login = session.get_one(LoginSession, session_id)
        for choice in choices_on(session, login.person_id, today()):
            if choice.organisation_id == organisation_id:
                login.acting_for_id = organisation_id
                return choice.name
    raise NotAllowed("Du har ingen rolle i den organisation i dag.")


def going_on(person_id: UUID) -> list[Ongoing]:
    """The person's logins that have not ended, the one used last first."""
    with reading() as session:
        logins = _going_on(now()).where(LoginSession.person_id == person_id)
        return [
            Ongoing(login.id, login.device, login.started_at, login.last_seen_at)
            for login in session.scalars(logins.order_by(LoginSession.last_seen_at.desc()))
        ]


def posts_of(person_id: UUID) -> list[HeldPost]:
    """The person's posts that are valid today, by organisation."""
    with reading() as session:
        return [
            HeldPost(post.organisation.name, post.role, post.valid_from, post.valid_to)
            for post in posts_on(session, person_id, today())
        ]


def end(session_id: UUID, *, person_id: UUID) -> None:
    """End one of the person's own logins.

    Raises NotFound when the person has no such login.
    """
    with transaction() as session:
        login = session.get(LoginSession, session_id)
        if login is None or login.person_id != person_id:
            raise NotFound("Login findes ikke.")
        login.ended_at = login.ended_at or now()


def end_others(session: Session, person_id: UUID, *, keep: UUID | None = None) -> None:
    """End all of a person's logins but the one to keep, in a running transaction."""
    others = update(LoginSession).where(LoginSession.person_id == person_id, LoginSession.ended_at.is_(None))
    session.execute((others if keep is None else others.where(LoginSession.id != keep)).values(ended_at=now()))


def posts_on(session: Session, person_id: UUID, day: date) -> list[Post]:
    """The person's posts that are valid on a day, in organisations that exist then or have cases left, by name."""
    valid = (
        select(Post)
        .join(Post.organisation)
        .where(Post.person_id == person_id, *_valid_on(Post, day), still_acts(day))
        .order_by(Organisation.name, Post.role)
        .options(joinedload(Post.organisation))
    )
    return list(session.scalars(valid))


def choices_on(session: Session, person_id: UUID, day: date) -> tuple[Choice, ...]:
    """The organisations that the person can act for on a day, by name."""
    names = {post.organisation_id: post.organisation.name for post in posts_on(session, person_id, day)}
    return tuple(Choice(organisation_id, name) for organisation_id, name in names.items())


def digest(token: str) -> str:
    """What is kept of a token: it cannot be used by one who reads the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def _note_use(session_id: UUID, moment: datetime) -> None:
    with transaction() as session:
        session.execute(update(LoginSession).where(LoginSession.id == session_id).values(last_seen_at=moment))


def _valid_on(table: type[Post], day: date) -> tuple[ColumnElement[bool], ...]:
    return table.valid_from <= day, or_(table.valid_to.is_(None), table.valid_to >= day)


def _going_on(moment: datetime) -> Select[LoginSession]:
    return select(LoginSession).where(
        LoginSession.ended_at.is_(None),
        LoginSession.last_seen_at > moment - IDLE,
        LoginSession.started_at > moment - LONGEST,
    )


def _visit(session: Session, login: LoginSession, day: date) -> Visit | None:
    person = session.get_one(Person, login.person_id)
    if not person.active:
        return None
    posts = posts_on(session, person.id, day)
    names = {post.organisation_id: post.organisation.name for post in posts}
    return Visit(
        session_id=login.id,
        person_id=person.id,
        name=person.name,
        email=person.email,
        actor=_actor(person, posts, login.acting_for_id),
        choices=tuple(Choice(organisation_id, name) for organisation_id, name in names.items()),
    )


def _actor(person: Person, posts: list[Post], acting_for_id: UUID | None) -> Actor | None:
    """The person in the organisation acted for, or in the first one when that post has ended."""
    held = [post for post in posts if post.organisation_id == acting_for_id]
    if not held:
        held = [post for post in posts if post.organisation_id == posts[0].organisation_id]
    return actor_in(person, held)


def actor_in(person: Person, held: list[Post]) -> Actor | None:
    """The person acting for the organisation in which all the posts are held; none without a post."""
    if not held:
        return None
    organisation = held[0].organisation
    return Actor(
        person_id=person.id,
        name=person.name,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        organisation_kind=organisation.kind,
        roles=frozenset(post.role for post in held),
        ended=organisation.valid_to is not None and organisation.valid_to < today(),
    )
