"""One's messages: what has happened that concerns one, for whichever organisation one has a role in."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, logged_in_visit, requires
from web.forms.messages import ALL, MessageFilter
from workflows.services.notices import messages
from workflows.services.people.sessions import act_for
from workflows.vocabulary import NoticeKind

blueprint = Blueprint("messages", __name__, url_prefix="/beskeder")


@blueprint.get("")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The unread messages, or all, the newest first."""
    form, cursor = MessageFilter(), request.args.get("fra")
    number = (form.sag.data or "").strip()
    page = messages.list_messages(
        logged_in_visit(), only_unread=form.only_unread, kind=form.kind, case_number=number, cursor=cursor
    )
    return render_template(
        "messages/index.html",
        form=form,
        page=page,
        kept=_kept(),
        unread=_address(vis=None),
        all=_address(vis=ALL),
        next=_address(fra=page.cursor) if page.cursor else None,
        first=_address() if cursor else None,
    )


@blueprint.get("/<uuid:message_id>")
@requires(LOGGED_IN)
def show(message_id: UUID) -> ResponseReturnValue:
    """Read a message, and go to what it is about, acting for the organisation that it concerns."""
    visit = logged_in_visit()
    opened = messages.open_message(message_id, visit)
    if visit.actor and visit.actor.organisation_id != opened.organisation_id:
        flash(f"Du handler nu for {act_for(visit.session_id, opened.organisation_id)}.")
    return redirect(_place(opened), 303)


@blueprint.post("/<uuid:message_id>/laest")
@requires(LOGGED_IN)
def mark_read(message_id: UUID) -> ResponseReturnValue:
    """Mark one message as read."""
    messages.mark_read(message_id, logged_in_visit())
    return redirect(_address(), 303)


@blueprint.post("/<uuid:message_id>/laeg-til-side")
@requires(LOGGED_IN)
def put_aside(message_id: UUID) -> ResponseReturnValue:
    """Put a message aside for the whole organisation."""
    messages.put_aside(message_id, logged_in_visit())
    flash("Beskeden er lagt til side for alle hos jer.")
    return redirect(_address(), 303)


@blueprint.post("/laest")
@requires(LOGGED_IN)
def mark_all_read() -> ResponseReturnValue:
    """Mark all messages as read."""
    messages.mark_all_read(logged_in_visit())
    flash("Alle dine beskeder er markeret som læst.")
    return redirect(url_for(".index"), 303)


def _place(opened: messages.Opened) -> str:
    if opened.kind is NoticeKind.INCIDENT:
        return url_for("incidents.index")
    if opened.kind is NoticeKind.ADDRESS_REFUSED and opened.person_id:
        return url_for("admin_people.show", person_id=opened.person_id)
    if opened.kind is NoticeKind.STAND_IN:
        return url_for("profile.show", _anchor="fravaer")
    if opened.comment_id:
        anchor = f"skrevet-{opened.comment_id}"
        return url_for("comments.index", case_id=opened.case_id, vis=opened.comment_id, _anchor=anchor)
    if opened.task_id:
        return url_for("tasks.show", task_id=opened.task_id)
    if opened.case_id:
        return url_for("cases.show", case_id=opened.case_id)
    return url_for("documents.index" if opened.kind is NoticeKind.DOCUMENT_RECEIVED else "inbox.index")


def _address(**values: Any) -> str:
    """The list as it is filtered now, with other values where they are given."""
    return url_for(".index", **(_kept() | values))


def _kept() -> dict[str, Any]:
    return {name: request.args.get(name) or None for name in ("vis", "slags", "sag")}
