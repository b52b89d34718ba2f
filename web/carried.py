"""A form that came too late for its login, carried over the new one: what was typed, and where it was sent."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, has_request_context, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from web.large import typed_besides_files

SHOW_AGAIN = "show_again"
"""Sent along with a form that is only to be shown again with what it holds."""
ONE_DAY = 24 * 3600
SECRETS = ("password", "repeated", "csrf_token")
"""Fields with one of these in the name are never shown or carried; every password field of ours has."""

Sent = list[tuple[str, str]]


@dataclass(frozen=True)
class Carried:
    """A form sent in vain: its address, and its fields in their order."""

    path: str
    fields: Sent

    def sealed(self) -> str:
        """The form as a hidden field carries it, signed: only what was sent from our own pages is ever sent on."""
        return _signer().dumps([self.path, self.fields])


def from_our_page() -> bool:
    """Whether the request was sent from one of our own pages."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def sent_in_vain() -> Carried | None:
    """The form of this request, but for its token and secrets; none when no page of ours sent it to one of ours."""
    if request.method != "POST" or request.endpoint is None or not from_our_page():
        return None
    try:
        sent = list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        sent = typed_besides_files()
    except HTTPException:
        return None
    fields = [(name, value) for name, value in sent if _may_be_carried(name)]
    return Carried(request.path, fields) if fields else None


def came_from() -> str | None:
    """The page of ours that the request was sent from, as the browser tells it."""
    parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path if parts.netloc == request.host else None


def carried_in(sealed: str | None) -> Carried | None:
    """What a hidden field carries; none when it is not ours, too old, or its address no longer takes forms."""
    try:
        path, fields = _signer().loads(sealed or "", max_age=ONE_DAY)
        current_app.url_map.bind("localhost").match(path, method="POST")
    except (BadData, NotFound, MethodNotAllowed):
        return None
    return Carried(path, [(name, value) for name, value in fields])


def only_to_be_shown() -> bool:
    """Whether the form of this request is to be shown again as it is, and not taken."""
    return has_request_context() and SHOW_AGAIN in request.form


def _may_be_carried(name: str) -> bool:
    return name != SHOW_AGAIN and not any(secret in name for secret in SECRETS)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="carried")
