"""One task: see it, compute, keep a draft, complete it, hand it over."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.forms.base import refusals_on
from web.forms.task_form import ComputingForm, faults_on
from web.forms.task_forms import form_of
from web.forms.tasks import HandOverForm
from web.taskpages import (
    begun,
    can_be_done,
    carry_meeting,
    computed,
    draft_kept,
    files_kept,
    go_on,
    not_for_you,
    not_taken,
    open_page,
    posted_revision,
    rows_changed,
)
from workflows.services.casework import handing_over, tasks

blueprint = Blueprint("tasks", __name__, url_prefix="/opgaver/<uuid:task_id>")
blueprint.url_defaults(carry_meeting)


@blueprint.get("")
@requires(LOGGED_IN)
def show(task_id: UUID) -> ResponseReturnValue:
    """What to do, why, by when, with which papers, and the form."""
    page = open_page(task_id)
    return begun(page) if can_be_done(page) else not_for_you(page)


@blueprint.post("/udfoer")
@requires(LOGGED_IN)
def complete(task_id: UUID) -> ResponseReturnValue:
    """Do the task with the answers given."""
    page = open_page(task_id)
    if not can_be_done(page):
        return not_for_you(page)
    form, revision = form_of(page), posted_revision()
    judged = form.is_judged()
    with faults_on(form):
        revision = files_kept(form)
    if judged:
        with faults_on(form):
            answers = form.answers_so_far()
            tasks.complete_task(task_id, revision=revision, answers=answers, actor=current_actor())
            flash(form.sent)
            return go_on(page)
    return not_taken(page, form)


@blueprint.post("/kladde")
@requires(LOGGED_IN)
def save_draft(task_id: UUID) -> ResponseReturnValue:
    """Keep what is typed so far."""
    page = open_page(task_id)
    if not can_be_done(page):
        return not_for_you(page)
    form = form_of(page)
    with faults_on(form):
        revision = files_kept(form)
        revision = tasks.keep_draft(task_id, revision=revision, draft=form.typed(), actor=current_actor())
        return draft_kept(page, revision)
    return not_taken(page, form)


@blueprint.post("/beregn")
@requires(LOGGED_IN)
def compute(task_id: UUID) -> ResponseReturnValue:
    """Show what an account gives, without sending it."""
    page = open_page(task_id)
    if not can_be_done(page):
        return not_for_you(page)
    form = form_of(page)
    if not isinstance(form, ComputingForm):
        abort(404)
    return computed(page, form)


@blueprint.post("/raekker")
@requires(LOGGED_IN)
def change_rows(task_id: UUID) -> ResponseReturnValue:
    """Add a row to a table of the form, take one away, paste cells, or undo that; nothing is kept yet."""
    page = open_page(task_id)
    return rows_changed(page) if can_be_done(page) else not_for_you(page)


@blueprint.get("/giv-videre")
@requires(LOGGED_IN)
def hand_over(task_id: UUID) -> ResponseReturnValue:
    """Choose the colleague who is to do the task."""
    page = open_page(task_id)
    form = HandOverForm(handing_over.colleagues(task_id), page, own_id=current_actor().person_id)
    return render_template("tasks/hand_over.html", page=page, form=form)


@blueprint.post("/giv-videre")
@requires(LOGGED_IN)
def give(task_id: UUID) -> ResponseReturnValue:
    """Give the task to a colleague."""
    page = open_page(task_id)
    form = HandOverForm(handing_over.colleagues(task_id), page, own_id=current_actor().person_id)
    if form.validate():
        with refusals_on(form):
            handing_over.hand_over(task_id, revision=posted_revision(), **form.answers(), actor=current_actor())
            flash(f"Opgaven er givet til {form.colleague}.")
            return redirect(url_for("inbox.index"), 303)
    return render_template("tasks/hand_over.html", page=page, form=form), 422
