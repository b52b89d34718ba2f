"""Who is told of what was written: those it is addressed to, the one who is asked, those who are mentioned.

What is told names the case and who has written, never what was written.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from db.models.comment import Comment
from workflows.access.grants import GRANTS
from workflows.access.permissions import Permission
from workflows.errors import Refused
from workflows.processes.step import Step
from workflows.services.casework.addressees import Addressee, people_of
from workflows.services.comments.mentions import mentioned
from workflows.services.notices.settling import settle_question
from workflows.services.notices.telling import notify, notify_organisations
from workflows.vocabulary import CommentKind, NoticeKind, Role


def meant_in(step: Step, text: str, readers: Collection[UUID]) -> dict[UUID, UUID]:
    """Those whom a text mentions among the people of its readers, each with the organisation.

    Raises Refused for an @ that names none of them.
    """
    if "@" not in text:
        return {}
    by_organisation = people_of(step, readers)
    names = {person: name for people in by_organisation.values() for person, name in people.items()}
    found, nobody = mentioned(text, names)
    if nobody:
        raise Refused(
            f"Ingen, der hedder {nobody[0]}, kan læse det. Skriv @ og navnet, som det står under »Hvem kan nævnes?«.",
            field="text",
        )
    return {person: one for one, people in by_organisation.items() for person in people if person in found}


def must_reach(text: str, to: Collection[Addressee], readers: Collection[UUID]) -> None:
    """Refuse to mention somebody of an organisation that takes part in the case and is not to read the text.

    Raises Refused at the field of the readers, with where the person is found.
    """
    reached = {person: name for one in to if one.organisation_id in readers for person, name in one.people.items()}
    others = [one for one in to if one.organisation_id not in readers]
    names = {person: name for one in others for person, name in one.people.items() if person not in reached}
    if "@" not in text or not mentioned(text, reached)[1]:
        return
    for person in sorted(mentioned(text, names)[0], key=names.__getitem__):
        where = " eller ".join(one.name for one in others if person in one.people)
        raise Refused(
            f"{names[person]} er hos {where} og kan ikke læse det endnu. Sæt kryds dér, hvis det må læses.",
            field="readers",
        )


def tell_readers(step: Step, comment: Comment, readers: Collection[UUID]) -> None:
    """Tell the organisations that something is addressed to, and the one that is asked."""
    assert step.actor is not None
    writer = step.actor.organisation_name
    if comment.asked_person_id and comment.asked_id:
        _tell(step, {comment.asked_person_id: comment.asked_id}, f"{writer} har stillet dig et spørgsmål.", comment)
    elif comment.asked_id:
        notify_organisations(
            step.session,
            NoticeKind.QUESTION,
            [comment.asked_id],
            case=step.case,
            text=f"{writer} har stillet jer et spørgsmål.",
            key=f"question:{comment.id}",
            comment_id=comment.id,
            roles=_may_read(step),
            actor=step.actor,
        )
    others = sorted(set(readers) - {step.actor.organisation_id, comment.asked_id})
    notify_organisations(
        step.session,
        NoticeKind.CASE_MESSAGE,
        others,
        case=step.case,
        text=f"{writer} har skrevet til jer.",
        key=f"comment:{comment.id}",
        comment_id=comment.id,
        roles=_may_read(step),
        actor=step.actor,
    )


def _may_read(step: Step) -> frozenset[Role] | None:
    """The roles that may read it: all, but in a case about a citizen."""
    may_see = frozenset(grant.role for grant in GRANTS[Permission.CITIZEN_SEE])
    return may_see if step.case.sealed else None


def tell_mentioned(step: Step, comment: Comment, meant: Mapping[UUID, UUID]) -> None:
    """Tell those who are mentioned, but for the one who is asked and hears of it anyway."""
    assert step.actor is not None
    others = {person: one for person, one in meant.items() if person != comment.asked_person_id}
    if others:
        where = " i et spørgsmål" if comment.kind is CommentKind.QUESTION else ""
        key = f"mention:{comment.id}:{step.now.isoformat()}"
        _tell(step, others, f"{step.actor.name} har nævnt dig{where}.", comment, key)


def tell_answered(step: Step, question: Comment, answer: Comment) -> None:
    """Tell the one who asked; nobody who was asked need answer any more."""
    assert step.actor is not None
    settle_question(step.session, step.case.id, question.id, step.now)
    notify(
        step.session,
        NoticeKind.ANSWER,
        persons={question.person_id: question.organisation_id},
        case=step.case,
        text=f"{step.actor.organisation_name} har svaret på dit spørgsmål.",
        key=f"answer:{answer.id}",
        comment_id=answer.id,
        actor=step.actor,
    )


def _tell(step: Step, persons: Mapping[UUID, UUID], text: str, comment: Comment, key: str = "") -> None:
    notify(
        step.session,
        NoticeKind.QUESTION,
        persons=persons,
        case=step.case,
        text=text,
        key=key or f"question:{comment.id}",
        comment_id=comment.id,
        actor=step.actor,
    )
