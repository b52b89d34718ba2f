"""What the note of the answers to a request or a questionnaire says: the data that are kept as it is issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, undefer

from db.models.attachment import Attachment
from db.models.case import Task
from db.models.document import Document
from db.models.organisation import Organisation
from db.models.reevaluation import OfferEvaluation, QuestionnaireAnswer, Reevaluation
from db.models.request import Request
from workflows.clock import COPENHAGEN
from workflows.documents.answers import AnswerGiven, AnswersNote, DemandRow, DemandTold, FileGiven, ProposalTold
from workflows.documents.envelope import Envelope
from workflows.processes.attaching import given_files, name_of
from workflows.processes.lookups import by_ids
from workflows.processes.step import Step, reference
from workflows.rules.hearing import Standing
from workflows.services.hearings.asked import AskedRow, Round, RoundKind, rows_of

STATUS: Mapping[Standing, Literal["answered", "late", "silent", "awaited"]] = {
    Standing.ANSWERED: "answered",
    Standing.LATE: "late",
    Standing.SILENT: "silent",
    Standing.AWAITED: "awaited",
}


@dataclass(frozen=True)
class Kept:
    """The row that a round of asking stands in, who asked, and in what words."""

    row: Request | Reevaluation
    asker: Organisation
    items: tuple[str, ...]


def kept_round(step: Step, asked: Round) -> Kept:
    """What is kept of a request or a questionnaire."""
    if asked.kind is RoundKind.REQUEST:
        found = select(Request).where(Request.id == asked.id).options(joinedload(Request.asked_by))
        request = step.session.scalars(found).one()
        return Kept(request, request.asked_by, tuple(request.items))
    row = step.session.get_one(Reevaluation, asked.id)
    return Kept(row, by_ids(step.session, [row.task_force_id])[row.task_force_id], ())


def note_of(step: Step, asked: Round, kept: Kept, envelope: Envelope) -> AnswersNote:
    """The note as the answers are now."""
    rows = rows_of(step.session, step.case, asked, step.today)
    letter = _letter(step, asked.letter_id)
    files = _files(step)
    return AnswersNote(
        envelope=envelope,
        asked=asked.title,
        asked_by=kept.asker.name,
        sent=asked.sent_on,
        deadline=asked.deadline,
        closed=asked.closed or all(row.standing is not Standing.AWAITED for row in rows),
        items=kept.items or tuple(letter.data.get("questions", ()) if letter else ()),
        answers=tuple(_answer(row, files.get((row.organisation_id, row.answered_at), ())) for row in rows),
        demand=_demand(step) if asked.kind is RoundKind.QUESTIONNAIRE else (),
        proposals=_proposals(step) if asked.kind is RoundKind.QUESTIONNAIRE else (),
        letter=reference(letter) if letter else None,
    )


def _letter(step: Step, letter_id: UUID | None) -> Document | None:
    found = select(Document).where(Document.id == letter_id).options(undefer(Document.data))
    return step.session.scalars(found).one_or_none()


def _answer(row: AskedRow, files: Sequence[FileGiven]) -> AnswerGiven:
    answered = row.answered_at.astimezone(COPENHAGEN).date() if row.answered_at else None
    return AnswerGiven(
        member=row.name,
        status=STATUS[row.standing],
        received=row.received_on or answered,
        text=row.text,
        files=tuple(files),
        outside=row.received_on is not None,
    )


def _files(step: Step) -> dict[tuple[UUID, Any], list[FileGiven]]:
    """The files of the case by who gave them and when: an answer is given as its task is done, or registered."""
    found = (
        select(Attachment, case((Attachment.from_outside, Attachment.added_at), else_=Task.ended_at))
        .join(Task, Task.id == Attachment.task_id)
        .where(Attachment.case_id == step.case.id, given_files())
        .order_by(Attachment.position)
    )
    files: dict[tuple[UUID, Any], list[FileGiven]] = {}
    for row, given_at in step.session.execute(found):
        given = FileGiven(name_of(step, row), row.size, row.sha256)
        files.setdefault((row.organisation_id, given_at), []).append(given)
    return files


def _answered(step: Step) -> list[QuestionnaireAnswer]:
    found = select(QuestionnaireAnswer).where(
        QuestionnaireAnswer.case_id == step.case.id, QuestionnaireAnswer.answered_at.is_not(None)
    )
    rows = step.session.scalars(found.options(joinedload(QuestionnaireAnswer.organisation)))
    return sorted(rows, key=lambda row: row.organisation.name)


def _demand(step: Step) -> tuple[DemandTold, ...]:
    """Offer by offer, who uses it or expects to, or has something to say of it."""
    answers = _answered(step)
    evaluated = select(OfferEvaluation).where(OfferEvaluation.case_id == step.case.id)
    told = []
    for offer in step.session.scalars(evaluated.order_by(OfferEvaluation.position)):
        given = [
            (row.organisation.name, one) for row in answers for one in row.offers if one["entry_id"] == str(offer.id)
        ]
        if given:
            told.append(_offer_told(offer.name, given))
    return tuple(told)


def _offer_told(name: str, given: Sequence[tuple[str, Mapping[str, Any]]]) -> DemandTold:
    using = [(member, one) for member, one in given if one["citizens"] or one["expected"] or one["text"]]
    return DemandTold(
        offer=name,
        asked=len(given),
        citizens=sum(one["citizens"] for _, one in given),
        expected=sum(one["expected"] for _, one in given),
        rows=tuple(DemandRow(member, one["citizens"], one["expected"], one["text"]) for member, one in using),
    )


def _proposals(step: Step) -> tuple[ProposalTold, ...]:
    return tuple(
        ProposalTold(row.organisation.name, one["name"], one.get("operator", ""), one.get("text", ""))
        for row in _answered(step)
        for one in row.proposals
    )
