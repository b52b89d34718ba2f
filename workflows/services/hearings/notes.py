"""A new note of a hearing's answers, when more have come in since it was made."""

from uuid import UUID

from sqlalchemy import select

from db.models.document import Document
from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import Refused
from workflows.processes.hearing import answers_of, collect, current_hearing
from workflows.services.casework.sight import require_in_case
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import EventKind


def issue_hearing_note(case_id: UUID, actor: Actor) -> UUID:
    """Issue the next version of the note, which replaces the earlier one; gives the document's id.

    Raises NotFound and NotAllowed, and Refused while the hearing goes on and where no answer is new.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.HEARING_RUN)
        hearing = current_hearing(step)
        if hearing.closed_on is None:
            raise Refused("Høringsnotatet dannes, når høringen er afsluttet. Indtil da ses svarene her på siden.")
        earlier = session.scalars(select(Document).where(Document.id == hearing.summary_id)).one_or_none()
        answered = [row.answered_at for row in answers_of(step, hearing) if row.answered_at]
        if earlier is not None and max(answered, default=earlier.issued_at) <= earlier.issued_at:
            raise Refused(f"Der er ikke kommet svar, siden {earlier.number}, version {earlier.version} blev dannet.")
        note = collect(step, hearing, replaces=earlier)
        told = f" erstatter version {earlier.version}" if earlier else ""
        step.note(EventKind.DOCUMENT_ISSUED, f"{note.title} {note.number}, version {note.version}{told}")
        return note.id
