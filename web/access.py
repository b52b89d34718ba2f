"""Who may open a view, and what a template may show.

Every view says `@requires(…)`; one that says nothing is refused to everybody. Whether a permission in
a case holds in *this* case is decided by the service, which knows the parties: here it is enough that
the person has a role that can have it.
"""

from collections.abc import Callable, Set
from enum import Enum
from typing import TypeVar, cast

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from web.errors import logged_out_while_typing
from workflows.access.actor import Actor
from workflows.access.grants import GRANTS, allows
from workflows.access.permissions import Permission
from workflows.errors import NotAllowed
from workflows.services.people.sessions import Visit
from workflows.vocabulary import Party

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Door(Enum):
    """A view that asks for no permission."""

    OPEN = "open to everybody"
    LOGGED_IN = "open to everybody who is logged in"


OPEN = Door.OPEN
LOGGED_IN = Door.LOGGED_IN

NO_POST = "Du har ingen rolle i en organisation i dag. Bed sekretariatet om at give dig en."
NOT_YOURS = "Din rolle giver ikke adgang til siden. Kontakt sekretariatet, hvis du mener, at den burde."


def requires(permission: Permission | Door) -> Callable[[View], View]:
    """Mark a view with what it asks of the person."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def current_visit() -> Visit | None:
    """The login behind the request, or None when nobody is logged in."""
    return cast(Visit, current_user.visit) if current_user.is_authenticated else None


def logged_in_visit() -> Visit:
    """The login behind the request, for views that are open to those who are logged in.

    Raises NotAllowed when nobody is.
    """
    visit = current_visit()
    if visit is None:
        raise NotAllowed("Log på for at se siden.")
    return visit


def current_actor() -> Actor:
    """The person and the organisation that the request acts for.

    Raises NotAllowed when the person has no role in any organisation today.
    """
    actor = logged_in_visit().actor
    if actor is None:
        raise NotAllowed(NO_POST)
    return actor


def may(permission: Permission, parties: Set[Party] = frozenset()) -> bool:
    """Whether the person may, `parties` being the parts that the organisation has in the case."""
    visit = current_visit()
    if visit is None or visit.actor is None:
        return False
    return allows(permission, actor=visit.actor, parties=parties)


def could(permission: Permission, actor: Actor) -> bool:
    """Whether the actor may in the system, or has a role that may in some case."""
    in_some_case = any(grant.role in actor.roles for grant in GRANTS.get(permission, frozenset()))
    return in_some_case or allows(permission, actor=actor)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    permission = getattr(current_app.view_functions[request.endpoint], "permission", None)
    if permission is OPEN:
        return None
    if current_visit() is None:
        return _ask_to_log_in()
    if permission is not LOGGED_IN and not (permission and could(permission, current_actor())):
        raise NotAllowed(NOT_YOURS)
    return None


def _ask_to_log_in() -> ResponseReturnValue:
    if request.method != "GET":
        return logged_out_while_typing()
    asked_for = request.full_path.rstrip("?")
    return redirect(url_for("auth.login", next=None if asked_for == "/" else asked_for))


def init_access(app: Flask) -> None:
    """Guard every view of the app, and let templates ask."""
    app.before_request(_guard)
    requires(OPEN)(app.view_functions["static"])  # type: ignore[type-var]
    app.jinja_env.globals.update(may=may, Permission=Permission)
    app.context_processor(lambda: {"visit": current_visit()})
