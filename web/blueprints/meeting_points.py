"""The points of an agenda, as the body's secretary keeps them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import Form, refusals_on, refusals_told
from web.forms.meetings import CasePointForm, ConclusionForm, PointForm, PostponeForm, WithdrawForm
from workflows.access.permissions import Permission
from workflows.services.meetings import keeping, outcomes
from workflows.services.meetings.points import PointShown, show_point
from workflows.vocabulary import PointOutcome

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
    return _kept(form, point, "point", partial(_change, item_id, form), "Punktet er gemt.")


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


@blueprint.get("/punkter/<uuid:item_id>/konklusion")
@requires(Permission.MEETING_KEEP)
def conclusion_form(item_id: UUID) -> ResponseReturnValue:
    """What came of a point without a case."""
    point = show_point(item_id, current_actor())
    outcome = (point.outcome or PointOutcome.CONCLUDED).value
    form = ConclusionForm(outcome=outcome, conclusion=point.conclusion)
    return render_template("meetings/conclude.html", point=point, form=form)


@blueprint.post("/punkter/<uuid:item_id>/konklusion")
@requires(Permission.MEETING_KEEP)
def conclude(item_id: UUID) -> ResponseReturnValue:
    """Keep what came of it."""
    point, form = show_point(item_id, current_actor()), ConclusionForm()
    return _kept(form, point, "conclude", partial(_conclude, item_id, form), "Konklusionen er gemt.")


@blueprint.get("/punkter/<uuid:item_id>/udgaar")
@requires(Permission.MEETING_KEEP)
def withdrawal_form(item_id: UUID) -> ResponseReturnValue:
    """Why a point is not treated."""
    point = show_point(item_id, current_actor())
    return render_template("meetings/withdraw.html", point=point, form=WithdrawForm())


@blueprint.post("/punkter/<uuid:item_id>/udgaar")
@requires(Permission.MEETING_KEEP)
def withdraw(item_id: UUID) -> ResponseReturnValue:
    """Let a point be withdrawn."""
    point, form = show_point(item_id, current_actor()), WithdrawForm()
    return _kept(form, point, "withdraw", partial(_withdraw, item_id, form), "Punktet er udgået.")


@blueprint.post("/punkter/<uuid:item_id>/fortryd")
@requires(Permission.MEETING_KEEP)
def reopen(item_id: UUID) -> ResponseReturnValue:
    """Undo what was noted to a point, or that it was withdrawn."""
    meeting_id = show_point(item_id, current_actor()).meeting_id
    with refusals_told():
        outcomes.reopen_point(item_id, current_actor())
        flash("Punktet står igen som ikke behandlet.")
    return _to_meeting(meeting_id)


@blueprint.get("/punkter/<uuid:item_id>/udsaet")
@requires(Permission.MEETING_KEEP)
def postpone_form(item_id: UUID) -> ResponseReturnValue:
    """To which meeting a point is postponed."""
    point = show_point(item_id, current_actor())
    return render_template("meetings/postpone.html", point=point, form=_postponing(point))


@blueprint.post("/punkter/<uuid:item_id>/udsaet")
@requires(Permission.MEETING_KEEP)
def postpone(item_id: UUID) -> ResponseReturnValue:
    """Postpone a point."""
    point = show_point(item_id, current_actor())
    form = _postponing(point)
    return _kept(form, point, "postpone", partial(_postpone, item_id, form), "Punktet er udsat.")


def _change(item_id: UUID, form: PointForm) -> UUID:
    return keeping.change_point(item_id, form.answers(), current_actor())


def _conclude(item_id: UUID, form: ConclusionForm) -> UUID:
    return outcomes.conclude_point(item_id, form.chosen, form.conclusion.data or "", current_actor())


def _withdraw(item_id: UUID, form: WithdrawForm) -> UUID:
    return outcomes.withdraw_point(item_id, form.reason.data, current_actor())


def _postpone(item_id: UUID, form: PostponeForm) -> UUID:
    return outcomes.postpone_point(item_id, form.chosen, form.reason.data, current_actor())


def _kept(form: Form, point: PointShown, page: str, keep: Callable[[], UUID], told: str) -> ResponseReturnValue:
    """The meeting's page when the point's form could be kept, else the form again with why not."""
    if form.validate():
        with refusals_on(form):
            meeting_id = keep()
            flash(told)
            return _to_meeting(meeting_id)
    return render_template(f"meetings/{page}.html", point=point, form=form), 422


def _form_of(point: PointShown) -> PointForm:
    start = {name: getattr(point, name) for name in ("title", "closed", "speaking_minutes", "text")}
    if not point.of_case:
        return PointForm(data=start)
    form = CasePointForm(data=start | {"papers": [str(one.id) for one in point.papers if one.chosen]})
    form.offer(point.papers)
    return form


def _postponing(point: PointShown) -> PostponeForm:
    form = PostponeForm()
    form.offer(point.others)
    return form


def _to_meeting(meeting_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="punkter"), 303)
