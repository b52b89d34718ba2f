"""Following a case, and no longer."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from workflows.services.casework import following

blueprint = Blueprint("following", __name__, url_prefix="/sager/<uuid:case_id>")


@blueprint.post("/foelg")
@requires(LOGGED_IN)
def follow(case_id: UUID) -> ResponseReturnValue:
    """Follow a case."""
    following.follow(case_id, current_actor())
    flash("Du følger sagen: den står under »Dem, jeg følger«, og du får besked, hver gang den går videre.")
    return redirect(url_for("cases.show", case_id=case_id), 303)


@blueprint.post("/foelg-ikke")
@requires(LOGGED_IN)
def stop(case_id: UUID) -> ResponseReturnValue:
    """Follow it no longer."""
    following.stop_following(case_id, current_actor())
    flash("Du følger ikke længere sagen. Opgaver og breve til jer får du stadig besked om.")
    return redirect(url_for("cases.show", case_id=case_id), 303)
