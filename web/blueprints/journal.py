"""Keeping a case's journal, and its KLE number."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.forms.base import refusals_on
from web.forms.journal import EntryForm, KleForm
from workflows.access.permissions import Permission
from workflows.access.visibility import Aspect
from workflows.services.casework.cases import show_case
from workflows.services.papers import journals

blueprint = Blueprint("journal", __name__, url_prefix="/sager/<uuid:case_id>")


@blueprint.get("/journal")
@requires(LOGGED_IN)
def index(case_id: UUID) -> ResponseReturnValue:
    """The entries, and the forms for those who keep the journal."""
    return _page(case_id)


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
            return redirect(url_for(".index", case_id=case_id), 303)
    return _page(case_id, entry=form), 422


@blueprint.post("/kle")
@requires(Permission.CASE_JOURNAL)
def set_kle(case_id: UUID) -> ResponseReturnValue:
    """Set the KLE number."""
    form = KleForm()
    if form.validate():
        with refusals_on(form):
            journals.set_kle(case_id, kle=form.kle.data, actor=current_actor())
            flash("KLE-nummeret er gemt.")
            return redirect(url_for(".index", case_id=case_id), 303)
    return _page(case_id, kle=form), 422


def _page(case_id: UUID, *, entry: EntryForm | None = None, kle: KleForm | None = None) -> str:
    shown = show_case(case_id, current_actor(), needs=Aspect.JOURNAL)
    return render_template(
        "journal/index.html",
        here="journal.index",
        case=shown,
        entry=entry or EntryForm(formdata=None),
        kle=kle or KleForm(formdata=None, kle=shown.kle),
    )
