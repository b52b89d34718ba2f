"""Writing in the thread of a case: a comment, a question, its answer; edited or withdrawn, and never deleted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.models.comment import Comment, CommentReader, CommentVersion
from db.session import lock_row, transaction
from workflows.access.actor import Actor
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.processes.sealing import kept_text, read_text
from workflows.processes.step import Step
from workflows.services.casework.addressees import Addressee, addressees
from workflows.services.comments.opening import TEXT, writing_in
from workflows.services.comments.telling import meant_in, must_reach, tell_answered, tell_mentioned, tell_readers
from workflows.services.notices.settling import settle_withdrawn
from workflows.vocabulary import CommentKind

LONGEST = 10_000


@dataclass(frozen=True)
class Question:
    """To whom a question is put: an organisation, or one of its people."""

    organisation_id: UUID
    person_id: UUID | None = None


def write(case_id: UUID, *, text: str, readers: Collection[UUID], asked: Question | None = None, actor: Actor) -> UUID:
    """Write a comment, or a question when somebody is asked, to some of those who take part in the case.

    With no readers it stays within one's own organisation. Raises NotFound and NotAllowed, and Refused without words,
    for readers that take no part, for a question to oneself, and where an @ names nobody who may read it.
    """
    with transaction() as session:
        step = writing_in(session, case_id, actor)
        to = {one.organisation_id: one for one in addressees(step)}
        wanted = {*readers, *([asked.organisation_id] if asked else [])} | {actor.organisation_id}
        if wanted - to.keys() - {actor.organisation_id}:
            raise Refused("Vælg blandt dem, der deltager i sagen.", field="readers")
        _check_asked(asked, to, actor)
        comment = _new(step, CommentKind.QUESTION if asked else CommentKind.COMMENT, text)
        if asked:
            comment.asked_id, comment.asked_person_id = asked.organisation_id, asked.person_id
        must_reach(text, to.values(), wanted)
        meant = meant_in(step, text, wanted)
        _keep(step, comment, wanted)
        tell_readers(step, comment, wanted)
        tell_mentioned(step, comment, meant)
        return comment.id


def answer(question_id: UUID, *, text: str, actor: Actor) -> UUID:
    """Answer a question that was put to the actor's organisation; gives the case's id.

    All who may read the question may read the answer, and the one who asked is told.
    Raises NotFound for a question that one may not read, NotAllowed for who was not asked, and Refused without words
    or when the question was withdrawn.
    """
    with transaction() as session:
        step, question = _held(session, question_id, actor)
        if question.asked_id != actor.organisation_id:
            raise NotAllowed("Spørgsmålet er stillet til en anden organisation.")
        if question.withdrawn_at is not None:
            raise Refused("Spørgsmålet er trukket tilbage og skal ikke besvares.")
        comment = _new(step, CommentKind.ANSWER, text)
        comment.question_id = question.id
        readers = {one.organisation_id for one in question.readers}
        meant = meant_in(step, text, readers)
        _keep(step, comment, readers)
        question.answered_at = question.answered_at or step.now
        tell_answered(step, question, comment)
        tell_mentioned(step, comment, meant)
        return step.case.id


def edit(comment_id: UUID, *, text: str, actor: Actor) -> UUID:
    """Put right what one has written oneself; what it said before stays to be read. Gives the case's id.

    Raises NotFound, NotAllowed for another's, and Refused when it was withdrawn, or nothing would change.
    """
    with transaction() as session:
        step, comment = _held(session, comment_id, actor)
        if comment.person_id != actor.person_id:
            raise NotAllowed("Kun den, der har skrevet, kan rette.")
        if comment.withdrawn_at is not None:
            raise Refused("Det er trukket tilbage og kan ikke rettes.")
        before, given = read_text(step, TEXT, comment.text), _checked(text)
        if given == before:
            raise Refused("Teksten er ikke ændret.", field="text")
        readers = {one.organisation_id for one in comment.readers}
        meant = meant_in(step, given, readers)
        session.add(CommentVersion(comment_id=comment.id, text=comment.text, replaced_at=step.now))
        comment.text, comment.edited_at = kept_text(step, TEXT, given), step.now
        tell_mentioned(step, comment, meant)
        return step.case.id


def withdraw(comment_id: UUID, *, actor: Actor) -> UUID:
    """Withdraw what one's own organisation has written: others see that it was, and no longer what it said.

    A question whose only answer is withdrawn is open again. Gives the case's id.
    Raises NotFound, NotAllowed for another organisation's, and Refused when it was withdrawn before.
    """
    with transaction() as session:
        step, comment = _held(session, comment_id, actor)
        if comment.organisation_id != actor.organisation_id:
            raise NotAllowed("Kun den organisation, der har skrevet, kan trække det tilbage.")
        if comment.withdrawn_at is not None:
            raise Refused("Det er allerede trukket tilbage.")
        comment.withdrawn_at, comment.withdrawn_by_id = step.now, actor.person_id
        settle_withdrawn(session, comment.id, step.now)
        if comment.question_id:
            _reopen(session, comment)
        return step.case.id


def _reopen(session: Session, withdrawn: Comment) -> None:
    others = select(Comment.id).where(
        Comment.question_id == withdrawn.question_id, Comment.withdrawn_at.is_(None), Comment.id != withdrawn.id
    )
    if session.scalars(others.limit(1)).one_or_none() is None:
        question = session.scalars(select(Comment).where(Comment.id == withdrawn.question_id)).one()
        question.answered_at = None


def _held(session: Session, comment_id: UUID, actor: Actor) -> tuple[Step, Comment]:
    found = lock_row(select(Comment).where(Comment.id == comment_id).options(selectinload(Comment.readers)))
    comment: Comment | None = session.scalars(found).one_or_none()
    if comment is None or actor.organisation_id not in {one.organisation_id for one in comment.readers}:
        raise NotFound("Det findes ikke, eller det er ikke skrevet til jer.")
    return writing_in(session, comment.case_id, actor), comment


def _check_asked(asked: Question | None, to: Mapping[UUID, Addressee], actor: Actor) -> None:
    if asked is None:
        return
    if asked.organisation_id not in to:
        raise Refused("Vælg, hvem spørgsmålet stilles til.", field="asked")
    if asked.organisation_id == actor.organisation_id and asked.person_id in (None, actor.person_id):
        raise Refused("Vælg en anden end jer selv, eller en bestemt kollega.", field="asked")
    if asked.person_id is not None and asked.person_id not in to[asked.organisation_id].people:
        raise Refused("Vælg en, der har en rolle i organisationen.", field="asked")


def _new(step: Step, kind: CommentKind, text: str) -> Comment:
    assert step.actor is not None
    return Comment(
        id=uuid4(),
        case_id=step.case.id,
        kind=kind,
        organisation_id=step.actor.organisation_id,
        person_id=step.actor.person_id,
        text=kept_text(step, TEXT, _checked(text)),
        written_at=step.now,
    )


def _keep(step: Step, comment: Comment, readers: Iterable[UUID]) -> None:
    step.session.add(comment)
    step.session.flush()
    step.session.add_all(CommentReader(comment_id=comment.id, organisation_id=one) for one in sorted(readers))


def _checked(text: str) -> str:
    given = text.replace("\r\n", "\n").strip()
    if not given:
        raise Refused("Skriv noget.", field="text")
    if len(given) > LONGEST:
        raise Refused(f"Skriv højst {LONGEST} tegn.", field="text")
    return given
