"""Long lists drawn to Excel: how far they have come, and the file when it is ready, for the one who asked."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.files import excel
from workflows.clock import COPENHAGEN
from workflows.services.extracts.ordering import open_extract, own_extracts, show_extract

blueprint = Blueprint("extracts", __name__, url_prefix="/udtraek")


@blueprint.get("/")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The lists that the person has asked for, as long as they are kept."""
    return render_template("extracts/index.html", extracts=own_extracts(current_actor()))


@blueprint.get("/<uuid:extract_id>")
@requires(LOGGED_IN)
def show(extract_id: UUID) -> ResponseReturnValue:
    """How far a list has come, and the way to it."""
    return render_template("extracts/show.html", one=show_extract(extract_id, current_actor()))


@blueprint.get("/<uuid:extract_id>/status")
@requires(LOGGED_IN)
def progress(extract_id: UUID) -> ResponseReturnValue:
    """How far it has come alone, asked for again while it is drawn."""
    return render_template("extracts/progress.html", one=show_extract(extract_id, current_actor()))


@blueprint.get("/<uuid:extract_id>/fil.xlsx")
@requires(LOGGED_IN)
def fetch(extract_id: UUID) -> ResponseReturnValue:
    """The list itself."""
    which, drawn_at, content = open_extract(extract_id, current_actor())
    return excel(BytesIO(content), which.value, drawn_at.astimezone(COPENHAGEN).date())
