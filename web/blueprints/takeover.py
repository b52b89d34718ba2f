"""Registering a takeover of regional offers, and its checklist."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.takeover_opening import TakeoverOpeningForm
from web.opening_pages import draft_to_go_on, opened
from workflows.access.permissions import Permission
from workflows.services.takeover import takeovers
from workflows.vocabulary import Process

blueprint = Blueprint("takeover", __name__, url_prefix="/sager/opret/overtagelse")


@blueprint.get("/")
@requires(Permission.TAKEOVER_OPEN)
def open_form() -> ResponseReturnValue:
    """The questions."""
    return _rendered("takeover/open.html", _form())


@blueprint.post("/")
@requires(Permission.TAKEOVER_OPEN)
def open_case() -> ResponseReturnValue:
    """Register the takeover; or, without scripts, show what the answers so far lead to."""
    form = _form()
    if "advise" in request.form:
        return _rendered("takeover/open.html", form)
    if form.is_judged():
        with refusals_on(form):
            case_id = takeovers.open_takeover(form.answers_so_far(), current_actor())
            return opened(Process.TAKEOVER, case_id, "Overtagelsen er registreret. Nu kan I bede regionen om data.")
    return _rendered("takeover/open.html", form), 422


@blueprint.post("/raad")
@requires(Permission.TAKEOVER_OPEN)
def advise() -> ResponseReturnValue:
    """The checks beside the questions, while they are being answered."""
    return _rendered("takeover/advice.html", _form())


def _form() -> TakeoverOpeningForm:
    actor = current_actor()
    form = TakeoverOpeningForm(draft_to_go_on(Process.TAKEOVER))
    form.prepare(
        takeovers.offers_to_take_over(actor), takeovers.municipalities_to_choose(actor), takeovers.terms_to_choose()
    )
    return form


def _rendered(template: str, form: TakeoverOpeningForm) -> str:
    checks = takeovers.opening_checks(form.answers(), current_actor())
    return render_template(template, form=form, checks=checks)
