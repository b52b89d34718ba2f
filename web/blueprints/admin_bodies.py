"""The secretariat's pages of bodies and their members; see `admin_meetings` for when they meet."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin import FormPage, organisation_choices
from web.forms.admin_bodies import EndMemberForm, MemberForm
from web.forms.base import refusals_on
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services.register import bodies, history, organisations

blueprint = Blueprint("admin_bodies", __name__, url_prefix="/administration/organer")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """The bodies, with the number of members and the next meeting."""
    return render_template("admin/bodies/index.html", bodies=bodies.list_bodies(today()))


@blueprint.get("/<uuid:body_id>")
@requires(Permission.ADMINISTER)
def show(body_id: UUID) -> ResponseReturnValue:
    """One body: its members over time and its meetings."""
    view, past = bodies.get_body(body_id), history.history_of(body_id)
    return render_template("admin/bodies/show.html", view=view, history=past)


@blueprint.get("/<uuid:body_id>/medlemmer/nyt")
@requires(Permission.ADMINISTER)
def new_member(body_id: UUID) -> ResponseReturnValue:
    """The form of a new member."""
    form = MemberForm()
    _let_choose_member(form)
    return _page(body_id, "Nyt medlem", "Tilføj medlemmet").show(form)


@blueprint.post("/<uuid:body_id>/medlemmer/nyt")
@requires(Permission.ADMINISTER)
def add_member(body_id: UUID) -> ResponseReturnValue:
    """Give an organisation a seat in the body."""
    form = MemberForm()
    _let_choose_member(form)
    if form.validate():
        with refusals_on(form):
            bodies.add_member(
                body_id,
                form.organisation_id.data,
                valid_from=form.valid_from.data,
                valid_to=form.valid_to.data,
                actor=current_actor(),
            )
            flash("Medlemmet er tilføjet.")
            return redirect(url_for(".show", body_id=body_id), 303)
    return _page(body_id, "Nyt medlem", "Tilføj medlemmet").show(form), 422


@blueprint.get("/<uuid:body_id>/medlemmer/<uuid:seat_id>/slut")
@requires(Permission.ADMINISTER)
def ending_member(body_id: UUID, seat_id: UUID) -> ResponseReturnValue:
    """The form of a seat's last day."""
    return _end_page(body_id, seat_id).show(EndMemberForm())


@blueprint.post("/<uuid:body_id>/medlemmer/<uuid:seat_id>/slut")
@requires(Permission.ADMINISTER)
def end_member(body_id: UUID, seat_id: UUID) -> ResponseReturnValue:
    """End a seat in the body."""
    form = EndMemberForm()
    if form.validate():
        with refusals_on(form):
            bodies.end_member(seat_id, last_day=form.last_day.data, actor=current_actor())
            flash("Pladsens slutdag er gemt.")
            return redirect(url_for(".show", body_id=body_id), 303)
    return _end_page(body_id, seat_id).show(form), 422


def _let_choose_member(form: MemberForm) -> None:
    present = organisations.organisations_of(bodies.MEMBER_KINDS, ending_from=today())
    form.organisation_id.choices = organisation_choices(present, empty="Vælg kommune eller region")


def _page(body_id: UUID, title: str, submit: str, lead: str | None = None) -> FormPage:
    address = url_for(".show", body_id=body_id)
    name = organisations.get_organisation(body_id).name
    return FormPage(title, submit, address, [("Organer og møder", url_for(".index")), (name, address)], lead=lead)


def _end_page(body_id: UUID, seat_id: UUID) -> FormPage:
    member = bodies.get_seat(seat_id).organisation.name
    lead = f"{member}. Høringer, der er sendt, beholder de medlemmer, de blev sendt til."
    return _page(body_id, "Afslut medlemskab", "Afslut medlemskabet", lead=lead)
