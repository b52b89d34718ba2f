"""Opening an emergency brake: which offer, and why others can't be nominated."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.brake_opening import BrakeOpeningForm
from web.opening_pages import draft_to_go_on, opened
from workflows.access.permissions import Permission
from workflows.services.emergency_brake import emergency_brakes
from workflows.services.register import task_forces
from workflows.vocabulary import Process

blueprint = Blueprint("emergency_brake", __name__, url_prefix="/sager/opret/noedbremse")


@blueprint.get("/")
@requires(Permission.BRAKE_OPEN)
def open_form() -> ResponseReturnValue:
    """The questions."""
    return _rendered(BrakeOpeningForm(draft_to_go_on(Process.EMERGENCY_BRAKE)))


@blueprint.post("/")
@requires(Permission.BRAKE_OPEN)
def open_case() -> ResponseReturnValue:
    """Open the case."""
    form = BrakeOpeningForm()
    if form.is_judged():
        with refusals_on(form):
            case_id = emergency_brakes.open_emergency_brake(form.answers_so_far(), current_actor())
            return opened(Process.EMERGENCY_BRAKE, case_id, "Sagen er oprettet.")
    return _rendered(form), 422


def _rendered(form: BrakeOpeningForm) -> str:
    actor = current_actor()
    offers, model = emergency_brakes.offers_to_nominate(actor), emergency_brakes.model_followed(actor)
    form.prepare(offers)
    meetings = [year for year in task_forces.meeting_years() if year.agreement_id == model]
    return render_template("brake/open.html", form=form, offers=offers, model=model, meetings=meetings)
