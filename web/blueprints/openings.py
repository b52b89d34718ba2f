"""Where a case begins: the kinds of cases that one may open."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.openings import openings_for

blueprint = Blueprint("openings", __name__, url_prefix="/sager/opret")


@blueprint.get("/")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The kinds of cases; the only one at once."""
    found = openings_for(current_actor())
    if len(found) == 1:
        return redirect(url_for(found[0].endpoint))
    return render_template("openings/index.html", openings=found)
