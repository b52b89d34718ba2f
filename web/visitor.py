"""The person behind a request, as Flask-Login wants to know it; the cookie holds the login's token."""

from flask import g, session
from flask_login import UserMixin, login_user, logout_user

from workflows.services.people.sessions import Visit, resume


class Visitor(UserMixin):  # type: ignore[misc]
    """Somebody who is logged in."""

    def __init__(self, token: str, visit: Visit | None) -> None:
        self.id = token
        self.visit = visit


def load_visitor(token: str) -> Visitor | None:
    """The visitor of a token, or None when the login has ended."""
    visit = resume(token)
    return None if visit is None else Visitor(token, visit)


def let_in(token: str) -> None:
    """Give the browser the token of a new login, and nothing of what its cookie held before."""
    session.clear()
    # Made for the cookie before; a form on the page that answers needs one for this login.
    g.pop("csrf_token", None)
    login_user(Visitor(token, resume(token)))


def let_out() -> None:
    """Take the login out of the browser's cookie."""
    logout_user()
    session.clear()
