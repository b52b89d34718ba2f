"""A page that is closed to the organisation one acts for, and open to another of one's own."""

from flask import Flask, current_app, request

from web.access import could, current_visit
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.services.casework.elsewhere import actors_of, following, having


def opens_for() -> list[Actor]:
    """The person acting for each other organisation for which the page asked for would open, by name.

    None are given for what was sent: it is to be looked at again by the one who is to send it.
    """
    visit, values = current_visit(), request.view_args or {}
    if request.method != "GET" or request.endpoint is None or visit is None or visit.actor is None:
        return []
    if len(visit.choices) < 2:
        return []
    others = [one for one in actors_of(visit.person_id) if one.organisation_id != visit.actor.organisation_id]
    asked = getattr(current_app.view_functions[request.endpoint], "permission", None)
    permission = asked if isinstance(asked, Permission) else None
    if "case_id" in values:
        return following(others, values["case_id"], permission)
    if "task_id" in values:
        return having(others, values["task_id"])
    return [one for one in others if permission is not None and could(permission, one)]


def init_elsewhere(app: Flask) -> None:
    """Let the pages of errors say for whom the page opens."""
    app.jinja_env.globals["opens_for"] = opens_for
