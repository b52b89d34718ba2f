"""A mail server of the test's own, which keeps what it has taken and can be told to answer otherwise."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from workflows.services.notices.post_office import PostOffice, Security, use_post_office

ADDRESS = "https://rammesag.example"


class Mailbox:
    """What has come, in order. `answers` are given to the contents of the next mails in place of yes."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []
        self.unknown: set[str] = set()
        """Receivers that the server does not know."""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """Say whether there is such a receiver."""
        if address in self.unknown:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Take a mail, or answer as told."""
        if self.answers:
            return self.answers.pop(0)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one person."""
        return [mail for mail in self.mails if mail["To"] == address]

    @property
    def words(self) -> str:
        """All that can be read in all mails: headers and both bodies."""
        return "\n".join(f"{headers(mail)}\n{plain(mail)}\n{html(mail)}" for mail in self.mails)


def headers(mail: EmailMessage) -> str:
    """The headers of a mail as they are read."""
    return "\n".join(f"{name}: {value}" for name, value in mail.items())


def plain(mail: EmailMessage) -> str:
    """The body as plain text."""
    return _body(mail, "plain")


def html(mail: EmailMessage) -> str:
    """The body as a page."""
    return _body(mail, "html")


def _body(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A server that takes mail at a free port, and is the installation's meanwhile."""
    mailbox = Mailbox()
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    use_post_office(PostOffice("127.0.0.1", port, Security.NONE, "Rammesag <rammesag@rammesag.example>", ADDRESS))
    try:
        yield mailbox
    finally:
        use_post_office(None)
        controller.stop()
