"""The calendar as other programs get it, at a private address that needs no login."""

from uuid import UUID

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from web.access import OPEN, requires
from workflows.services.calendar.feeds import Ways, feed

blueprint = Blueprint("calendar_feed", __name__, url_prefix="/kalender")


@blueprint.get("/<token>.ics")
@requires(OPEN)
def show(token: str) -> ResponseReturnValue:
    """The dates of the person and the organisation that the address was made for; `varsel` asks for reminders."""
    reminded = max(0, request.args.get("varsel", 0, type=int))
    ways = Ways(case=_case, task=_task)
    answer = Response(feed(token, ways, reminded=reminded), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="rammesag.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _case(case_id: UUID) -> str:
    return url_for("cases.show", case_id=case_id, _external=True)


def _task(task_id: UUID) -> str:
    return url_for("tasks.show", task_id=task_id, _external=True)
