"""The front page of a municipality or a region: what waits, its cases, its documents, its own share."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from workflows.services.casework.cases import case_kinds, list_cases
from workflows.services.casework.inbox import inbox
from workflows.services.casework.shares import own_shares
from workflows.services.papers.document_lists import my_documents
from workflows.vocabulary import CaseStatus

FEW = 5
RUNNING = (CaseStatus.RUNNING,)

blueprint = Blueprint("home", __name__, url_prefix="/overblik")


@blueprint.get("/")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """All that concerns the organisation, in short."""
    actor = current_actor()
    documents = my_documents(actor)
    return render_template(
        "home/index.html",
        organisation=actor.organisation_name,
        tasks=inbox(actor),
        cases=list_cases(actor, status=RUNNING),
        kinds=case_kinds(actor, status=RUNNING),
        unread=documents.unread,
        latest=documents.read[:FEW],
        shares=own_shares(actor),
        few=FEW,
    )
