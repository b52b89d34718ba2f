"""My tasks: what waits for the organisation that one acts for."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, logged_in_visit, requires
from web.extracts import drawn
from web.forms.saved_views import SaveViewForm
from web.forms.task_filter import COUNTED, TaskFilterForm
from web.worklist_pages import address_of, lists_and_views, narrowed_by, sorts_of
from workflows.services.casework import inbox, saved_views
from workflows.services.casework.task_scopes import tallies_by_choice
from workflows.services.comments.thread import open_questions
from workflows.services.people.standing_in import own_absence_today
from workflows.services.register.organisations import organisations_of
from workflows.vocabulary import ListExtracted

blueprint = Blueprint("inbox", __name__, url_prefix="/opgaver")


@blueprint.get("")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The tasks asked for, or those of the view that opens first."""
    views = saved_views.views_of(current_actor().person_id)
    first = next((view for view in views if view.opens_first), None)
    if first and not request.args:
        return redirect(address_of(first.asked))
    form = TaskFilterForm()
    organisations = organisations_of()
    form.let_choose(organisations)
    form.validate()
    return _list(form, views, {one.id: one.name for one in organisations})


@blueprint.get("/liste.xlsx")
@requires(LOGGED_IN)
def extract() -> ResponseReturnValue:
    """The list of tasks with the same filter, as an Excel workbook."""
    form = TaskFilterForm()
    form.let_choose(organisations_of())
    return drawn(ListExtracted.TASKS, form.asked())


def _list(form: TaskFilterForm, views: list[saved_views.View], organisations: dict[UUID, str]) -> ResponseReturnValue:
    actor, cursor, asked = current_actor(), request.args.get("fra"), form.asked()
    found = inbox.inbox(actor, asked, cursor=cursor)
    others = [one for one in logged_in_visit().choices if one.organisation_id != actor.organisation_id]
    form.let_count(tallies_by_choice(actor, asked, {name: some for name, (_, some) in COUNTED.items() if some}))
    lists, own_views, ours = lists_and_views(asked, views, actor)
    return render_template(
        "inbox/index.html",
        found=found,
        sorts=sorts_of(asked),
        ours=ours,
        form=form,
        asked=asked,
        lists=lists,
        views=own_views,
        narrowed=narrowed_by(asked, organisations),
        saving=SaveViewForm(formdata=None),
        away=own_absence_today(actor),
        others=others,
        questions=[] if cursor or asked.narrowed else open_questions(actor),
        waiting=inbox.waiting(one.organisation_id for one in others),
        next=address_of(asked, fra=found.cursor) if found.cursor else None,
        first=address_of(asked) if cursor else None,
        cleared=address_of(asked.cleared()),
    )
