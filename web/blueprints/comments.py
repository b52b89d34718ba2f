"""What the parties of a case write to each other: comments, questions and their answers."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import Form, refusals_on
from web.forms.comments import CommentForm, TextForm
from workflows.access.permissions import Permission
from workflows.services.casework.cases import show_case
from workflows.services.comments import writing
from workflows.services.comments.thread import CommentShown, Thread, mentionable, show_comment, thread

blueprint = Blueprint("comments", __name__, url_prefix="/sager/<uuid:case_id>/dialog")


@blueprint.get("")
@requires(Permission.COMMENT_WRITE)
def index(case_id: UUID) -> ResponseReturnValue:
    """The thread as far as it is addressed to one's own organisation, and the form to write in it."""
    cursor, marked = request.args.get("fra"), request.args.get("vis", type=UUID)
    found = thread(case_id, current_actor(), cursor=cursor, reach=marked)
    return _page(case_id, found, _form(found))


@blueprint.post("")
@requires(Permission.COMMENT_WRITE)
def write(case_id: UUID) -> ResponseReturnValue:
    """Write a comment or a question."""
    actor = current_actor()
    found = thread(case_id, actor)
    form = _form(found)
    if form.validate():
        with refusals_on(form):
            writing.write(case_id, text=form.text.data, readers=form.reader_ids, asked=form.question, actor=actor)
            flash("Spørgsmålet er stillet." if form.question else "Kommentaren er skrevet.")
            return redirect(url_for(".index", case_id=case_id), 303)
    return _page(case_id, found, form), 422


@blueprint.get("/<uuid:comment_id>/svar")
@requires(Permission.COMMENT_WRITE)
def answer_form(case_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """The question, and the form of its answer."""
    return _one(case_id, comment_id, "comments/answer.html", TextForm("Jeres svar"))


@blueprint.post("/<uuid:comment_id>/svar")
@requires(Permission.COMMENT_WRITE)
def answer(case_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Answer a question."""
    form = TextForm("Jeres svar")
    if form.validate():
        with refusals_on(form):
            writing.answer(comment_id, text=form.text.data, actor=current_actor())
            return _back(case_id, "Svaret er sendt.")
    return _one(case_id, comment_id, "comments/answer.html", form), 422


@blueprint.get("/<uuid:comment_id>/ret")
@requires(Permission.COMMENT_WRITE)
def edit_form(case_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """What was written, to be put right."""
    shown = show_comment(comment_id, case_id, current_actor())
    return _one(case_id, comment_id, "comments/edit.html", TextForm("Ret teksten", shown.text or ""))


@blueprint.post("/<uuid:comment_id>/ret")
@requires(Permission.COMMENT_WRITE)
def edit(case_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Put right what one has written."""
    form = TextForm("Ret teksten")
    if form.validate():
        with refusals_on(form):
            writing.edit(comment_id, text=form.text.data, actor=current_actor())
            return _back(case_id, "Teksten er rettet. Det, der stod før, kan stadig læses.")
    return _one(case_id, comment_id, "comments/edit.html", form), 422


@blueprint.get("/<uuid:comment_id>/traek-tilbage")
@requires(Permission.COMMENT_WRITE)
def withdraw_form(case_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """What is to be withdrawn, and what that means."""
    return _one(case_id, comment_id, "comments/withdraw.html", Form())


@blueprint.post("/<uuid:comment_id>/traek-tilbage")
@requires(Permission.COMMENT_WRITE)
def withdraw(case_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Withdraw what one's own organisation has written."""
    writing.withdraw(comment_id, actor=current_actor())
    return _back(case_id, "Det er trukket tilbage.")


def _form(found: Thread) -> CommentForm:
    actor = current_actor()
    return CommentForm(found.to, own_organisation=actor.organisation_id, own_id=actor.person_id)


def _page(case_id: UUID, found: Thread, form: CommentForm) -> str:
    return render_template(
        "comments/index.html",
        here="comments.index",
        case=show_case(case_id, current_actor()),
        found=found,
        marked=request.args.get("vis", type=UUID),
        form=form,
        next=url_for(".index", case_id=case_id, fra=found.cursor) if found.cursor else None,
        first=url_for(".index", case_id=case_id) if found.newer else None,
    )


def _one(case_id: UUID, comment_id: UUID, template: str, form: Form) -> str:
    actor = current_actor()
    shown: CommentShown = show_comment(comment_id, case_id, actor)
    to = mentionable(comment_id, case_id, actor)
    return render_template(template, case=show_case(case_id, actor), comment=shown, form=form, to=to)


def _back(case_id: UUID, told: str) -> ResponseReturnValue:
    flash(told)
    return redirect(url_for(".index", case_id=case_id), 303)
