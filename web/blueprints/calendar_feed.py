"""The calendar as other programs get it, at a private address that needs no login."""

from uuid import UUID

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from web.access import OPEN, requires
from workflows.services.calendar.feeds import feed

blueprint = Blueprint("calendar_feed", __name__, url_prefix="/kalender")


@blueprint.get("/<token>.ics")
@requires(OPEN)
def show(token: str) -> ResponseReturnValue:
    """The dates of the person and the organisation that the address was made for."""
    answer = Response(feed(token, _case), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="rammesag.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _case(case_id: UUID) -> str:
    return url_for("cases.show", case_id=case_id, _external=True)
