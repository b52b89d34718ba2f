"""One's own views of the work list: save, rename, delete, open first."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, logged_in_visit, requires
from web.forms.base import refusals_on
from web.forms.saved_views import RenameViewForm, SaveViewForm
from web.worklist_pages import address_of, back_to_list
from workflows.services.casework import saved_views
from workflows.services.casework.task_filters import TaskFilter

blueprint = Blueprint("inbox_views", __name__, url_prefix="/opgaver/visninger")


@blueprint.get("")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The person's views."""
    views = saved_views.views_of(logged_in_visit().person_id)
    return render_template(
        "inbox/views.html", views=views, addresses={view.id: address_of(view.asked) for view in views}
    )


@blueprint.post("")
@requires(LOGGED_IN)
def save() -> ResponseReturnValue:
    """Keep what the list shows under a name."""
    form, asked = SaveViewForm(), TaskFilter.read(request.form)
    if form.validate():
        with refusals_on(form):
            person_id, first = logged_in_visit().person_id, form.opens_first.data
            saved_views.save_view(person_id, form.name.data, asked.asked(), opens_first=first)
            flash("Visningen er gemt. Du finder den over listen.")
            return redirect(back_to_list(), 303)
    return render_template("inbox/save_view.html", form=form, asked=asked, back=back_to_list()), 422


@blueprint.get("/<uuid:view_id>")
@requires(LOGGED_IN)
def edit(view_id: UUID) -> ResponseReturnValue:
    """The form of a view's name."""
    view = saved_views.get_view(view_id, logged_in_visit().person_id)
    return render_template("inbox/rename_view.html", view=view, form=RenameViewForm(name=view.name))


@blueprint.post("/<uuid:view_id>")
@requires(LOGGED_IN)
def rename(view_id: UUID) -> ResponseReturnValue:
    """Give a view another name."""
    form, person_id = RenameViewForm(), logged_in_visit().person_id
    view = saved_views.get_view(view_id, person_id)
    if form.validate():
        with refusals_on(form):
            saved_views.rename_view(view_id, person_id, form.name.data)
            flash("Visningen har fået et nyt navn.")
            return redirect(url_for(".index"), 303)
    return render_template("inbox/rename_view.html", view=view, form=form), 422


@blueprint.post("/<uuid:view_id>/foerst")
@requires(LOGGED_IN)
def open_first(view_id: UUID) -> ResponseReturnValue:
    """Let the list open with a view, or no longer."""
    first = request.form.get("first") == "1"
    saved_views.open_first(view_id, logged_in_visit().person_id, first=first)
    flash("»Mine opgaver« åbner nu med visningen." if first else "»Mine opgaver« åbner igen med dine egne opgaver.")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<uuid:view_id>/flyt")
@requires(LOGGED_IN)
def move(view_id: UUID) -> ResponseReturnValue:
    """Move a view one place up or down."""
    saved_views.move_view(view_id, logged_in_visit().person_id, up=request.form.get("up") == "1")
    return redirect(url_for(".index"), 303)


@blueprint.post("/<uuid:view_id>/slet")
@requires(LOGGED_IN)
def remove(view_id: UUID) -> ResponseReturnValue:
    """Delete a view."""
    saved_views.remove_view(view_id, logged_in_visit().person_id)
    flash("Visningen er slettet.")
    return redirect(url_for(".index"), 303)
