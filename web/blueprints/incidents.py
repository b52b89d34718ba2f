"""What failed and waits for the secretariat."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from workflows.access.permissions import Permission
from workflows.services.running import incidents, outages, retries

blueprint = Blueprint("incidents", __name__, url_prefix="/driftshaendelser")


@blueprint.get("/")
@requires(Permission.INCIDENTS_HANDLE)
def index() -> ResponseReturnValue:
    """The incidents that nobody has dealt with, the oldest first."""
    shown = incidents.open_incidents(current_actor())
    return render_template("incidents/index.html", incidents=shown, waiting=outages.waiting_jobs(shown))


@blueprint.post("/<uuid:incident_id>/proev-igen")
@requires(Permission.INCIDENTS_HANDLE)
def retry(incident_id: UUID) -> ResponseReturnValue:
    """Do again what failed."""
    put_aside = retries.retry(incident_id, current_actor())
    flash(f"Det er sat i gang igen{', og hændelsen er lagt til side' if put_aside else ''}.")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<uuid:incident_id>/laeg-til-side")
@requires(Permission.INCIDENTS_HANDLE)
def resolve(incident_id: UUID) -> ResponseReturnValue:
    """Put an incident aside that has been dealt with."""
    incidents.resolve(incident_id, current_actor())
    flash("Hændelsen er lagt til side.")
    return redirect(url_for(".index"), 303)
