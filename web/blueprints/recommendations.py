"""KKR's recommendation of another model for the closing of a regional standalone offer."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.rule import RecommendationForm
from workflows.access.permissions import Permission
from workflows.services.casework.cases import show_case
from workflows.services.closing import kkr

blueprint = Blueprint("recommendations", __name__, url_prefix="/sager/<uuid:case_id>/kkr")


@blueprint.get("")
@requires(Permission.CLOSING_RULE_SET)
def form(case_id: UUID) -> ResponseReturnValue:
    """What a recommendation does, and the form for it."""
    return _page(case_id, RecommendationForm())


@blueprint.post("")
@requires(Permission.CLOSING_RULE_SET)
def record(case_id: UUID) -> ResponseReturnValue:
    """Record what KKR recommends."""
    form = RecommendationForm()
    if form.is_judged():
        with refusals_on(form):
            kkr.record_recommendation(case_id, form.answers_so_far(), current_actor())
            flash("KKR's anbefaling er registreret og bruges i regnskabet.")
            return redirect(url_for("cases.show", case_id=case_id), 303)
    return _page(case_id, form), 422


def _page(case_id: UUID, form: RecommendationForm) -> str:
    form.own_share_percent.suffix = "%"
    actor = current_actor()
    kkr.require_recommendable(case_id, actor)
    return render_template("cases/recommend.html", case=show_case(case_id, actor), form=form)
