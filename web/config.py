"""The settings, read from the environment and checked; no default is unsafe in production."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from web.mail_config import post_office_from
from web.misconfigured import Misconfigured
from workflows.services.notices.post_office import PostOffice

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
"""What a machine keeps between runs when nothing else is said: the SQLite database and its keys."""

SHORTEST_KEY = 32
SHORTEST_MASTER_KEY = 43
"""256 random bits as text."""
FORMER = "RAMMESAG_MASTER_KEYS_BEFORE"


@dataclass(frozen=True)
class Responsible:
    """The public body that answers for an installation and its accessibility, and how one reaches it."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class Settings:
    """What differs between one installation and another."""

    database_url: str
    secret_key: str | None
    """Signs cookies and forms; at least 32 characters."""
    https: bool = True
    """Whether browsers reach the system by https: then cookies are Secure and HSTS is sent."""
    proxies: int = 0
    """The number of proxies in front whose X-Forwarded headers are trusted."""
    max_request_bytes: int = 2 * 1024 * 1024
    master_keys: tuple[str, ...] = field(default=(), repr=False)
    """What citizens' data are sealed by: the key in use, then former ones; each at least 43 characters."""
    post_office: PostOffice | None = None
    """Where mail is sent through; without it no mails are made."""
    responsible: Responsible | None = None
    """Named in the accessibility statement, as webtilgængelighedsloven asks of a public body."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings.

        Raises Misconfigured when one of them cannot be used.
        """
        return cls(
            database_url=environment.get("DATABASE_URL") or f"sqlite:///{VAR / 'rammesag.db'}",
            secret_key=_checked_key(environment.get("SECRET_KEY")),
            https=_switch(environment, "RAMMESAG_HTTPS", default=True),
            proxies=_count(environment, "RAMMESAG_PROXIES"),
            master_keys=_master_keys(environment),
            post_office=post_office_from(environment),
            responsible=_responsible(environment),
        )

    def checked_for_serving(self) -> "Settings":
        """These settings, when pages can be served with them.

        Raises Misconfigured when the secret key or the master key is missing.
        """
        if self.secret_key is None:
            raise Misconfigured(
                "SECRET_KEY is not set: Rammesag does not serve pages without it. "
                "Set it to a random text of at least 32 characters, the same for every process, "
                "e.g. from: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        if not self.master_keys:
            raise Misconfigured(
                "RAMMESAG_MASTER_KEY is not set: citizens' data are sealed by it. Make it once like SECRET_KEY, the "
                "same for every process, and keep a copy apart from the database's: it can't be done without."
            )
        return self


def _checked_key(key: str | None) -> str | None:
    if key and len(key) < SHORTEST_KEY:
        raise Misconfigured(f"SECRET_KEY is shorter than {SHORTEST_KEY} characters.")
    return key or None


def _master_keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The master key in use, then those before it that some keys may still be wrapped by."""
    current = environment.get("RAMMESAG_MASTER_KEY") or ""
    before = environment.get("RAMMESAG_MASTER_KEYS_BEFORE") or ""
    if before and not current:
        raise Misconfigured("RAMMESAG_MASTER_KEYS_BEFORE is set, and RAMMESAG_MASTER_KEY is not.")
    for name, keys in (("RAMMESAG_MASTER_KEY", [current] if current else []), (FORMER, before.split())):
        if any(len(key) < SHORTEST_MASTER_KEY or len(key.split()) != 1 for key in keys):
            raise Misconfigured(f"{name} is shorter than {SHORTEST_MASTER_KEY} characters, or has spaces in it.")
    return tuple(key for key in (current, *before.split()) if key)


def _responsible(environment: Mapping[str, str]) -> Responsible | None:
    """All of it or nothing: the law asks for both an address to write to and a number to call."""
    names = ("RAMMESAG_RESPONSIBLE", "RAMMESAG_RESPONSIBLE_EMAIL", "RAMMESAG_RESPONSIBLE_PHONE")
    given = [(environment.get(name) or "").strip() for name in names]
    if not any(given):
        return None
    for name, value in zip(names, given, strict=True):
        if not value:
            raise Misconfigured(f"{name} is not set, and others of {', '.join(names)} are.")
    return Responsible(*given)


def _switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environment.get(name) or str(int(default))
    if value not in ("0", "1"):
        raise Misconfigured(f"{name} is 0 or 1, not {value!r}.")
    return value == "1"


def _count(environment: Mapping[str, str], name: str) -> int:
    value = environment.get(name) or "0"
    if not value.isascii() or not value.isdigit() or int(value) > 5:
        raise Misconfigured(f"{name} is a number from 0 to 5, not {value!r}.")
    return int(value)


def version() -> str:
    """The version of the product, as `pyproject.toml` says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
