"""The front page and the pages about the system itself."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, OPEN, requires

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
@requires(LOGGED_IN)
def front() -> ResponseReturnValue:
    """Everybody begins with what there is to do."""
    inbox = "inbox.index" if "inbox.index" in current_app.view_functions else "profile.show"
    return redirect(url_for(inbox))


@blueprint.get("/tilgaengelighed")
@requires(OPEN)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("pages/accessibility.html")
