"""Tasks beside the process of a case: those that there are, giving one, calling one off."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.forms.base import refusals_on
from web.forms.errands import CallOffErrandForm, GiveErrandForm
from workflows.access.permissions import Permission
from workflows.services.casework import errands
from workflows.services.casework.cases import show_case

blueprint = Blueprint("errands", __name__, url_prefix="/sager/<uuid:case_id>/ekstra-opgaver")


@blueprint.get("")
@requires(LOGGED_IN)
def index(case_id: UUID) -> ResponseReturnValue:
    """The errands of the case, and the form of a new one for those who may give it."""
    found = errands.errands_of(case_id, current_actor())
    return _page(case_id, found, GiveErrandForm(found.to))


@blueprint.post("")
@requires(Permission.ERRAND_GIVE)
def give(case_id: UUID) -> ResponseReturnValue:
    """Ask a party to do something."""
    found = errands.errands_of(case_id, current_actor())
    form = GiveErrandForm(found.to)
    if form.validate():
        with refusals_on(form):
            errands.give_errand(case_id, **form.asked(), actor=current_actor())
            flash("Opgaven er givet.")
            return redirect(url_for(".index", case_id=case_id), 303)
    return _page(case_id, found, form), 422


@blueprint.get("/<uuid:task_id>/bortfald")
@requires(Permission.ERRAND_GIVE)
def call_off_form(case_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Which errand it is, and the form for the reason."""
    return _call_off_page(case_id, task_id, CallOffErrandForm())


@blueprint.post("/<uuid:task_id>/bortfald")
@requires(Permission.ERRAND_GIVE)
def call_off(case_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Call an errand off."""
    form = CallOffErrandForm()
    if form.validate():
        with refusals_on(form):
            errands.call_off_errand(task_id, reason=form.reason.data, actor=current_actor())
            flash("Opgaven er bortfaldet.")
            return redirect(url_for(".index", case_id=case_id), 303)
    return _call_off_page(case_id, task_id, form), 422


def _page(case_id: UUID, found: errands.ErrandsPage, form: GiveErrandForm) -> str:
    case = show_case(case_id, current_actor())
    return render_template("errands/index.html", here="errands.index", case=case, found=found, form=form)


def _call_off_page(case_id: UUID, task_id: UUID, form: CallOffErrandForm) -> str:
    actor = current_actor()
    row = errands.one_errand(case_id, task_id, actor)
    return render_template("errands/call_off.html", case=show_case(case_id, actor), row=row, form=form)
