"""The report of a whole case."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from workflows.access.permissions import Permission
from workflows.services.papers.reports import issue_case_report

blueprint = Blueprint("reports", __name__, url_prefix="/sager/<uuid:case_id>/sagsrapport")


@blueprint.post("")
@requires(Permission.CASE_JOURNAL)
def issue(case_id: UUID) -> ResponseReturnValue:
    """Issue the report to the organisation that asks for it."""
    issue_case_report(case_id, current_actor())
    flash("Sagsrapporten dannes nu. Den står under sagens dokumenter om lidt.")
    return redirect(url_for("cases.show", case_id=case_id, _anchor="dokumenter"), 303)
