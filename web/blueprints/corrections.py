"""Putting mistakes right: the date of the decision, a sent account made again."""

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.corrections import ConfirmDateForm, DecisionDateForm, ReplaceAccountForm
from workflows.access.permissions import Permission
from workflows.services.casework.cases import show_case
from workflows.services.closing import corrections

blueprint = Blueprint("corrections", __name__, url_prefix="/sager/<uuid:case_id>")


@blueprint.get("/ret-dato")
@requires(Permission.CASE_CORRECT)
def date_form(case_id: UUID) -> ResponseReturnValue:
    """The date as it stands, and the form for the right one."""
    return _date_page(case_id, DecisionDateForm())


@blueprint.post("/ret-dato/vis")
@requires(Permission.CASE_CORRECT)
def preview_date(case_id: UUID) -> ResponseReturnValue:
    """What the new date moves; nothing is changed yet."""
    form = DecisionDateForm()
    if form.validate():
        with refusals_on(form):
            return _confirm_page(case_id, form.decided_on.data, ConfirmDateForm(formdata=None))
    return _date_page(case_id, form), 422


@blueprint.post("/ret-dato")
@requires(Permission.CASE_CORRECT)
def correct_date(case_id: UUID) -> ResponseReturnValue:
    """Correct the date, now that it has been seen what moves."""
    form = ConfirmDateForm()
    decided_on = form.decided_on.data
    if decided_on is None:
        return redirect(url_for(".date_form", case_id=case_id), 303)
    if form.validate():
        with refusals_on(form):
            corrections.correct_decision_date(
                case_id, decided_on=decided_on, reason=form.reason.data, actor=current_actor()
            )
            flash("Beslutningsdatoen er rettet, og fristerne følger den nye dato.")
            return redirect(url_for("cases.show", case_id=case_id), 303)
    return _confirm_page(case_id, decided_on, form), 422


def _date_page(case_id: UUID, form: DecisionDateForm) -> str:
    actor = current_actor()
    before = corrections.decision_date(case_id, actor)
    return render_template("cases/correct_date.html", case=show_case(case_id, actor), form=form, before=before)


def _confirm_page(case_id: UUID, decided_on: date, form: ConfirmDateForm) -> str:
    actor = current_actor()
    preview = corrections.preview_decision_date(case_id, decided_on, actor)
    form.decided_on.data = decided_on
    return render_template("cases/confirm_date.html", case=show_case(case_id, actor), form=form, preview=preview)


@blueprint.get("/lav-om")
@requires(Permission.CASE_CORRECT)
def replace_account_form(case_id: UUID) -> ResponseReturnValue:
    """What happens when the final account is made again, and the form for the reason."""
    return _replace_page(case_id, ReplaceAccountForm())


@blueprint.post("/lav-om")
@requires(Permission.CASE_CORRECT)
def replace_account(case_id: UUID) -> ResponseReturnValue:
    """Take the final account up again."""
    form = ReplaceAccountForm()
    if form.validate():
        with refusals_on(form):
            corrections.replace_final_account(case_id, reason=form.reason.data, actor=current_actor())
            flash("Sagen er taget op igen. Nu skal et nyt endeligt lukkeregnskab indtastes.")
            return redirect(url_for("cases.show", case_id=case_id), 303)
    return _replace_page(case_id, form), 422


def _replace_page(case_id: UUID, form: ReplaceAccountForm) -> str:
    actor = current_actor()
    corrections.require_replaceable(case_id, actor)
    return render_template("cases/replace_account.html", case=show_case(case_id, actor), form=form)
