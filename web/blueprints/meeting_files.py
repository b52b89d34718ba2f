"""The files of a point: laid by it and taken away by the body's secretary, and saved by who keeps the agenda."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on, refusals_told
from web.forms.meetings import FilesForm
from workflows.access.permissions import Permission
from workflows.services.meetings import files
from workflows.services.meetings.points import show_point

blueprint = Blueprint("meeting_files", __name__, url_prefix="/moeder/punkter")


@blueprint.get("/<uuid:item_id>/filer")
@requires(Permission.MEETING_KEEP)
def show(item_id: UUID) -> ResponseReturnValue:
    """The files that go with a point, and those that can be chosen."""
    point = show_point(item_id, current_actor())
    return render_template("meetings/files.html", point=point, form=FilesForm(point))


@blueprint.post("/<uuid:item_id>/filer")
@requires(Permission.MEETING_KEEP)
def add(item_id: UUID) -> ResponseReturnValue:
    """Lay files by the point."""
    point = show_point(item_id, current_actor())
    form = FilesForm(point)
    if form.validate():
        with refusals_on(form):
            files.add_files(item_id, form.uploads(), form.chosen_ids, current_actor())
            flash("Filerne ligger nu ved punktet.")
            return redirect(url_for(".show", item_id=item_id), 303)
    return render_template("meetings/files.html", point=point, form=form), 422


@blueprint.post("/<uuid:item_id>/filer/fjern")
@requires(Permission.MEETING_KEEP)
def remove(item_id: UUID) -> ResponseReturnValue:
    """Take a file away again."""
    with refusals_told():
        files.remove_file(item_id, request.form.get("file_id", UUID(int=0), UUID), current_actor())
        flash("Filen er taget fra punktet.")
    return redirect(url_for(".show", item_id=item_id), 303)


@blueprint.get("/filer/<uuid:file_id>")
@requires(Permission.MEETING_KEEP)
def download(file_id: UUID) -> ResponseReturnValue:
    """A file as it was given, to be saved: a browser never shows it."""
    opened = files.open_file(file_id, current_actor())
    return send_file(BytesIO(opened.content), mimetype=opened.media_type, as_attachment=True, download_name=opened.name)
