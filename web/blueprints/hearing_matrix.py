"""How a hearing stands: who has got the letter, read it and answered; reminders, and the note of the answers."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.files import excel
from web.forms.base import refusals_told
from web.forms.hearing_matrix import MatrixFilter
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.errors import Refused
from workflows.services.hearings.extracts import matrix_workbook
from workflows.services.hearings.matrix import Matrix, follow_hearing, not_asked
from workflows.services.hearings.notes import issue_note
from workflows.services.hearings.reminding import remind_silent

blueprint = Blueprint("hearing_matrix", __name__, url_prefix="/sager/<uuid:case_id>/hoering")


@blueprint.get("")
@requires(LOGGED_IN)
def show(case_id: UUID) -> ResponseReturnValue:
    """Everyone who was asked, and how each stands."""
    if nobody := not_asked(case_id, current_actor()):
        return render_template("hearings/not_asked.html", case=nobody)
    form = MatrixFilter()
    matrix = _matrix(case_id, form)
    form.offer(matrix.choices)
    return render_template("hearings/matrix.html", matrix=matrix, form=form)


@blueprint.get("/svar.xlsx")
@requires(LOGGED_IN)
def extract(case_id: UUID) -> ResponseReturnValue:
    """The rows that the page shows, as an Excel workbook."""
    matrix = _matrix(case_id, MatrixFilter())
    return excel(matrix_workbook(matrix, current_actor()), f"svar-{matrix.case_number}", today())


@blueprint.post("/<uuid:round_id>/paamind")
@requires(Permission.HEARING_RUN)
def remind(case_id: UUID, round_id: UUID) -> ResponseReturnValue:
    """Remind those who were ticked, or with the button for it all who are silent."""
    with refusals_told():
        chosen = None if request.form.get("alle") else _chosen()
        names = remind_silent(case_id, round_id, current_actor(), chosen=chosen)
        flash(f"{len(names)} er mindet om fristen: {', '.join(names)}.")
    return redirect(url_for(".show", case_id=case_id, runde=round_id), 303)


@blueprint.post("/<uuid:round_id>/notat")
@requires(Permission.HEARING_RUN)
def note(case_id: UUID, round_id: UUID) -> ResponseReturnValue:
    """Make a new version of the note."""
    with refusals_told():
        issue_note(case_id, round_id, current_actor())
        flash("Notatet dannes nu. Det ligger under sagens dokumenter om lidt.")
    return redirect(url_for(".show", case_id=case_id, runde=round_id, _anchor="notat"), 303)


def _matrix(case_id: UUID, form: MatrixFilter) -> Matrix:
    return follow_hearing(case_id, current_actor(), round_id=form.round_id, shown=form.shown, order=form.order)


def _chosen() -> set[UUID]:
    ids = set(request.form.getlist("organisation", type=UUID))
    if not ids:
        raise Refused("Vælg, hvem der skal mindes om fristen, eller mind alle, der mangler at svare.")
    return ids
