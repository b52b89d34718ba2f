"""The secretariat's pages of a task force: who sits in it, and its fixed meetings."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.blueprints.admin_lists import agreement_of, list_page
from web.forms.admin import FormPage, organisation_choices
from web.forms.admin_lists import EndMemberForm, MemberForm, YearMeetingsForm
from web.forms.base import refusals_on
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.errors import NotFound
from workflows.rules.emergency_brake.regimes import regime
from workflows.services.emergency_brake import list_choices
from workflows.services.register import task_forces

blueprint = Blueprint("admin_task_forces", __name__, url_prefix="/administration/mest-specialiserede/<agreement_id>")


@blueprint.get("/moeder")
@requires(Permission.LIST_KEEP)
def meetings_form(agreement_id: str) -> ResponseReturnValue:
    """The form of a year's fixed meetings."""
    return _meetings_page(agreement_id).show(YearMeetingsForm(data={"year": today().year + 1}))


@blueprint.post("/moeder")
@requires(Permission.LIST_KEEP)
def set_meetings(agreement_id: str) -> ResponseReturnValue:
    """Set a year's fixed meetings."""
    page, form = _meetings_page(agreement_id), YearMeetingsForm()
    if form.validate():
        with refusals_on(form):
            task_forces.set_meeting_dates(agreement_id, form.year.data, form.days.data, actor=current_actor())
            flash(f"Mødedatoerne for {form.year.data} er sat.")
            return redirect(url_for("admin_lists.show", agreement_id=agreement_id), 303)
    return page.show(form), 422


@blueprint.get("/medlemmer/nyt")
@requires(Permission.LIST_KEEP)
def new_member(agreement_id: str) -> ResponseReturnValue:
    """The form of a new member."""
    return _member_page(agreement_id).show(_member_form(agreement_id))


@blueprint.post("/medlemmer/nyt")
@requires(Permission.LIST_KEEP)
def add_member(agreement_id: str) -> ResponseReturnValue:
    """Give a person a seat."""
    page, form = _member_page(agreement_id), _member_form(agreement_id)
    if form.is_judged():
        with refusals_on(form):
            task_forces.add_member(agreement_id, form.answers_so_far(), current_actor(), body_id=form.body)
            flash("Medlemmet er tilføjet.")
            return redirect(url_for("admin_lists.show", agreement_id=agreement_id), 303)
    return page.show(form), 422


@blueprint.get("/medlemmer/<uuid:member_id>/slut")
@requires(Permission.LIST_KEEP)
def ending_member(agreement_id: str, member_id: UUID) -> ResponseReturnValue:
    """The form of a seat's last day."""
    return _end_page(agreement_id, member_id).show(EndMemberForm())


@blueprint.post("/medlemmer/<uuid:member_id>/slut")
@requires(Permission.LIST_KEEP)
def end_member(agreement_id: str, member_id: UUID) -> ResponseReturnValue:
    """End a seat."""
    page, form = _end_page(agreement_id, member_id), EndMemberForm()
    if form.validate():
        with refusals_on(form):
            task_forces.end_member(agreement_id, member_id, last_day=form.last_day.data, actor=current_actor())
            flash("Pladsens slutdag er gemt.")
            return redirect(url_for("admin_lists.show", agreement_id=agreement_id), 303)
    return page.show(form), 422


def _meetings_page(agreement_id: str) -> FormPage:
    agreement = agreement_of(agreement_id)
    lead = f"{regime(agreement_id).meetings.why} Datoer, der ikke er holdt, erstattes."
    return list_page(agreement, "Årets faste møder", "Sæt datoerne", lead=lead)


def _member_form(agreement_id: str) -> MemberForm:
    agreement_of(agreement_id)
    form = MemberForm()
    bodies = {str(one.id): one.name for one in list_choices.task_force_bodies(agreement_id)}
    organisations = list_choices.municipalities_and_region(agreement_id)
    form.prepare(bodies, organisation_choices(organisations, empty="Vælg kommune eller region"))
    return form


def _member_page(agreement_id: str) -> FormPage:
    return list_page(agreement_of(agreement_id), "Nyt medlem af taskforcen", "Tilføj medlemmet")


def _end_page(agreement_id: str, member_id: UUID) -> FormPage:
    agreement = agreement_of(agreement_id)
    for body in list_choices.task_force_bodies(agreement_id):
        for row in task_forces.members(body.id):
            if row.id == member_id:
                lead = f"{row.name}, {row.organisation}. Opgaver, som medlemmet har, kan gives videre."
                return list_page(agreement, "Afslut plads i taskforcen", "Afslut pladsen", lead=lead)
    raise NotFound("Medlemmet findes ikke.")
