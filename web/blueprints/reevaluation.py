"""Opening the yearly evaluation of an agreement's list."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.reevaluation_opening import ReevaluationOpeningForm
from web.opening_pages import draft_to_go_on, opened
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services.emergency_brake import reevaluations, specialised_lists
from workflows.vocabulary import Process

blueprint = Blueprint("reevaluation", __name__, url_prefix="/sager/opret/revurdering")


@blueprint.get("/")
@requires(Permission.REEVALUATION_OPEN)
def open_form() -> ResponseReturnValue:
    """The questions."""
    return _rendered(ReevaluationOpeningForm(draft_to_go_on(Process.REEVALUATION)))


@blueprint.post("/")
@requires(Permission.REEVALUATION_OPEN)
def open_case() -> ResponseReturnValue:
    """Open the case."""
    form = ReevaluationOpeningForm()
    if form.is_judged():
        with refusals_on(form):
            case_id = reevaluations.open_reevaluation(form.answers_so_far(), current_actor())
            return opened(Process.REEVALUATION, case_id, "Sagen er oprettet.")
    return _rendered(form), 422


def _rendered(form: ReevaluationOpeningForm) -> str:
    facts = reevaluations.opening_facts(current_actor())
    form.prepare(facts)
    rows = specialised_lists.current_list(facts.agreement_id, today())
    return render_template("reevaluation/open.html", form=form, facts=facts, rows=rows)
