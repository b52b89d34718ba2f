"""The points of an agenda, as the body's secretary keeps them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on, refusals_told
from web.forms.meetings import CasePointForm, PointForm
from workflows.access.permissions import Permission
from workflows.services.meetings import keeping
from workflows.services.meetings.points import PointShown, show_point

blueprint = Blueprint("meeting_points", __name__, url_prefix="/moeder")


@blueprint.post("/<uuid:meeting_id>/sager")
@requires(Permission.MEETING_KEEP)
def add_task(meeting_id: UUID) -> ResponseReturnValue:
    """Put a case that waits for the body on the agenda."""
    with refusals_told():
        keeping.add_task(meeting_id, request.form.get("task_id", UUID(int=0), UUID), current_actor())
        flash("Sagen er sat på dagsordenen.")
    return _to_meeting(meeting_id)


@blueprint.get("/<uuid:meeting_id>/nyt-punkt")
@requires(Permission.MEETING_KEEP)
def new(meeting_id: UUID) -> ResponseReturnValue:
    """The form of a point without a case."""
    return render_template("meetings/new_point.html", meeting_id=meeting_id, form=PointForm())


@blueprint.post("/<uuid:meeting_id>/nyt-punkt")
@requires(Permission.MEETING_KEEP)
def add(meeting_id: UUID) -> ResponseReturnValue:
    """Put a point without a case on the agenda."""
    form = PointForm()
    if form.validate():
        with refusals_on(form):
            keeping.add_point(meeting_id, form.answers(), current_actor())
            flash("Punktet er sat på dagsordenen.")
            return _to_meeting(meeting_id)
    return render_template("meetings/new_point.html", meeting_id=meeting_id, form=form), 422


@blueprint.get("/punkter/<uuid:item_id>")
@requires(Permission.MEETING_KEEP)
def form(item_id: UUID) -> ResponseReturnValue:
    """What is said of a point, and which papers go with it."""
    point = show_point(item_id, current_actor())
    return render_template("meetings/point.html", point=point, form=_form_of(point))


@blueprint.post("/punkter/<uuid:item_id>")
@requires(Permission.MEETING_KEEP)
def change(item_id: UUID) -> ResponseReturnValue:
    """Keep what is said of a point."""
    point = show_point(item_id, current_actor())
    form = _form_of(point)
    if form.validate():
        with refusals_on(form):
            meeting_id = keeping.change_point(item_id, form.answers(), current_actor())
            flash("Punktet er gemt.")
            return _to_meeting(meeting_id)
    return render_template("meetings/point.html", point=point, form=form), 422


@blueprint.post("/punkter/<uuid:item_id>/flyt")
@requires(Permission.MEETING_KEEP)
def move(item_id: UUID) -> ResponseReturnValue:
    """Move a point up or down."""
    return _to_meeting(keeping.move_point(item_id, up=request.form.get("op") == "1", actor=current_actor()))


@blueprint.post("/punkter/<uuid:item_id>/fjern")
@requires(Permission.MEETING_KEEP)
def remove(item_id: UUID) -> ResponseReturnValue:
    """Take a point off the agenda."""
    meeting_id = show_point(item_id, current_actor()).meeting_id
    with refusals_told():
        keeping.remove_point(item_id, current_actor())
        flash("Punktet er taget af dagsordenen.")
    return _to_meeting(meeting_id)


def _form_of(point: PointShown) -> PointForm:
    start = {name: getattr(point, name) for name in ("title", "closed", "speaking_minutes", "text")}
    if not point.of_case:
        return PointForm(data=start)
    form = CasePointForm(data=start | {"papers": [str(one.id) for one in point.papers if one.chosen]})
    form.offer(point.papers)
    return form


def _to_meeting(meeting_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="punkter"), 303)
