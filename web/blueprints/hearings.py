"""Hearing answers that came by letter or at a meeting, registered by the body's secretary."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.hearing_record import RecordForm, record_form
from workflows.access.permissions import Permission
from workflows.services.casework import hearings
from workflows.services.casework.hearings import HearingPage

blueprint = Blueprint("hearings", __name__, url_prefix="/sager/<uuid:case_id>/hoeringssvar")


@blueprint.get("")
@requires(Permission.ANSWER_RECORD)
def form(case_id: UUID) -> ResponseReturnValue:
    """All members, and a line for each that is still silent."""
    hearing = hearings.show_hearing(case_id, current_actor())
    return _page(hearing, record_form(hearing))


@blueprint.post("")
@requires(Permission.ANSWER_RECORD)
def record(case_id: UUID) -> ResponseReturnValue:
    """Register the answers that were chosen."""
    actor = current_actor()
    hearing = hearings.show_hearing(case_id, actor)
    form = record_form(hearing)
    if form.validate():
        with refusals_on(form):
            number = hearings.record_answers(case_id, form.answers(), actor, received_on=form.received_on.data)
            flash(f"{number} høringssvar er registreret.")
            return redirect(url_for("cases.show", case_id=case_id), 303)
    return _page(hearing, form), 422


def _page(hearing: HearingPage, form: RecordForm) -> str:
    return render_template("cases/record_hearing.html", hearing=hearing, form=form)
