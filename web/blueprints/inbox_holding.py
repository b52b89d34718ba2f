"""Who has a task: take it, lay it back, give it to a colleague, set its priority; one or several at once."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.forms.tasks import GiveSeveralForm
from web.worklist_pages import ABSENCE, back_to_list, chosen_tasks, holders_seen, told
from workflows.services.casework import handing_over, holding
from workflows.services.casework.task_filters import TaskFilter
from workflows.vocabulary import Priority

TAKEN = "taget og står nu til dig"
RELEASED = "lagt tilbage"

blueprint = Blueprint("inbox_holding", __name__, url_prefix="/opgaver")


@blueprint.post("/tag")
@requires(LOGGED_IN)
def take() -> ResponseReturnValue:
    """Take the tasks that are ticked."""
    actor = current_actor()
    return told(holding.with_each(chosen_tasks(), partial(holding.take, actor=actor), actor), TAKEN)


@blueprint.post("/<uuid:task_id>/tag")
@requires(LOGGED_IN)
def take_one(task_id: UUID) -> ResponseReturnValue:
    """Take one task."""
    actor = current_actor()
    return told(holding.with_each([task_id], partial(holding.take, actor=actor), actor), TAKEN)


@blueprint.post("/laeg-tilbage")
@requires(LOGGED_IN)
def release() -> ResponseReturnValue:
    """Lay the tasks that are ticked back."""
    actor = current_actor()
    return told(holding.with_each(chosen_tasks(), partial(holding.release, actor=actor), actor), RELEASED)


@blueprint.post("/<uuid:task_id>/laeg-tilbage")
@requires(LOGGED_IN)
def release_one(task_id: UUID) -> ResponseReturnValue:
    """Lay one task back."""
    actor = current_actor()
    return told(holding.with_each([task_id], partial(holding.release, actor=actor), actor), RELEASED)


@blueprint.post("/prioriter")
@requires(LOGGED_IN)
def prioritise() -> ResponseReturnValue:
    """Set the priority of the tasks that are ticked."""
    actor = current_actor()
    priority = next((one for one in Priority if one.value == request.form.get("ny_prioritet")), None)
    if priority is None:
        flash("Vælg en prioritet.", "warning")
        return redirect(back_to_list(), 303)
    act = partial(holding.prioritise, priority=priority, actor=actor)
    return told(holding.with_each(chosen_tasks(), act, actor), f"prioriteret »{priority.label.lower()}«")


@blueprint.post("/giv")
@requires(LOGGED_IN)
def choose_for_giving() -> ResponseReturnValue:
    """Go on with the tasks that are ticked to the choice of a colleague."""
    chosen = chosen_tasks()
    if not chosen:
        return told([], "")
    asked: dict[str, Any] = TaskFilter.read(request.form).asked()
    return redirect(url_for(".give_several", opgave=chosen, fravaer=request.form.get(ABSENCE), **asked), 303)


@blueprint.get("/giv")
@requires(LOGGED_IN)
def give_several() -> ResponseReturnValue:
    """Choose the colleague who is to do several tasks."""
    tasks = handing_over.to_be_given(chosen_tasks(), current_actor())
    form = GiveSeveralForm(handing_over.colleagues(*(one.id for one in tasks)), tasks, own_id=current_actor().person_id)
    return _giving_page(tasks, form)


@blueprint.post("/giv/kollega")
@requires(LOGGED_IN)
def give() -> ResponseReturnValue:
    """Give several tasks to a colleague."""
    actor = current_actor()
    tasks = handing_over.to_be_given(chosen_tasks(), actor)
    form = GiveSeveralForm(handing_over.colleagues(*(one.id for one in tasks)), tasks, own_id=actor.person_id)
    if form.validate():
        act = partial(handing_over.hand_over, revision=None, seen=holders_seen(), actor=actor, **form.answers())
        return told(holding.with_each([one.id for one in tasks], act, actor), f"givet til {form.colleague}")
    return _giving_page(tasks, form), 422


def _giving_page(tasks: list[handing_over.ToGive], form: GiveSeveralForm) -> str:
    asked, absence_id = TaskFilter.read(request.values), request.values.get(ABSENCE)
    return render_template(
        "inbox/give.html", tasks=tasks, form=form, asked=asked, back=back_to_list(), absence_id=absence_id
    )
