"""What comes of the points of a meeting: concluded, withdrawn, postponed; and what members had against it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import Form, refusals_on, refusals_told
from web.forms.changes import with_rows_changed
from web.forms.meeting_outcomes import ConclusionForm, DissentsForm, PostponeForm, WithdrawForm
from workflows.access.permissions import Permission
from workflows.services.meetings import outcomes, postponing
from workflows.services.meetings.points import PointShown, show_point

blueprint = Blueprint("meeting_outcomes", __name__, url_prefix="/moeder/punkter/<uuid:item_id>")


@blueprint.get("/konklusion")
@requires(Permission.MEETING_KEEP)
def conclusion_form(item_id: UUID) -> ResponseReturnValue:
    """What came of a point without a case."""
    point = _point(item_id)
    return _page("conclude", point, ConclusionForm.of(point))


@blueprint.post("/konklusion")
@requires(Permission.MEETING_KEEP)
def conclude(item_id: UUID) -> ResponseReturnValue:
    """Keep what came of it."""
    form = ConclusionForm()
    return _kept(
        "conclude",
        _point(item_id),
        form,
        lambda: outcomes.conclude_point(item_id, form.chosen, form.conclusion.data or "", current_actor()),
        "Konklusionen er gemt.",
    )


@blueprint.get("/udgaar")
@requires(Permission.MEETING_KEEP)
def withdrawal_form(item_id: UUID) -> ResponseReturnValue:
    """Why a point is not treated."""
    return _page("withdraw", _point(item_id), WithdrawForm())


@blueprint.post("/udgaar")
@requires(Permission.MEETING_KEEP)
def withdraw(item_id: UUID) -> ResponseReturnValue:
    """Let a point be withdrawn."""
    form = WithdrawForm()
    return _kept(
        "withdraw",
        _point(item_id),
        form,
        lambda: outcomes.withdraw_point(item_id, form.reason.data, current_actor()),
        "Punktet er udgået.",
    )


@blueprint.get("/udsaet")
@requires(Permission.MEETING_KEEP)
def postpone_form(item_id: UUID) -> ResponseReturnValue:
    """To which meeting a point is postponed."""
    point = _point(item_id)
    return _page("postpone", point, PostponeForm(point))


@blueprint.post("/udsaet")
@requires(Permission.MEETING_KEEP)
def postpone(item_id: UUID) -> ResponseReturnValue:
    """Postpone a point."""
    point = _point(item_id)
    form = PostponeForm(point)
    return _kept(
        "postpone",
        point,
        form,
        lambda: postponing.postpone_point(item_id, form.chosen, form.reason.data, current_actor()),
        "Punktet er udsat.",
    )


@blueprint.get("/forbehold")
@requires(Permission.MEETING_KEEP)
def dissents_form(item_id: UUID) -> ResponseReturnValue:
    """Who stands apart from the conclusion, and in what words."""
    point = _point(item_id)
    return _page("dissents", point, DissentsForm(point))


@blueprint.post("/forbehold")
@requires(Permission.MEETING_KEEP)
def keep_dissents(item_id: UUID) -> ResponseReturnValue:
    """Keep it."""
    point = _point(item_id)
    form = DissentsForm(point)
    return _kept(
        "dissents",
        point,
        form,
        lambda: outcomes.keep_dissents(item_id, form.given(), current_actor()),
        "Forbehold og mindretal er gemt.",
    )


@blueprint.post("/forbehold/raekker")
@requires(Permission.MEETING_KEEP)
def change_dissent_rows(item_id: UUID) -> ResponseReturnValue:
    """Add a row or take one away; nothing is kept yet."""
    point = _point(item_id)
    return _page("dissents", point, with_rows_changed(partial(DissentsForm, point)))


@blueprint.post("/fortryd")
@requires(Permission.MEETING_KEEP)
def reopen(item_id: UUID) -> ResponseReturnValue:
    """Undo what was noted to a point, or that it was withdrawn."""
    return _undone(item_id, outcomes.reopen_point, "Punktet står igen som ikke behandlet.")


@blueprint.post("/fortryd-udsaettelse")
@requires(Permission.MEETING_KEEP)
def bring_back(item_id: UUID) -> ResponseReturnValue:
    """Undo that a point was postponed."""
    return _undone(item_id, postponing.bring_back, "Punktet er ikke længere udsat og står på dette møde igen.")


def _point(item_id: UUID) -> PointShown:
    return show_point(item_id, current_actor())


def _page(name: str, point: PointShown, form: Form) -> str:
    return render_template(f"meetings/{name}.html", point=point, form=form)


def _kept(name: str, point: PointShown, form: Form, keep: Callable[[], UUID], told: str) -> ResponseReturnValue:
    """The meeting's page when it could be kept, else the form again with why not."""
    if form.validate():
        with refusals_on(form):
            meeting_id = keep()
            flash(told)
            return _to_meeting(meeting_id)
    return _page(name, point, form), 422


def _undone(item_id: UUID, undo: Callable[..., UUID], told: str) -> ResponseReturnValue:
    meeting_id = _point(item_id).meeting_id
    with refusals_told():
        undo(item_id, current_actor())
        flash(told)
    return _to_meeting(meeting_id)


def _to_meeting(meeting_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="punkter"), 303)
