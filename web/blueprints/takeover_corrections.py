"""Putting right when the regional council was told of a takeover, and of which day: seen first, then kept."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.takeover_correction import ConfirmDaysForm, DeclaredDaysForm
from workflows.access.permissions import Permission
from workflows.services.casework.cases import show_case
from workflows.services.takeover import corrections

blueprint = Blueprint("takeover_corrections", __name__, url_prefix="/sager/<uuid:case_id>/ret-meddelelsen")


@blueprint.get("")
@requires(Permission.DECLARATION_CORRECT)
def form(case_id: UUID) -> ResponseReturnValue:
    """The days as they stand, and the form for the right ones."""
    return _days_page(case_id, DeclaredDaysForm.of(corrections.declared_days(case_id, current_actor())))


@blueprint.post("/vis")
@requires(Permission.DECLARATION_CORRECT)
def preview(case_id: UUID) -> ResponseReturnValue:
    """What the new days move; nothing is changed yet."""
    before, form = corrections.declared_days(case_id, current_actor()), DeclaredDaysForm()
    form.prepare(before)
    if form.validate():
        with refusals_on(form):
            return _confirm_page(case_id, ConfirmDaysForm.of(form.days(before)))
    return _days_page(case_id, form), 422


@blueprint.post("")
@requires(Permission.DECLARATION_CORRECT)
def correct(case_id: UUID) -> ResponseReturnValue:
    """Correct the days, now that it has been seen what moves."""
    form = ConfirmDaysForm()
    if None in form.days().values():
        return redirect(url_for(".form", case_id=case_id), 303)
    if form.validate():
        with refusals_on(form):
            corrections.correct_declaration(case_id, **form.days(), reason=form.reason.data, actor=current_actor())
            flash("Datoerne er rettet.")
            return redirect(url_for("cases.show", case_id=case_id), 303)
    return _confirm_page(case_id, form), 422


def _days_page(case_id: UUID, form: DeclaredDaysForm) -> str:
    actor = current_actor()
    days = corrections.declared_days(case_id, actor)
    form.prepare(days)
    return render_template("takeover/correct_days.html", case=show_case(case_id, actor), form=form, days=days)


def _confirm_page(case_id: UUID, form: ConfirmDaysForm) -> str:
    actor = current_actor()
    seen = corrections.preview_declaration(case_id, **form.days(), actor=actor)
    return render_template("takeover/confirm_days.html", case=show_case(case_id, actor), form=form, seen=seen)
