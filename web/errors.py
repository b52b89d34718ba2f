"""What is shown when something cannot be done, and what is logged of it."""

import secrets
from urllib.parse import urlsplit

import structlog
from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from web.forms.labels import with_labels
from workflows.clock import today
from workflows.errors import NotAllowed, NotFound, Refused

log = structlog.get_logger("rammesag.web")

WORDS = {
    400: ("Forespørgslen kunne ikke forstås", "Gå tilbage, og prøv igen."),
    404: ("Siden findes ikke", "Den kan være flyttet, eller adressen kan være skrevet forkert."),
    405: ("Siden kan ikke bruges sådan", "Gå tilbage, og brug knapperne på siden."),
    413: ("Det sendte fylder for meget", "Gå tilbage, og send noget mindre."),
}
"""Title and advice by status; others get those of 400."""

SECRETS = ("password", "repeated", "token")
"""Fields with one of these in the name are never shown again; every password field of ours has."""
NOT_TYPED = ("revision", "organisation_id")
"""What a form carries along without anybody typing it; also in the rows of a list."""


def init_errors(app: Flask) -> None:
    """Show every error as a page in Danish."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(InternalServerError, _bug)


def logged_out_while_typing() -> ResponseReturnValue:
    """The answer to a form sent by someone who is no longer logged in: nothing typed is lost."""
    return render_template("errors/form_lost.html", logged_out=True, typed=_typed()), 401


def _form_too_old(_error: CSRFError) -> ResponseReturnValue:
    return render_template("errors/form_lost.html", logged_out=False, typed=_typed()), 400


def _typed() -> list[tuple[str, str]]:
    """What the form held, in its order, each with its label; only when it was sent from one of our own pages."""
    if urlsplit(request.headers.get("Origin", "")).netloc != request.host:
        return []
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if value.strip() and not any(secret in name for secret in SECRETS) and not name.endswith(NOT_TYPED)
    ]
    return with_labels(typed, request.form)


def _refused(refusal: Refused) -> ResponseReturnValue:
    return render_template("errors/refused.html", refusal=refusal), 409


def _not_found(refusal: Refused) -> ResponseReturnValue:
    return _page(404, WORDS[404][0], refusal.message), 404


def _not_allowed(refusal: Refused) -> ResponseReturnValue:
    return _page(403, "Du har ikke adgang", refusal.message), 403


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    title, text = WORDS.get(error.code, WORDS[400])
    return _page(error.code, title, text), error.code


def _bug(error: InternalServerError) -> ResponseReturnValue:
    """Log a bug once, under a reference that the user can give to the one who runs the system."""
    reference = f"{today():%y%m%d}-{secrets.token_hex(3).upper()}"
    g.bug = True  # the page asks the database for no more than it must
    log.error("bug", reference=reference, endpoint=request.endpoint, exc_info=error.original_exception)
    return render_template("errors/bug.html", reference=reference), 500


def _page(status: int, title: str, text: str) -> str:
    return render_template("errors/error.html", status=status, title=title, text=text)
