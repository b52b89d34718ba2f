"""The notes in which answers are collected: a new version when more have come in since it was made."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.document import Document
from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import Refused
from workflows.processes.hearing import collect, current_hearing
from workflows.processes.step import Step
from workflows.services.casework.sight import require_in_case
from workflows.services.hearings.answers import kept_round, note_of
from workflows.services.hearings.asked import Round, RoundKind, answers_of, round_of
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import EventKind


def issue_note(case_id: UUID, round_id: UUID, actor: Actor) -> UUID:
    """Issue the next version of the note of a round, which replaces the earlier one; gives the document's id.

    Raises NotFound and NotAllowed, and Refused while a hearing goes on and where no answer is new.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.HEARING_RUN)
        asked = round_of(session, step.case, round_id)
        earlier = session.scalars(select(Document).where(Document.id == asked.summary_id)).one_or_none()
        _must_be_new(step, asked, earlier)
        note = (
            _collect_hearing(step, asked, earlier)
            if asked.kind is RoundKind.HEARING
            else _collect(step, asked, earlier)
        )
        told = f" erstatter version {earlier.version}" if earlier else ""
        step.note(EventKind.DOCUMENT_ISSUED, f"{note.title} {note.number}, version {note.version}{told}")
        return note.id


def collect_answers(payload: dict[str, Any]) -> Callable[[Session], None]:
    """The job after a request or a questionnaire has closed: its note, unless somebody has issued the same by hand."""
    case_id, round_id = UUID(payload["case_id"]), UUID(payload["round_id"])

    def keep(session: Session) -> None:
        step = begin(session, lock_case(session, case_id), now(), None)
        asked = round_of(session, step.case, round_id)
        earlier = session.scalars(select(Document).where(Document.id == asked.summary_id)).one_or_none()
        if earlier is not None and earlier.data["closed"]:
            return
        note = _collect(step, asked, earlier)
        step.note(EventKind.DOCUMENT_ISSUED, f"{note.title} {note.number}, version {note.version}")

    return keep


def _must_be_new(step: Step, asked: Round, earlier: Document | None) -> None:
    if asked.kind is RoundKind.HEARING and not asked.closed:
        raise Refused("Høringsnotatet dannes, når høringen er afsluttet. Indtil da ses svarene her på siden.")
    table, of_round = answers_of(asked, step.case)
    answered = [at for at in step.session.scalars(select(table.answered_at).where(of_round)) if at]
    if not answered:
        raise Refused("Der er ikke kommet svar endnu, så der er intet at samle.")
    if earlier is not None and max(answered) <= earlier.issued_at:
        raise Refused(f"Der er ikke kommet svar, siden {earlier.number}, version {earlier.version} blev dannet.")


def _collect_hearing(step: Step, asked: Round, earlier: Document | None) -> Document:
    hearing = current_hearing(step)
    if hearing.id != asked.id:
        raise Refused("Der er holdt en ny høring siden. Dan notatet for den.")
    return collect(step, hearing, replaces=earlier)


def _collect(step: Step, asked: Round, earlier: Document | None) -> Document:
    """The note goes to who asked; others find it in the case by their part in it."""
    kept = kept_round(step, asked)
    note = step.issue(
        lambda envelope: note_of(step, asked, kept, envelope), to=[kept.asker], issuer=kept.asker, replaces=earlier
    )
    kept.row.summary_id = note.id
    return note
