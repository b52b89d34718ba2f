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
from workflows.services.calendar import closed_days
from workflows.services.calendar.changes import Effect
from workflows.services.register import history, organisations

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
        history=history.history_of(organisation_id),
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
            days = form.days()
            effect = closed_days.effect_of_closing(**days, actor=current_actor())
            if form.seen.data != effect.seen:
                return _preview(form, effect)
            number = closed_days.add_closed_days(**days, actor=current_actor())
            flash(f"{'1 lukkedag' if number == 1 else f'{number} lukkedage'} er tilføjet. {_followed(effect.number)}")
            return redirect(url_for(".show", organisation_id=form.organisation_id.data), 303)
    return _page().show(form), 422


@blueprint.get("/<uuid:organisation_id>/<uuid:closed_day_id>/fjern")
@requires(Permission.ADMINISTER)
def removing(organisation_id: UUID, closed_day_id: UUID) -> ResponseReturnValue:
    """The running deadlines that move when an organisation opens on a day, or for a period, again."""
    day = closed_days.get_closed_day(closed_day_id, actor=current_actor())
    period = closed_days.period_of(day)
    chosen = period if "hele" in request.args else [day]
    return render_template(
        "admin/closed_days/remove.html",
        organisation=organisations.get_organisation(organisation_id),
        day=day,
        days=chosen,
        period=period,
        effect=closed_days.effect_of_opening([one.id for one in chosen], actor=current_actor()),
    )


@blueprint.post("/<uuid:organisation_id>/<uuid:closed_day_id>/fjern")
@requires(Permission.ADMINISTER)
def remove(organisation_id: UUID, closed_day_id: UUID) -> ResponseReturnValue:
    """Open an organisation on a day, or a period, again, now that it has been seen what moves."""
    whole = "hele" in request.form
    day = closed_days.get_closed_day(closed_day_id, actor=current_actor())
    ids = [one.id for one in closed_days.period_of(day)] if whole else [day.id]
    effect = closed_days.effect_of_opening(ids, actor=current_actor())
    if request.form.get("seen", "") != effect.seen:
        again = url_for(".removing", organisation_id=organisation_id, closed_day_id=closed_day_id, hele=whole or None)
        return redirect(again, 303)
    closed_days.remove_closed_days(ids, actor=current_actor())
    flash(f"{'Lukkedagen' if len(ids) == 1 else f'{len(ids)} lukkedage'} er fjernet. {_followed(effect.number)}")
    return redirect(url_for(".show", organisation_id=organisation_id), 303)


def _preview(form: ClosedDaysForm, effect: Effect) -> str:
    """What moves when the days are adopted; also anew when it is no longer what was seen before."""
    changed = bool(form.seen.data)
    form.seen.data = effect.seen
    organisation = organisations.get_organisation(form.organisation_id.data)
    return render_template(
        "admin/closed_days/preview.html", form=form, effect=effect, organisation=organisation, changed=changed
    )


def _followed(number: int) -> str:
    moved = {0: "Ingen løbende frister er flyttet.", 1: "1 løbende frist er flyttet."}
    return moved.get(number, f"{number} løbende frister er flyttet.")


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
        lead="Frister i arbejdsdage springer lukkedagene over. Flytter løbende frister sig, ser du dem først.",
    )
