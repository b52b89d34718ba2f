"""The secretariat's pages of the meetings of councils and bodies, and of when their agendas close."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin import FormPage
from web.forms.admin_bodies import MeetingForm, MeetingsForm
from web.forms.admin_meetings import AgendaForm
from web.forms.base import refusals_on
from workflows.access.permissions import Permission
from workflows.services.calendar import meetings
from workflows.services.register import bodies, history, organisations
from workflows.vocabulary import OrganisationKind

blueprint = Blueprint("admin_meetings", __name__, url_prefix="/administration/moeder/<uuid:organisation_id>")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def show(organisation_id: UUID) -> ResponseReturnValue:
    """The meetings of one council or body."""
    view, past = meetings.meetings_of(organisation_id), history.history_of(organisation_id)
    return render_template("admin/meetings/show.html", view=view, history=past)


@blueprint.get("/nye")
@requires(Permission.ADMINISTER)
def new(organisation_id: UUID) -> ResponseReturnValue:
    """The form of new meeting dates."""
    return _page(organisation_id, "Nye mødedatoer", "Tilføj mødedatoerne").show(MeetingsForm())


@blueprint.post("/nye")
@requires(Permission.ADMINISTER)
def add(organisation_id: UUID) -> ResponseReturnValue:
    """Add meeting dates."""
    form = MeetingsForm()
    if form.validate():
        with refusals_on(form):
            place, actor = form.place.data or "", current_actor()
            closed = bodies.add_meetings(organisation_id, form.days.data, place=place, actor=actor)
            flash(" ".join(["Mødedatoerne er tilføjet.", *closed]))
            return redirect(_home(organisation_id), 303)
    return _page(organisation_id, "Nye mødedatoer", "Tilføj mødedatoerne").show(form), 422


@blueprint.get("/<uuid:meeting_id>/ret")
@requires(Permission.ADMINISTER)
def edit(organisation_id: UUID, meeting_id: UUID) -> ResponseReturnValue:
    """The form of a meeting's day and place."""
    meeting = bodies.get_meeting(meeting_id)
    form = MeetingForm(held_on=meeting.held_on, place=meeting.place)
    return _page(organisation_id, "Ret mødet", "Gem mødet").show(form)


@blueprint.post("/<uuid:meeting_id>/ret")
@requires(Permission.ADMINISTER)
def change(organisation_id: UUID, meeting_id: UUID) -> ResponseReturnValue:
    """Move a coming meeting."""
    form = MeetingForm()
    if form.validate():
        with refusals_on(form):
            day, place = form.held_on.data, form.place.data or ""
            closed = bodies.change_meeting(meeting_id, held_on=day, place=place, actor=current_actor())
            flash(" ".join(["Mødet er rettet.", *closed]))
            return redirect(_home(organisation_id), 303)
    return _page(organisation_id, "Ret mødet", "Gem mødet").show(form), 422


@blueprint.post("/<uuid:meeting_id>/fjern")
@requires(Permission.ADMINISTER)
def remove(organisation_id: UUID, meeting_id: UUID) -> ResponseReturnValue:
    """Take a coming meeting out of the calendar."""
    bodies.remove_meeting(meeting_id, actor=current_actor())
    flash("Mødet er fjernet.")
    return redirect(_home(organisation_id), 303)


@blueprint.get("/dagsorden")
@requires(Permission.ADMINISTER)
def agenda(organisation_id: UUID) -> ResponseReturnValue:
    """The form of when the agenda closes."""
    form = AgendaForm(days_before=meetings.meetings_of(organisation_id).days_before)
    return _page(organisation_id, "Dagsordenen lukker", "Gem").show(form)


@blueprint.post("/dagsorden")
@requires(Permission.ADMINISTER)
def set_agenda(organisation_id: UUID) -> ResponseReturnValue:
    """Keep when the agenda closes."""
    form = AgendaForm()
    if form.validate():
        with refusals_on(form):
            meetings.set_agenda_closing(organisation_id, form.days_before.data, actor=current_actor())
            flash("Dagsordenens frist er gemt.")
            return redirect(url_for(".show", organisation_id=organisation_id), 303)
    return _page(organisation_id, "Dagsordenen lukker", "Gem").show(form), 422


def _home(organisation_id: UUID) -> str:
    """Where the meetings stand: a body's on its own page, with its members."""
    if organisations.get_organisation(organisation_id).kind is OrganisationKind.BODY:
        return url_for("admin_bodies.show", body_id=organisation_id)
    return url_for(".show", organisation_id=organisation_id)


def _page(organisation_id: UUID, title: str, submit: str) -> FormPage:
    address = url_for(".show", organisation_id=organisation_id)
    name = meetings.meetings_of(organisation_id).organisation.name
    trail = [("Organisationer", url_for("admin_organisations.index")), (f"Møder i {name}", address)]
    return FormPage(title, submit, address, trail)
