"""What is shown when something cannot be done, and what is logged of it."""

import secrets
from typing import Any

import structlog
from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from web.carried import Carried, came_from, sent_in_vain
from web.forms.auth import LoginForm
from web.forms.labels import with_labels
from web.large import MOST_BYTES
from workflows.clock import today
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.services.papers.attachments import LARGEST

log = structlog.get_logger("rammesag.web")

WORDS = {
    400: ("Forespørgslen kunne ikke forstås", "Gå tilbage, og prøv igen."),
    404: ("Siden findes ikke", "Den kan være flyttet, eller adressen kan være skrevet forkert."),
    405: ("Siden kan ikke bruges sådan", "Gå tilbage, og brug knapperne på siden."),
    413: (
        "Det sendte fylder for meget",
        f"Filerne er ikke modtaget. Vedhæft filer på højst {LARGEST // 1024**2} MB, "
        f"og højst {MOST_BYTES // 1024**2} MB ad gangen.",
    ),
}
"""Title and advice by status; others get those of 400."""

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
    form = LoginForm(formdata=None)
    return _with_typed("errors/logged_out.html", form=form, came_from=came_from()), 401


def _form_too_old(_error: CSRFError) -> ResponseReturnValue:
    return _with_typed("errors/form_lost.html"), 400


def _with_typed(template: str, **values: Any) -> str:
    """An error's page with what was typed into the form that led there, and the way back to it."""
    carried = sent_in_vain()
    return render_template(template, carried=carried, typed=_typed(carried), **values)


def _typed(carried: Carried | None) -> list[tuple[str, str]]:
    """What the form held, in its order, each with its label."""
    sent = carried.fields if carried else []
    typed = [(name, value) for name, value in sent if value.strip() and not name.endswith(NOT_TYPED)]
    return with_labels(typed, [name for name, _ in sent])


def _refused(refusal: Refused) -> ResponseReturnValue:
    return _with_typed("errors/refused.html", refusal=refusal), 409


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
    return _with_typed("errors/bug.html", reference=reference), 500


def _page(status: int, title: str, text: str) -> str:
    return _with_typed("errors/error.html", status=status, title=title, text=text)
