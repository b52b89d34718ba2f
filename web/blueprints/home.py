"""The front page of an organisation: what waits, what its cases mean, whom it waits for, its money, its documents."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, logged_in_visit, requires
from web.navigation import FRONT_PAGES
from workflows.services.casework.shares import Stage
from workflows.services.home.front import FEW, front_page

blueprint = Blueprint("home", __name__, url_prefix="/overblik")


@blueprint.get("/")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """All that concerns the organisation, in short; those without such a page go on to what they need."""
    actor = current_actor()
    if actor.organisation_kind not in FRONT_PAGES:
        return redirect(url_for("pages.front"))
    front = front_page(actor, logged_in_visit().session_id)
    return render_template("home/index.html", actor=actor, front=front, few=FEW, stages=Stage)
