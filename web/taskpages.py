"""The page of a task in its different states: to be done, computed, not taken, done by somebody else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, has_request_context, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor
from web.filters import klokken
from web.forms.changes import changed_form, settle
from web.forms.labels import with_labels
from web.forms.task_form import ComputingForm, TaskForm, faults_on
from web.forms.task_forms import form_of
from workflows.clock import now
from workflows.services.casework.inbox import next_task
from workflows.services.casework.taskpage import TaskPage, show_task
from workflows.services.meetings.pages import held_on
from workflows.services.papers import attachments

UNREADABLE = 422
TOO_LATE = 409


def typed_live() -> bool:
    """Whether a script sent the form while somebody was typing, and wants a part of the page."""
    return "HX-Request" in request.headers


def posted_revision() -> int:
    """The revision of the task that the page was shown with."""
    return request.form.get("revision", 0, int)


def open_page(task_id: UUID) -> TaskPage:
    """The page of a task as it is now. Raises NotFound for others' tasks."""
    return show_task(task_id, current_actor())


def can_be_done(page: TaskPage) -> bool:
    """Whether it is still for the person to do."""
    return page.open and page.may_do


def begun(page: TaskPage) -> ResponseReturnValue:
    """The page with what is kept or registered, an account computed as far as it goes."""
    form = form_of(page)
    result = None
    if isinstance(form, ComputingForm) and not form.unread():
        result = _computed(form)
        form = form_of(page)
    _fill_in_meeting(form)
    return _shown(page, form, result)


def meeting_asked() -> UUID | None:
    """The meeting from whose page the task is done, and to which it leads back."""
    return request.args.get("moede", type=UUID)


def carry_meeting(endpoint: str, values: dict[str, Any]) -> None:
    """Let the buttons of a task that is done from a meeting's page lead back to it, those of its files too."""
    asks = has_request_context() and request.blueprint in ("tasks", "attachments")
    if asks and "moede" in request.args and endpoint != "attachments.download":
        values.setdefault("moede", request.args["moede"])


def _fill_in_meeting(form: TaskForm) -> None:
    """The day of the meeting, where the form asks for one and nobody has written another."""
    meeting_id = meeting_asked()
    if meeting_id is not None and "meeting_on" in form and form.meeting_on.data is None:
        form.meeting_on.data = held_on(meeting_id, current_actor())


def rows_changed(page: TaskPage) -> ResponseReturnValue:
    """The page with a row more or less in one of its tables, cells pasted, or a change undone, as a button asked."""
    sent = changed_form()
    form = form_of(page, sent)
    form.change_rows(request.form.get("add"), request.form.get("remove"))
    if sent is not None:
        settle(form)
    return _shown(page, form, None, revision=posted_revision())


def computed(page: TaskPage, form: ComputingForm) -> ResponseReturnValue:
    """The page with the result of what was typed, or only the result when a script asks."""
    result = _computed(form) if form.validate() else None
    if typed_live():
        return render_template(form.result_live, page=page, form=form, result=result)
    return _shown(page, form, result, revision=posted_revision(), status=UNREADABLE if form.errors else 200)


def not_taken(page: TaskPage, form: TaskForm) -> ResponseReturnValue:
    """The page with everything typed, and at each field why it could not be taken."""
    page = open_page(page.id)
    if not can_be_done(page):
        return not_for_you(page)
    result = None
    if isinstance(form, ComputingForm) and not form.unread():
        result = _computed(form_of(page))
        if result is not None:
            form.leave_warnings(result)
    return _shown(page, form, result, status=UNREADABLE)


def not_for_you(page: TaskPage) -> ResponseReturnValue:
    """The page when the task is done, fallen away or another's: who and what, and what was typed."""
    sent = request.form.items(multi=True)
    typed = with_labels([one for one in sent if not one[0].endswith(HIDDEN) and one[1].strip()], request.form)
    files = [one.filename for one in request.files.getlist("file") if one.filename]
    status = TOO_LATE if request.method == "POST" else 200
    return render_template("tasks/closed.html", page=page, typed=typed, files=files), status


def files_kept(form: TaskForm) -> int:
    """Keep the files that were sent along, if any, with what was typed; gives the task's revision after it.

    Raises as `services.attachments.add` does.
    """
    files = form.uploads()
    if not files:
        return posted_revision()
    return attachments.add(
        form.page.id, revision=posted_revision(), files=files, draft=form.typed(), actor=current_actor()
    )


def draft_kept(page: TaskPage, revision: int) -> ResponseReturnValue:
    """What is told when a draft is kept; the page's revision follows."""
    kept_at: datetime = now()
    if typed_live():
        return render_template("tasks/draft.html", revision=revision, kept_at=kept_at)
    flash(f"Kladden er gemt {klokken(kept_at)}.")
    return redirect(url_for("tasks.show", task_id=page.id), 303)


def go_on(page: TaskPage) -> ResponseReturnValue:
    """What comes after a task: the meeting it was done from, else the next in the case, the case, the inbox."""
    if meeting_id := meeting_asked():
        return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)
    following = next_task(page.case_id, current_actor())
    if following:
        return redirect(url_for("tasks.show", task_id=following), 303)
    if page.sees_case:
        return redirect(url_for("cases.show", case_id=page.case_id), 303)
    return redirect(url_for("inbox.index"), 303)


HIDDEN = ("csrf_token", "revision", "_id", "-id", "-tool", "-key", "-chosen")
"""How the names of what nobody has typed in words end."""


def _computed(form: TaskForm) -> Any:
    """What the form gives; none while something in it can't stand. The form must be one that computes."""
    assert isinstance(form, ComputingForm)
    with faults_on(form):
        return form.compute(current_actor())
    return None


def _shown(
    page: TaskPage, form: TaskForm, result: Any, *, revision: int | None = None, status: int = 200
) -> ResponseReturnValue:
    shown = page.revision if revision is None else revision
    return render_template("tasks/show.html", page=page, form=form, result=result, revision=shown), status
