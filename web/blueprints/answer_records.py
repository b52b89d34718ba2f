"""Answers that came outside Rammesag, registered one by one, with the file that came."""

from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.answer_record import record_form
from web.forms.changes import with_rows_changed
from web.forms.task_form import faults_on
from workflows.access.permissions import Permission
from workflows.services.hearings.recording import register_answers
from workflows.services.hearings.recording_pages import RecordingPage, show_recording

ADDRESS = "/sager/<uuid:case_id>/hoering/<uuid:round_id>/svar/<uuid:organisation_id>"
blueprint = Blueprint("answer_records", __name__, url_prefix=ADDRESS)


@blueprint.get("")
@requires(Permission.ANSWER_RECORD)
def form(case_id: UUID, round_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """The form of the one who was asked, and when its answer came."""
    page = show_recording(case_id, round_id, organisation_id, current_actor())
    return _shown(page, record_form(page))


@blueprint.post("")
@requires(Permission.ANSWER_RECORD)
def record(case_id: UUID, round_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Register what came."""
    page = show_recording(case_id, round_id, organisation_id, current_actor())
    form = record_form(page)
    with faults_on(form):
        if form.is_judged():
            came = {organisation_id: form.received()}
            register_answers(case_id, round_id, came, current_actor(), received_on=form.received_on.data)
            flash(f"Svaret fra {page.organisation} er registreret.")
            return redirect(url_for("hearing_matrix.show", case_id=case_id, runde=round_id), 303)
    return _shown(page, form), 422


@blueprint.post("/raekker")
@requires(Permission.ANSWER_RECORD)
def change_rows(case_id: UUID, round_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Add a row to a table of the form, take one away, paste cells, or undo that; nothing is kept yet."""
    page = show_recording(case_id, round_id, organisation_id, current_actor())
    return _shown(page, with_rows_changed(partial(record_form, page)))


def _shown(page: RecordingPage, form: object) -> str:
    return render_template("hearings/record.html", page=page, form=form)
