"""The thread of a case as one of its organisations may read it, and the questions that wait for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.models.case import Case
from db.models.comment import Comment, CommentReader
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import GRANTS
from workflows.access.permissions import Permission
from workflows.access.visibility import LISTED
from workflows.errors import NotFound
from workflows.processes.sealing import read_text
from workflows.processes.step import Step
from workflows.services.casework.addressees import Addressee, addressees
from workflows.services.casework.sight import has_part
from workflows.services.comments.opening import TEXT, reading_thread
from workflows.services.running.cursors import Cursor, after
from workflows.vocabulary import CommentKind

PAGE = 30
MOST = 50
"""The most open questions that are told of at once."""


@dataclass(frozen=True)
class Earlier:
    """What a comment said until it was edited."""

    until: datetime
    text: str = field(repr=False)


@dataclass(frozen=True)
class CommentShown:
    """A comment, a question or an answer; `text` is none when it was withdrawn by another organisation."""

    id: UUID
    kind: CommentKind
    organisation: str
    person: str
    written_at: datetime
    edited_at: datetime | None
    withdrawn_at: datetime | None
    text: str | None = field(repr=False)
    readers: list[str]
    """Those who may read it beside the one who has written and the one who is asked."""
    internal: bool
    """Whether only the writer's own organisation may read it."""
    asked: str | None
    open: bool
    may_edit: bool
    may_withdraw: bool
    may_answer: bool
    earlier: list[Earlier] = field(default_factory=list)
    answers: list["CommentShown"] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """A page of a case's thread, the newest first; `to` are those to whom one can write, with their people."""

    rows: list[CommentShown]
    cursor: str | None
    newer: bool
    """Whether there can be newer ones before this page."""
    to: list[Addressee]


@dataclass(frozen=True)
class OpenQuestion:
    """A question to one's organisation that nobody has answered. What it asks stands in the thread only."""

    id: UUID
    case_id: UUID
    case_number: str
    case_title: str
    asked_by: str
    person: str | None
    """The one of one's own who is asked, where one is."""
    written_at: datetime


def thread(case_id: UUID, actor: Actor, *, cursor: str | None = None, reach: UUID | None = None) -> Thread:
    """A page of what is written in a case, as far as it is addressed to the actor's organisation.

    With `reach` and no cursor the page is one on which that comment, question or answer stands.

    Raises NotFound for who takes no part in the case and for a cursor that is none, and ReasonNeeded in a case about a
    citizen where no reason holds.
    """
    with reading_thread(case_id, actor) as step:
        found = _readable(actor).where(Comment.case_id == case_id, Comment.question_id.is_(None))
        cursor = cursor or _cursor_to(step.session, found, reach)
        found = after(found, Comment.written_at, Comment.id, cursor)
        rows = step.session.scalars(_newest_first(found).limit(PAGE + 1)).all()
        shown, more = rows[:PAGE], len(rows) > PAGE
        answers = _answers(step.session, actor, [row.id for row in shown])
        following = str(Cursor(shown[-1].written_at, shown[-1].id)) if more else None
        return Thread(
            [_shown(step, row, answers.get(row.id, ())) for row in shown],
            following,
            cursor is not None,
            addressees(step),
        )


def _newest_first(found: Select[Comment]) -> Select[Comment]:
    return found.order_by(Comment.written_at.desc(), Comment.id.desc())


def _cursor_to(session: Session, found: Select[Comment], reach: UUID | None) -> str | None:
    """Where a page begins that shows what is to be reached; none when the first page does, or it can't be read."""
    if reach is None:
        return None
    of_answer = select(Comment.question_id).where(Comment.id == reach).scalar_subquery()
    top = session.scalars(found.where(or_(Comment.id == reach, Comment.id == of_answer))).one_or_none()
    if top is None or top.id in session.scalars(_newest_first(found.with_only_columns(Comment.id)).limit(PAGE)).all():
        return None
    # The cursor of a row that would stand right above it, also among several written in the same moment.
    return str(Cursor(top.written_at, UUID(int=top.id.int + 1)))


