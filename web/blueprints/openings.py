"""Where a case begins: the kinds of cases that one may open, and the drafts of those not opened yet."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.filters import klokken
from web.forms.drafted import typed_so_far
from web.opening_pages import opening_of
from web.openings import openings_for
from web.taskpages import typed_live
from workflows.services.casework import opening_drafts

blueprint = Blueprint("openings", __name__, url_prefix="/sager/opret")


@blueprint.get("/")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The kinds of cases; the only one at once."""
    found = openings_for(current_actor())
    if len(found) == 1:
        return redirect(url_for(found[0].endpoint))
    return render_template("openings/index.html", openings=found)


@blueprint.post("/<kind>/kladde")
@requires(LOGGED_IN)
def keep_draft(kind: str) -> ResponseReturnValue:
    """Keep what is typed so far of a kind of case."""
    opening = opening_of(kind)
    kept_at = opening_drafts.keep_draft(opening.process, typed_so_far(), current_actor())
    if typed_live():
        return render_template("openings/draft_kept.html", kept_at=kept_at)
    flash(f"Kladden er gemt {klokken(kept_at)}.")
    return redirect(url_for(opening.endpoint), 303)


@blueprint.post("/<kind>/kladde/slet")
@requires(LOGGED_IN)
def drop_draft(kind: str) -> ResponseReturnValue:
    """Let a draft go, and begin again."""
    opening = opening_of(kind)
    opening_drafts.drop_draft(opening.process, current_actor())
    flash("Kladden er slettet.")
    return redirect(url_for(opening.endpoint), 303)
