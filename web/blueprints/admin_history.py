"""The history of all that the secretariat keeps."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin_history import HistoryFilter
from workflows.access.permissions import Permission
from workflows.services.register import history

blueprint = Blueprint("admin_history", __name__, url_prefix="/administration/historik")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """Who changed what, the newest first; of everything, or of what is asked for in the address."""
    form = HistoryFilter()
    form.person_id.choices = {"": "Alle"} | {str(row.id): row.name for row in history.who_changed()}
    form.validate()
    shown = history.administrative_history(form.asked(), actor=current_actor(), cursor=request.args.get("fra"))
    here: dict[str, Any] = {name: value for name, value in request.args.items() if name != "fra"}
    return render_template(
        "admin/history/index.html",
        form=form,
        shown=shown,
        subject=history.subject_name(form.subject.data) if form.subject.data else "",
        next=url_for(".index", **here, fra=shown.cursor) if shown.cursor else None,
        first=url_for(".index", **here) if "fra" in request.args else None,
    )
