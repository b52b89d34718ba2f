"""A case called off: who will be told, and why."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.corrections import CallOffForm
from workflows.access.permissions import Permission
from workflows.services.casework import calling_off
from workflows.services.casework.cases import show_case

blueprint = Blueprint("calling_off", __name__, url_prefix="/sager/<uuid:case_id>/opgiv")


@blueprint.get("")
@requires(Permission.CASE_CALL_OFF)
def form(case_id: UUID) -> ResponseReturnValue:
    """Who will be told, and the form for the reason."""
    return _page(case_id, CallOffForm())


@blueprint.post("")
@requires(Permission.CASE_CALL_OFF)
def call_off(case_id: UUID) -> ResponseReturnValue:
    """Call the case off."""
    answered = CallOffForm()
    if answered.validate():
        with refusals_on(answered):
            page = calling_off.calling_off_page(case_id, current_actor())
            calling_off.call_off(case_id, reason=answered.reason.data, actor=current_actor())
            flash(page.done)
            return redirect(url_for("cases.show", case_id=case_id), 303)
    return _page(case_id, answered), 422


def _page(case_id: UUID, form: CallOffForm) -> str:
    actor = current_actor()
    page = calling_off.calling_off_page(case_id, actor)
    return render_template("cases/call_off.html", case=show_case(case_id, actor), form=form, page=page)
