"""The front page of a municipality or a region: what waits, its cases, its documents, its own share."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from workflows.services.casework.cases import case_kinds, list_cases
from workflows.services.casework.inbox import inbox
from workflows.services.casework.shares import own_shares
from workflows.services.casework.task_filters import TaskFilter, TaskScope
from workflows.services.casework.task_scopes import tallies
from workflows.services.papers.document_lists import my_documents
from workflows.vocabulary import CaseStatus

FEW = 5
OURS = TaskFilter(TaskScope.OURS)
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
        tasks=inbox(actor, OURS).rows[:FEW],
        waiting=tallies(actor, [OURS])[0],
        cases=list_cases(actor, status=RUNNING),
        kinds=case_kinds(actor, status=RUNNING),
        unread=documents.unread,
        latest=documents.read[:FEW],
        shares=own_shares(actor),
        few=FEW,
    )
