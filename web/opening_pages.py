"""The pages on which a case begins: the draft one goes on with, and what comes after."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor
from web.openings import Opening, openings_for
from workflows.errors import NotFound
from workflows.services.casework import opening_drafts
from workflows.services.casework.opening_drafts import Draft
from workflows.vocabulary import Process


def opening_of(kind: str) -> Opening:
    """The kind of case, for those who may open it. Raises NotFound for others."""
    for opening in openings_for(current_actor()):
        if opening.process.value == kind:
            return opening
    raise NotFound("Du kan ikke oprette sager af den slags.")


def draft_to_go_on(process: Process) -> Draft | None:
    """The draft that an opened page begins with; what was sent goes before it."""
    return opening_drafts.draft_of(process, current_actor()) if request.method == "GET" else None


def kept_drafts() -> list[tuple[Opening, datetime]]:
    """The drafts that the person can go on with, the latest first, each with the moment it was kept."""
    may = {opening.process: opening for opening in openings_for(current_actor())}
    kept = opening_drafts.drafts_of(current_actor()) if may else []
    return [(may[one.process], one.kept_at) for one in kept if one.process in may]


def opened(process: Process, case_id: UUID, told: str) -> ResponseReturnValue:
    """The page of the case that was opened; its draft is no longer needed."""
    opening_drafts.drop_draft(process, current_actor())
    flash(told)
    return redirect(url_for("cases.show", case_id=case_id), 303)
