"""My tasks: what waits for the organisation that one acts for."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, logged_in_visit, requires
from workflows.services.casework import inbox

blueprint = Blueprint("inbox", __name__, url_prefix="/opgaver")


@blueprint.get("")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The tasks by what is due, and what waits in the person's other organisations."""
    actor, cursor = current_actor(), request.args.get("fra")
    found = inbox.inbox(actor, cursor=cursor)
    others = [one for one in logged_in_visit().choices if one.organisation_id != actor.organisation_id]
    return render_template(
        "inbox/index.html",
        found=found,
        others=others,
        waiting=inbox.waiting(one.organisation_id for one in others),
        next=url_for(".index", fra=found.cursor) if found.cursor else None,
        first=url_for(".index") if cursor else None,
    )