def show_comment(comment_id: UUID, case_id: UUID, actor: Actor) -> CommentShown:
    """One thing written in a case that the actor's organisation may read. Raises as `thread` does."""
    with reading_thread(case_id, actor) as step:
        found = _readable(actor).where(Comment.id == comment_id, Comment.case_id == case_id)
        row = step.session.scalars(found).one_or_none()
        if row is None:
            raise NotFound("Det findes ikke, eller det er ikke skrevet til jer.")
        return _shown(step, row, ())


def mentionable(comment_id: UUID, case_id: UUID, actor: Actor) -> list[Addressee]:
    """Those who may read a comment, and so can be mentioned in an answer to it. Raises as `thread` does."""
    with reading_thread(case_id, actor) as step:
        readers = select(CommentReader.organisation_id).where(CommentReader.comment_id == comment_id)
        may_read = set(step.session.scalars(readers))
        return [one for one in addressees(step) if one.organisation_id in may_read]


def open_questions(actor: Actor, *, case_id: UUID | None = None) -> list[OpenQuestion]:
    """The questions to the actor's organisation that wait for an answer, the oldest first; of one case or of all.

    Those about a citizen are told only to who could answer them.
    """
    found = (
        select(Comment, Case.number, Case.title, Organisation.name, Person.name)
        .join(Case, Case.id == Comment.case_id)
        .join(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(Person, Person.id == Comment.asked_person_id)
        .where(
            Comment.asked_id == actor.organisation_id,
            Comment.answered_at.is_(None),
            Comment.withdrawn_at.is_(None),
            has_part(actor, LISTED),
        )
        .order_by(Comment.written_at, Comment.id)
        .limit(MOST)
    )
    if case_id is not None:
        found = found.where(Comment.case_id == case_id)
    if not any(grant.role in actor.roles for grant in GRANTS[Permission.CITIZEN_SEE]):
        found = found.where(Case.sealed.is_(False))
    with reading() as session:
        return [
            OpenQuestion(row.id, row.case_id, number, title, asker, person, row.written_at)
            for row, number, title, asker, person in session.execute(found)
        ]


def _readable(actor: Actor) -> Select[Comment]:
    """What is addressed to the actor's organisation, or was written by it."""
    mine = select(CommentReader.comment_id).where(CommentReader.organisation_id == actor.organisation_id)
    loaded: Sequence[Any] = (
        joinedload(Comment.organisation),
        joinedload(Comment.person),
        joinedload(Comment.asked),
        joinedload(Comment.asked_person),
        selectinload(Comment.readers).joinedload(CommentReader.organisation),
        selectinload(Comment.versions),
    )
    return select(Comment).where(Comment.id.in_(mine)).options(*loaded)


def _answers(session: Session, actor: Actor, question_ids: list[UUID]) -> dict[UUID, list[Comment]]:
    found = _readable(actor).where(Comment.question_id.in_(question_ids))
    answers: dict[UUID, list[Comment]] = {}
    for row in session.scalars(found.order_by(Comment.written_at, Comment.id)):
        assert row.question_id is not None
        answers.setdefault(row.question_id, []).append(row)
    return answers


def _shown(step: Step, row: Comment, answers: Sequence[Comment]) -> CommentShown:
    actor = step.actor
    assert actor is not None
    ours, standing = row.organisation_id == actor.organisation_id, row.withdrawn_at is None
    readable, involved = standing or ours, (row.organisation_id, row.asked_id)
    asked = ", ".join(one.name for one in (row.asked_person, row.asked) if one) or None
    return CommentShown(
        id=row.id,
        kind=row.kind,
        organisation=row.organisation.name,
        person=row.person.name,
        written_at=row.written_at,
        edited_at=row.edited_at,
        withdrawn_at=row.withdrawn_at,
        text=read_text(step, TEXT, row.text) if readable else None,
        readers=sorted(one.organisation.name for one in row.readers if one.organisation_id not in involved),
        internal=len(row.readers) == 1,
        asked=asked,
        open=row.kind is CommentKind.QUESTION and row.answered_at is None and standing,
        may_edit=standing and row.person_id == actor.person_id,
        may_withdraw=standing and ours,
        may_answer=row.kind is CommentKind.QUESTION and standing and row.asked_id == actor.organisation_id,
        earlier=[Earlier(one.replaced_at, read_text(step, TEXT, one.text)) for one in row.versions if readable],
        answers=[_shown(step, one, ()) for one in answers],
    )
