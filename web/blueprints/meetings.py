"""The meetings of one's bodies: the list, the page of each, its agenda with papers, and its minutes."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms import minutes
from web.forms.base import refusals_on, refusals_told
from workflows.access.permissions import Permission
from workflows.services.meetings import pages, publishing
from workflows.services.meetings.attending import begin_minutes
from workflows.vocabulary import MeetingPaper

blueprint = Blueprint("meetings", __name__, url_prefix="/moeder")


@blueprint.get("/")
@requires(Permission.MEETING_SEE)
def index() -> ResponseReturnValue:
    """The coming meetings, and those held."""
    coming, held = pages.list_meetings(current_actor())
    return render_template("meetings/index.html", coming=coming, held=held)


@blueprint.get("/<uuid:meeting_id>")
@requires(Permission.MEETING_SEE)
def show(meeting_id: UUID) -> ResponseReturnValue:
    """One meeting: its points, what can be put on it, and what is published."""
    return render_template("meetings/show.html", meeting=_meeting(meeting_id), kinds=MeetingPaper)


@blueprint.get("/<uuid:meeting_id>/dokumenter")
@requires(Permission.MEETING_SEE)
def documents(meeting_id: UUID) -> ResponseReturnValue:
    """The published documents alone, asked for again while they are being made."""
    return render_template("meetings/documents.html", meeting=_meeting(meeting_id), kinds=MeetingPaper)


@blueprint.post("/<uuid:meeting_id>/dagsorden")
@requires(Permission.MEETING_KEEP)
def publish(meeting_id: UUID) -> ResponseReturnValue:
    """Publish the agenda with its papers."""
    with refusals_told():
        publishing.publish_agenda(meeting_id, current_actor())
        flash("Dagsordenen er offentliggjort. Filen med bilag dannes nu.")
    return redirect(url_for(".show", meeting_id=meeting_id, _anchor="dokumenter"), 303)


@blueprint.get("/<uuid:meeting_id>/referat")
@requires(Permission.MEETING_KEEP)
def minutes_form(meeting_id: UUID) -> ResponseReturnValue:
    """Who was there, and what else is to be said."""
    return _minutes(meeting_id, _minutes_form(meeting_id))


@blueprint.post("/<uuid:meeting_id>/referat")
@requires(Permission.MEETING_KEEP)
def publish_minutes(meeting_id: UUID) -> ResponseReturnValue:
    """Publish the minutes."""
    form = _minutes_form(meeting_id)
    if form.validate():
        with refusals_on(form):
            publishing.publish_minutes(
                meeting_id,
                attending=form.attending(),
                others=form.others.data or "",
                remarks=form.remarks.data or "",
                actor=current_actor(),
            )
            flash("Referatet er udsendt. Det kan åbnes om lidt.")
            return redirect(url_for(".show", meeting_id=meeting_id, _anchor="dokumenter"), 303)
    return _minutes(meeting_id, form), 422


@blueprint.post("/<uuid:meeting_id>/referat/alle-til-stede")
@requires(Permission.MEETING_KEEP)
def all_present(meeting_id: UUID) -> ResponseReturnValue:
    """Let every member of whom nothing is chosen be there; nothing is published yet."""
    form = _minutes_form(meeting_id)
    form.let_all_be_present()
    return _minutes(meeting_id, form)


@blueprint.get("/dokumenter/<uuid:document_id>.pdf")
@requires(Permission.MEETING_SEE)
def open_pdf(document_id: UUID) -> ResponseReturnValue:
    """An agenda or minutes, or with `?samlet=1` the agenda with its papers."""
    opened = pages.open_meeting_document(document_id, current_actor(), bundle=bool(request.args.get("samlet")))
    headers = {"Content-Disposition": f'inline; filename="{opened.name}"'}
    return Response(opened.pdf, content_type="application/pdf", headers=headers)


def _minutes_form(meeting_id: UUID) -> minutes.MinutesForm:
    return minutes.minutes_form(begin_minutes(meeting_id, current_actor()))


def _minutes(meeting_id: UUID, form: minutes.MinutesForm) -> str:
    return render_template("meetings/minutes.html", meeting=_meeting(meeting_id), form=form)


def _meeting(meeting_id: UUID) -> pages.MeetingShown:
    return pages.show_meeting(meeting_id, current_actor())
