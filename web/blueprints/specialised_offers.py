"""The lists of most specialised offers as everybody sees them, with the task forces and their meetings."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from workflows.clock import today
from workflows.rules.agreements import agreement
from workflows.services.emergency_brake import list_criteria, specialised_lists
from workflows.services.register import organisations, task_forces

blueprint = Blueprint("specialised_offers", __name__, url_prefix="/mest-specialiserede")


@blueprint.get("/")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """Each agreement's list as it is today, its criteria, and when its task force meets; one's own region's first."""
    day, meetings, actor = today(), task_forces.meeting_years(), current_actor()
    region = organisations.get_organisation(actor.organisation_id).region_code
    lists = [
        (
            one,
            specialised_lists.current_list(one.agreement_id, day),
            list_criteria.criteria(one.agreement_id, day),
            [year for year in meetings if year.agreement_id == one.agreement_id],
        )
        for one in specialised_lists.list_agreements(actor)
    ]
    lists.sort(key=lambda row: agreement(row[0].agreement_id).region_code != region)
    return render_template("specialised_offers/index.html", lists=lists)
