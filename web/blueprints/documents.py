"""The documents sent to one's organisation, and each document as it was issued."""

import json
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from workflows.errors import NotFound
from workflows.services.papers.document_lists import my_documents
from workflows.services.papers.documents import open_document

blueprint = Blueprint("documents", __name__, url_prefix="/dokumenter")


@blueprint.get("/")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """What was sent to the organisation, what nobody has opened first."""
    cursor = request.args.get("fra")
    page = my_documents(current_actor(), cursor=cursor)
    following = url_for(".index", fra=page.cursor) if page.cursor else None
    first = url_for(".index") if cursor else None
    return render_template("documents/index.html", page=page, next=following, first=first)


@blueprint.get("/<uuid:document_id>/pdf")
@requires(LOGGED_IN)
def open_pdf(document_id: UUID) -> ResponseReturnValue:
    """The document in the browser; the first opening is the organisation's receipt."""
    opened = open_document(document_id, current_actor())
    return _file(opened.pdf, "application/pdf", "inline", f"{opened.number}-v{opened.version}.pdf")


@blueprint.get("/<uuid:document_id>/data")
@requires(LOGGED_IN)
def data(document_id: UUID) -> ResponseReturnValue:
    """The figures of a document that holds an account, so that they can be computed again."""
    opened = open_document(document_id, current_actor())
    if "account" not in opened.data:
        raise NotFound("Dokumentet har ingen data at hente.")
    text = json.dumps(opened.data, ensure_ascii=False, indent=2)
    return _file(text.encode(), "application/json", "attachment", f"{opened.number}-v{opened.version}.json")


def _file(content: bytes, kind: str, disposition: str, name: str) -> Response:
    """A file under the document's number: its name tells nothing of any person."""
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return Response(content, content_type=kind, headers=headers)
