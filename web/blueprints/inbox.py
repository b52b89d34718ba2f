"""My tasks: what waits for the organisation that one acts for, and the messages to it."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
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
        notices=[] if cursor else inbox.notices(actor),
        others=others,
        waiting=inbox.waiting(one.organisation_id for one in others),
        next=url_for(".index", fra=found.cursor) if found.cursor else None,
        first=url_for(".index") if cursor else None,
    )


@blueprint.post("/beskeder/<uuid:notice_id>/laeg-til-side")
@requires(LOGGED_IN)
def put_aside(notice_id: UUID) -> ResponseReturnValue:
    """Put a message aside for the whole organisation."""
    inbox.put_notice_aside(notice_id, current_actor())
    return redirect(url_for(".index"), 303)
