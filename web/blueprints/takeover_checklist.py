"""The checklist of a transfer: one's own points ticked and moved, points added."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.takeover_checklist import ItemForm, NewItemForm
from workflows.access.permissions import Permission
from workflows.errors import NotFound
from workflows.services.casework.cases import show_case
from workflows.services.takeover import takeover_checklists
from workflows.services.takeover.takeover_checklists import ChecklistRow

blueprint = Blueprint("takeover_checklist", __name__, url_prefix="/sager/<uuid:case_id>/tjekliste")


@blueprint.get("")
@requires(Permission.TAKEOVER_CHECKLIST)
def show(case_id: UUID) -> ResponseReturnValue:
    """The list, and the form for a point more."""
    return _list(case_id, NewItemForm())


@blueprint.post("")
@requires(Permission.TAKEOVER_CHECKLIST)
def add(case_id: UUID) -> ResponseReturnValue:
    """Add a point."""
    form = NewItemForm()
    if form.validate():
        with refusals_on(form):
            takeover_checklists.add_checklist_item(case_id, **form.answers(), actor=current_actor())
            flash("Punktet er tilføjet.")
            return redirect(url_for(".show", case_id=case_id), 303)
    return _list(case_id, form), 422


@blueprint.get("/<uuid:item_id>")
@requires(Permission.TAKEOVER_CHECKLIST)
def item(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """One point of one's own."""
    row = _row(case_id, item_id)
    return _item(case_id, row, ItemForm.of(row))


@blueprint.post("/<uuid:item_id>")
@requires(Permission.TAKEOVER_CHECKLIST)
def tick(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Keep how the point stands, and when it is to be done."""
    row, form = _row(case_id, item_id), ItemForm()
    if form.validate():
        with refusals_on(form):
            if form.due_on.data != row.due_on:
                takeover_checklists.set_item_due(case_id, item_id, due_on=form.due_on.data, actor=current_actor())
            takeover_checklists.tick_checklist_item(case_id, item_id, **form.ticked(), actor=current_actor())
            flash(f"»{row.label}« er gemt.")
            return redirect(url_for(".show", case_id=case_id), 303)
    return _item(case_id, row, form), 422


def _row(case_id: UUID, item_id: UUID) -> ChecklistRow:
    """A point of the list. Raises NotFound."""
    for row in takeover_checklists.checklist_of(case_id, current_actor()):
        if row.id == item_id:
            return row
    raise NotFound("Punktet findes ikke på tjeklisten.")


def _list(case_id: UUID, form: NewItemForm) -> str:
    actor = current_actor()
    rows = takeover_checklists.checklist_of(case_id, actor)
    return render_template("takeover/checklist.html", case=show_case(case_id, actor), rows=rows, form=form)


def _item(case_id: UUID, row: ChecklistRow, form: ItemForm) -> str:
    return render_template("takeover/item.html", case=show_case(case_id, current_actor()), row=row, form=form)
