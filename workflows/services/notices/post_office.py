"""The mail server of the installation, as it was set up at start; without one no mails are made."""

from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from urllib.parse import urlsplit


class Security(StrEnum):
    """How the way to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True)
class PostOffice:
    """A mail server, who mails come from, and the address at which people reach Rammesag, e.g. `https://rammesag.dk`."""

    host: str
    port: int
    security: Security
    sender: str
    address: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def sender_address(self) -> str:
        """The address alone of who mails come from, which may have a name too."""
        return parseaddr(self.sender)[1]

    @property
    def domain(self) -> str:
        """The host of our own address, which names us to the server and in each mail's Message-ID."""
        return urlsplit(self.address).hostname or "localhost"


_in_use: list[PostOffice] = []


def use_post_office(one: PostOffice | None) -> None:
    """Send mail through a server from now on, or make none."""
    _in_use[:] = [one] if one else []


def post_office() -> PostOffice | None:
    """The mail server, or none where mail is not set up."""
    return _in_use[0] if _in_use else None
