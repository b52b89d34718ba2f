"""The settings of mail, read from the environment and checked."""

from collections.abc import Mapping
from email.utils import parseaddr
from urllib.parse import urlsplit

from web.misconfigured import Misconfigured
from workflows.services.notices.post_office import PostOffice, Security

HOST = "RAMMESAG_SMTP_HOST"
NAMES = ("PORT", "SECURITY", "USER", "PASSWORD")
PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


def post_office_from(environment: Mapping[str, str]) -> PostOffice | None:
    """The mail server; none where no host is set.

    Raises Misconfigured when mail can't be sent with what is set.
    """
    host = _text(environment, HOST)
    if not host:
        _nothing_else(environment)
        return None
    security = _security(environment)
    user, password = _text(environment, "RAMMESAG_SMTP_USER"), environment.get("RAMMESAG_SMTP_PASSWORD") or ""
    if bool(user) != bool(password):
        raise Misconfigured("RAMMESAG_SMTP_USER and RAMMESAG_SMTP_PASSWORD are set together or not at all.")
    if user and security is Security.NONE:
        raise Misconfigured("RAMMESAG_SMTP_SECURITY is none: a password would go to the mail server in clear.")
    return PostOffice(
        host, _port(environment, security), security, _sender(environment), _address(environment), user, password
    )


def _text(environment: Mapping[str, str], name: str) -> str:
    return (environment.get(name) or "").strip()


def _nothing_else(environment: Mapping[str, str]) -> None:
    for name in NAMES:
        if _text(environment, f"RAMMESAG_SMTP_{name}"):
            raise Misconfigured(f"RAMMESAG_SMTP_{name} is set, and {HOST} is not.")


def _security(environment: Mapping[str, str]) -> Security:
    value = _text(environment, "RAMMESAG_SMTP_SECURITY") or Security.STARTTLS
    if value not in tuple(Security):
        raise Misconfigured(f"RAMMESAG_SMTP_SECURITY is starttls, tls or none, not {value!r}.")
    return Security(value)


def _port(environment: Mapping[str, str], security: Security) -> int:
    value = _text(environment, "RAMMESAG_SMTP_PORT") or str(PORTS[security])
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise Misconfigured(f"RAMMESAG_SMTP_PORT is a number from 1 to 65535, not {value!r}.")
    return int(value)


def _sender(environment: Mapping[str, str]) -> str:
    value = _text(environment, "RAMMESAG_MAIL_FROM")
    if "@" not in parseaddr(value)[1]:
        raise Misconfigured("RAMMESAG_MAIL_FROM is who mails come from, e.g. Rammesag <rammesag@kommune.dk>.")
    return value


def _address(environment: Mapping[str, str]) -> str:
    value = _text(environment, "RAMMESAG_ADDRESS").rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Misconfigured(
            "RAMMESAG_ADDRESS is where people reach Rammesag, which the links in mails lead to, "
            "e.g. https://rammesag.example.dk"
        )
    return value
