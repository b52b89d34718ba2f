"""Who has a task: take it, lay it back, give it to a colleague, set its priority; one or several at once."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.forms.tasks import GiveSeveralForm
from web.worklist_pages import (
    ABSENCE,
    all_are_chosen,
    back_to_list,
    chosen_tasks,
    confirming,
    holders_seen,
    told,
)
from workflows.services.casework import handing_over, holding
from workflows.services.casework.task_filters import TaskFilter
from workflows.vocabulary import Priority

TAKEN = "taget og står nu til dig"
RELEASED = "lagt tilbage"
IN_ADDRESS = 50
"""More tasks than this are not named in an address: it would be too long for some proxies."""

blueprint = Blueprint("inbox_holding", __name__, url_prefix="/opgaver")


@blueprint.post("/tag")
@requires(LOGGED_IN)
def take() -> ResponseReturnValue:
    """Take the tasks that are chosen."""
    if all_are_chosen():
        return confirming("tag {}")
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
    """Lay the tasks that are chosen back."""
    if all_are_chosen():
        return confirming("læg {} tilbage")
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
    """Set the priority of the tasks that are chosen."""
    actor = current_actor()
    priority = next((one for one in Priority if one.value == request.form.get("ny_prioritet")), None)
    if priority is None:
        flash("Vælg en prioritet.", "warning")
        return redirect(back_to_list(), 303)
    if all_are_chosen():
        return confirming(f"giv {{}} prioriteten »{priority.label.lower()}«", priority)
    act = partial(holding.prioritise, priority=priority, actor=actor)
    return told(holding.with_each(chosen_tasks(), act, actor), f"prioriteret »{priority.label.lower()}«")


@blueprint.post("/giv")
@requires(LOGGED_IN)
def choose_for_giving() -> ResponseReturnValue:
    """Go on with the tasks that are chosen to the choice of a colleague."""
    chosen = chosen_tasks()
    if not chosen:
        return told([], "")
    if len(chosen) > IN_ADDRESS:
        return _giving_page(*_to_give(chosen))
    asked: dict[str, Any] = TaskFilter.read(request.form).asked()
    return redirect(url_for(".give_several", opgave=chosen, fravaer=request.form.get(ABSENCE), **asked), 303)


@blueprint.get("/giv")
@requires(LOGGED_IN)
def give_several() -> ResponseReturnValue:
    """Choose the colleague who is to do several tasks."""
    return _giving_page(*_to_give(chosen_tasks()))


@blueprint.post("/giv/kollega")
@requires(LOGGED_IN)
def give() -> ResponseReturnValue:
    """Give several tasks to a colleague."""
    actor = current_actor()
    tasks, form = _to_give(chosen_tasks())
    if form.validate():
        act = partial(handing_over.hand_over, revision=None, seen=holders_seen(), actor=actor, **form.answers())
        return told(holding.with_each([one.id for one in tasks], act, actor), f"givet til {form.colleague}")
    return _giving_page(tasks, form), 422


def _to_give(chosen: list[UUID]) -> tuple[list[handing_over.ToGive], GiveSeveralForm]:
    """The tasks to be given, and the form of the colleague who is to do them."""
    actor = current_actor()
    tasks = handing_over.to_be_given(chosen, actor)
    colleagues = handing_over.colleagues(*(one.id for one in tasks))
    return tasks, GiveSeveralForm(colleagues, tasks, own_id=actor.person_id)


def _giving_page(tasks: list[handing_over.ToGive], form: GiveSeveralForm) -> str:
    asked, absence_id = TaskFilter.read(request.values), request.values.get(ABSENCE)
    return render_template(
        "inbox/give.html", tasks=tasks, form=form, asked=asked, back=back_to_list(), absence_id=absence_id
    )
