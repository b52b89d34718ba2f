"""The communication centres' waiting times, for everybody."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import OPEN, requires
from workflows.services.referral import waiting_times

blueprint = Blueprint("waiting_times", __name__, url_prefix="/ventetider")


@blueprint.get("")
@requires(OPEN)
def index() -> ResponseReturnValue:
    """All centres, side by side."""
    return render_template("waiting_times/index.html", centres=waiting_times.waiting_times())


@blueprint.get("/<code>")
@requires(OPEN)
def show(code: str) -> ResponseReturnValue:
    """One centre: every figure, whose centre it is, and how it was counted."""
    return render_template("waiting_times/show.html", centre=waiting_times.centre_waiting(code))
