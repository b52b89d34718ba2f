"""Files given with the answers of a task: added and removed on its page, saved by those who may see them."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.forms.task_form import faults_on
from web.forms.task_forms import form_of
from web.taskpages import can_be_done, carry_meeting, files_kept, not_for_you, not_taken, open_page, posted_revision
from workflows.services.papers import attachments

blueprint = Blueprint("attachments", __name__)
blueprint.url_defaults(carry_meeting)


@blueprint.post("/opgaver/<uuid:task_id>/bilag")
@requires(LOGGED_IN)
def add(task_id: UUID) -> ResponseReturnValue:
    """Attach files, and keep what is typed so far."""
    page = open_page(task_id)
    if not can_be_done(page):
        return not_for_you(page)
    form = form_of(page)
    with faults_on(form):
        if files_kept(form) != posted_revision():
            flash("Filerne er vedhæftet. Opgaven er ikke sendt endnu.")
            return redirect(url_for("tasks.show", task_id=task_id, _anchor="bilag"), 303)
        form.put_error("file", "Vælg den fil, der skal vedhæftes.")
    return not_taken(page, form)


@blueprint.post("/opgaver/<uuid:task_id>/bilag/fjern")
@requires(LOGGED_IN)
def remove(task_id: UUID) -> ResponseReturnValue:
    """Take a file away again, and keep what is typed so far."""
    page = open_page(task_id)
    if not can_be_done(page):
        return not_for_you(page)
    form = form_of(page)
    attachment_id = request.form.get("attachment", type=UUID) or abort(400)
    with faults_on(form):
        attachments.remove(
            attachment_id, task_id=task_id, revision=files_kept(form), draft=form.typed(), actor=current_actor()
        )
        flash("Filen er fjernet.")
        return redirect(url_for("tasks.show", task_id=task_id, _anchor="bilag"), 303)
    return not_taken(page, form)


@blueprint.get("/bilag/<uuid:attachment_id>")
@requires(LOGGED_IN)
def download(attachment_id: UUID) -> ResponseReturnValue:
    """The file as it was given, to be saved: a browser never shows it."""
    opened = attachments.open_attachment(attachment_id, current_actor())
    return send_file(BytesIO(opened.content), mimetype=opened.media_type, as_attachment=True, download_name=opened.name)
