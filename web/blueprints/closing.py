"""Opening a closing: a few questions, and what each answer leads to."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.opening import OpeningForm
from web.opening_pages import draft_to_go_on, opened
from workflows.access.permissions import Permission
from workflows.services.casework.cases import show_case
from workflows.services.closing import closings, opening_advice
from workflows.services.closing.opening_advice import Advice
from workflows.vocabulary import Process

blueprint = Blueprint("closing", __name__, url_prefix="/sager/opret/lukning")


@blueprint.get("/")
@requires(Permission.CLOSING_OPEN)
def open_form() -> ResponseReturnValue:
    """The questions."""
    return _rendered("closing/open.html", _form())


@blueprint.post("/")
@requires(Permission.CLOSING_OPEN)
def open_case() -> ResponseReturnValue:
    """Open the case; or, without scripts, show what the answers so far lead to."""
    form = _form()
    if "advise" in request.form:
        return _rendered("closing/open.html", form)
    if form.is_judged():
        with refusals_on(form):
            case_id = closings.open_closing(form.answers_so_far(), current_actor())
            standing = show_case(case_id, current_actor()).row.standing
            return opened(Process.CLOSING, case_id, f"Sagen er oprettet. {standing}.")
    return _rendered("closing/open.html", form), 422


@blueprint.post("/raad")
@requires(Permission.CLOSING_OPEN)
def advise() -> ResponseReturnValue:
    """The explanations beside the questions, while they are being answered."""
    form = _form()
    return _rendered("closing/advice.html", form)


def _form() -> OpeningForm:
    form = OpeningForm(draft_to_go_on(Process.CLOSING))
    form.prepare(closings.offers_to_close(current_actor()))
    return form


def _advice(form: OpeningForm) -> Advice | None:
    if form.offer_id.data is None or str(form.offer_id.data) not in form.offer_id.choices:
        return None
    return opening_advice.advise(
        form.offer_id.data,
        expected_decision_on=form.expected_decision_on.data,
        category=form.category.data,
        closed_by_authority=bool(form.closed_by_authority.data),
        actor=current_actor(),
    )


def _rendered(template: str, form: OpeningForm) -> str:
    return render_template(template, form=form, advice=_advice(form))
