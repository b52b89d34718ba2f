"""The secretariat's pages of days on which an organisation is closed."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin import FormPage, organisation_choices
from web.forms.admin_closed_days import ClosedDaysForm
from web.forms.base import refusals_on
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services import closed_days, organisations

blueprint = Blueprint("admin_closed_days", __name__, url_prefix="/administration/lukkedage")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """The organisations that have closed days of their own."""
    return render_template("admin/closed_days/index.html", calendars=closed_days.calendars(today()))


@blueprint.get("/<uuid:organisation_id>")
@requires(Permission.ADMINISTER)
def show(organisation_id: UUID) -> ResponseReturnValue:
    """One organisation's closed days."""
    return render_template(
        "admin/closed_days/show.html",
        organisation=organisations.get_organisation(organisation_id),
        days=closed_days.closed_days(organisation_id),
    )


@blueprint.get("/nye")
@requires(Permission.ADMINISTER)
def new() -> ResponseReturnValue:
    """The form of closed days; `organisation_id` in the address is chosen beforehand."""
    form = ClosedDaysForm(organisation_id=request.args.get("organisation_id", type=UUID))
    _let_choose_organisation(form)
    return _page().show(form)


@blueprint.post("/nye")
@requires(Permission.ADMINISTER)
def add() -> ResponseReturnValue:
    """Close an organisation for a period."""
    form = ClosedDaysForm()
    _let_choose_organisation(form)
    if form.validate():
        with refusals_on(form):
            number = closed_days.add_closed_days(
                form.organisation_id.data,
                first=form.first.data,
                last=form.last.data or form.first.data,
                reason=form.reason.data,
                actor=current_actor(),
            )
            flash("1 lukkedag er tilføjet." if number == 1 else f"{number} lukkedage er tilføjet.")
            return redirect(url_for(".show", organisation_id=form.organisation_id.data), 303)
    return _page().show(form), 422


@blueprint.post("/<uuid:organisation_id>/<uuid:closed_day_id>/fjern")
@requires(Permission.ADMINISTER)
def remove(organisation_id: UUID, closed_day_id: UUID) -> ResponseReturnValue:
    """Open an organisation on a day again."""
    closed_days.remove_closed_day(closed_day_id, actor=current_actor())
    flash("Lukkedagen er fjernet.")
    return redirect(url_for(".show", organisation_id=organisation_id), 303)


def _let_choose_organisation(form: ClosedDaysForm) -> None:
    present = organisations.organisations_of(ending_from=today())
    form.organisation_id.choices = organisation_choices(present, empty="Vælg organisation")


def _page() -> FormPage:
    address = url_for(".index")
    return FormPage(
        "Nye lukkedage",
        "Tilføj lukkedagene",
        address,
        [("Lukkedage", address)],
        lead="Frister i arbejdsdage springer lukkedagene over. Frister, der er beregnet, beholder deres forklaring.",
    )
