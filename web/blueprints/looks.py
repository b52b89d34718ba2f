"""Looks at a citizen's data: with a reason, shown once; who has looked; and the search by CPR number.

An address never holds more than the id of the case.
"""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import NOT_YOURS, could, current_actor, requires
from web.blueprints.auth import safe_path
from web.forms.base import refusals_on
from web.forms.looks import CprForm, ReasonForm
from workflows.access.permissions import Permission
from workflows.errors import ReasonNeeded
from workflows.rules.cpr import formatted
from workflows.services.casework.cases import show_case
from workflows.services.referral import look_log, looks

CITIZEN = "Borgerens oplysninger"

blueprint = Blueprint("looks", __name__)


@blueprint.get("/sager/<uuid:case_id>/borger")
@requires(Permission.CITIZEN_SEE)
def ask(case_id: UUID) -> ResponseReturnValue:
    """Who the case is about, masked, and the question why one needs to know more."""
    masked = looks.show_citizen(case_id, current_actor())
    return render_template("looks/ask.html", case_id=case_id, form=ReasonForm(), masked=masked)


@blueprint.post("/sager/<uuid:case_id>/borger")
@requires(Permission.CITIZEN_SEE)
def show(case_id: UUID) -> ResponseReturnValue:
    """The citizen in clear, this once; or what was asked for before the reason was."""
    form = ReasonForm()
    if form.validate():
        with refusals_on(form):
            citizen = looks.look(case_id, what=CITIZEN, reason=form.reason.data, actor=current_actor())
            if form.going_to.data:
                return redirect(safe_path(form.going_to.data), 303)
            return render_template("looks/citizen.html", case_id=case_id, citizen=citizen, cpr=formatted(citizen.cpr))
    masked = looks.show_citizen(case_id, current_actor())
    return render_template("looks/ask.html", case_id=case_id, form=form, masked=masked), 422


@blueprint.get("/sager/<uuid:case_id>/opslag")
@requires(Permission.LOOKS_SEE)
def index(case_id: UUID) -> ResponseReturnValue:
    """Who has looked at the citizen's data in the case, when and why."""
    actor = current_actor()
    looked = look_log.looks_of(case_id, actor)
    return render_template("looks/index.html", here="looks.index", case=show_case(case_id, actor), looks=looked)


@blueprint.get("/opslag")
@requires(Permission.LOOKS_REVIEW)
def review() -> ResponseReturnValue:
    """What the organisation's own people have looked at."""
    cursor = request.args.get("fra")
    page = look_log.looks_by(current_actor(), cursor=cursor)
    following = url_for(".review", fra=page.cursor) if page.cursor else None
    first = url_for(".review") if cursor else None
    return render_template("looks/review.html", page=page, next=following, first=first)


@blueprint.get("/borgere")
@requires(Permission.CITIZEN_SEARCH)
def search() -> ResponseReturnValue:
    """The form of a search by CPR number."""
    return render_template("looks/search.html", form=CprForm(), found=None)


@blueprint.post("/borgere")
@requires(Permission.CITIZEN_SEARCH)
def find() -> ResponseReturnValue:
    """The organisation's cases about the citizen with that number."""
    form = CprForm()
    if form.validate():
        with refusals_on(form):
            found = looks.find_by_cpr(form.cpr.data, reason=form.reason.data, actor=current_actor())
            return render_template("looks/search.html", form=CprForm(formdata=None), found=found)
    return render_template("looks/search.html", form=form, found=None), 422


@blueprint.app_errorhandler(ReasonNeeded)
def ask_first(needed: ReasonNeeded) -> ResponseReturnValue:
    """The question why, in place of the page that was asked for; it comes after the answer."""
    if not could(Permission.CITIZEN_SEE, current_actor()):
        return render_template("errors/error.html", status=403, title="Du har ikke adgang", text=NOT_YOURS), 403
    form = ReasonForm(formdata=None, going_to=request.path if request.method == "GET" else "")
    return render_template("looks/ask.html", case_id=needed.case_id, form=form, masked=None), 403
