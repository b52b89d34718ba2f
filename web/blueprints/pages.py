"""The front page and the pages about the system itself."""

from datetime import date

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, OPEN, requires
from web.forms.fields import read_back
from web.navigation import menu

blueprint = Blueprint("pages", __name__)

STATED_ON = date(2026, 11, 22)
"""When the accessibility statement was made."""
REVIEWED_ON = date(2026, 11, 30)
"""When it was last held against the pages; at least once a year."""


@blueprint.get("/")
@requires(LOGGED_IN)
def front() -> ResponseReturnValue:
    """Everybody begins at the first place in the menu; one without a role today at the profile."""
    places = menu()
    return redirect(url_for(places[0].endpoint if places else "profile.show"))


@blueprint.get("/tilgaengelighed")
@requires(OPEN)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    responsible = current_app.extensions["settings"].responsible
    dates = {"stated_on": STATED_ON, "reviewed_on": REVIEWED_ON}
    return render_template("pages/accessibility.html", responsible=responsible, **dates)


@blueprint.get("/dato")
@requires(LOGGED_IN)
def date_typed() -> ResponseReturnValue:
    """What a date is read as while somebody types it: for the field and in words."""
    return dict(zip(("field", "words"), read_back(request.args.get("typed", "")), strict=True))
