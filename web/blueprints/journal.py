"""Keeping a case's journal, and its KLE number."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.blueprints.cases import case_page
from web.forms.base import refusals_on
from web.forms.journal import EntryForm, KleForm
from workflows.access.permissions import Permission
from workflows.services import journals

blueprint = Blueprint("journal", __name__, url_prefix="/sager/<uuid:case_id>")


@blueprint.post("/journal")
@requires(Permission.CASE_JOURNAL)
def add(case_id: UUID) -> ResponseReturnValue:
    """Make an entry."""
    form = EntryForm()
    if form.validate():
        with refusals_on(form):
            journals.add_entry(
                case_id,
                direction=form.direction.data,
                theme=form.theme.data,
                parties=form.parties.data,
                entered_on=form.entered_on.data,
                actor=current_actor(),
            )
            flash("Posten står i journalen.")
            return redirect(url_for("cases.show", case_id=case_id, _anchor="journal"), 303)
    return case_page(case_id, entry=form), 422


@blueprint.post("/kle")
@requires(Permission.CASE_JOURNAL)
def set_kle(case_id: UUID) -> ResponseReturnValue:
    """Set the KLE number."""
    form = KleForm()
    if form.validate():
        with refusals_on(form):
            journals.set_kle(case_id, kle=form.kle.data, actor=current_actor())
            flash("KLE-nummeret er gemt.")
            return redirect(url_for("cases.show", case_id=case_id, _anchor="journal"), 303)
    return case_page(case_id, kle=form), 422
