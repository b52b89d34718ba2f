"""Sending a mail through SMTP: at most once.

All that leads up to the content (connecting, logging in, naming sender and receiver) can be tried again and again.
Before the first byte of the content goes out, the mail is marked as handed over, in a transaction of its own. Who finds
it so marked never sends it again: a process that died in between may have sent it or not, and the mail ends as »Måske
sendt«. Only the server's own no to the content lets it be tried again. What it tells stays unread in the page.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.models.notice import Mail, Message
from db.models.person import Person
from db.session import lock_row, reading, transaction
from workflows.clock import now, today
from workflows.services.notices.addresses import address_refused, address_takes_mail
from workflows.services.notices.letters import letter, line_of
from workflows.services.notices.mails import SEND
from workflows.services.notices.messages import of_person
from workflows.services.notices.post_office import PostOffice, Security, post_office
from workflows.services.notices.settling import over
from workflows.services.people.sessions import choices_on
from workflows.services.running.outages import Outage, it_answers
from workflows.vocabulary import MailStatus

TIMEOUT = 30
"""Seconds that the server may take to answer."""
TAKEN = (250, 251)
FIRM_NO = 500
"""From this code on the server's no is final (RFC 5321, 4.2.1)."""


class ServerSaidNo(Exception):
    """The server did not take one mail, for now; only its code is told, for its words can hold an address.

    `address`: it was the receiver's address that it said no to.
    """

    def __init__(self, code: int, *, address: bool) -> None:
        super().__init__(f"the mail server answered {code}")
        self.code = code
        self.address = address


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended, to be kept with the job; `address`: the receiver's address was refused."""

    status: MailStatus
    reply: str = ""
    address: bool = False


def send_mail(payload: dict[str, Any]) -> Callable[[Session], None]:
    """The job: send one mail, outside any transaction; gives back what to write.

    Raises Outage where no mail would go, and ServerSaidNo where this one did not.
    """
    mail_id = UUID(payload["mail_id"])
    outcome = _attempt(mail_id)
    return lambda session: _keep(session, mail_id, outcome)


def _attempt(mail_id: UUID) -> Outcome | None:
    office = post_office()
    if office is None:
        raise Outage("mails wait, and no mail server is set up any more")
    with reading() as session:
        mail = session.get_one(Mail, mail_id)
        if mail.status is MailStatus.HANDED_OVER:
            return Outcome(MailStatus.UNKNOWN)
        if mail.status is not MailStatus.WAITING:
            return None
        written = _written(session, mail, office)
    return _deliver(office, mail_id, written) if written else Outcome(MailStatus.NOT_NEEDED)


def _written(session: Session, mail: Mail, office: PostOffice) -> EmailMessage | None:
    """The mail with what is still unread and may still be seen; none when that is nothing."""
    person = session.get_one(Person, mail.person_id)
    held = [choice.organisation_id for choice in choices_on(session, person.id, today())]
    found = (
        select(Message, Case, Task)
        .outerjoin(Case, Case.id == Message.case_id)
        .outerjoin(Task, Task.id == Message.task_id)
        .where(Message.mail_id == mail.id, Message.read_at.is_(None), ~over(), of_person(person.id, held))
        .order_by(Message.happened_at, Message.id)
    )
    lines = [line_of(message, case, task) for message, case, task in session.execute(found)]
    return letter(mail, person.email, lines, office) if lines and person.active else None


def _deliver(office: PostOffice, mail_id: UUID, written: EmailMessage) -> Outcome | None:
    try:
        with _connected(office) as server:
            code, _ = server.mail(office.sender_address)
            if code not in TAKEN:
                raise Outage(f"the mail server answered {code} to who sends")
            code, _ = server.rcpt(written["To"])
            if code >= FIRM_NO:
                return Outcome(MailStatus.REFUSED, str(code), address=True)
            if code not in TAKEN:
                raise ServerSaidNo(code, address=True)
            return _content(server, mail_id, written) if _hand_over(mail_id, now()) else None
    except (OSError, smtplib.SMTPException) as lost:
        raise Outage("the mail server can't be reached") from lost


def _content(server: smtplib.SMTP, mail_id: UUID, written: EmailMessage) -> Outcome:
    """Send the content. A server that does not answer may have taken it."""
    try:
        code, _ = server.data(written.as_bytes(policy=policy.SMTP))
    except smtplib.SMTPDataError as no:
        code = no.smtp_code
    except (OSError, smtplib.SMTPException):
        return Outcome(MailStatus.UNKNOWN)
    if code >= FIRM_NO:
        return Outcome(MailStatus.REFUSED, str(code))
    if code != 250:
        raise _no_for_now(mail_id, code)
    return Outcome(MailStatus.SENT, str(code))


def _no_for_now(mail_id: UUID, code: int) -> Exception:
    """The mail waits again. Where others have gone since it was made it is about this one, else about all."""
    with transaction() as session:
        mail = _held(session, mail_id)
        mail.status = MailStatus.WAITING
        others = session.scalars(select(Mail.id).where(Mail.sent_at > mail.made_at).limit(1)).one_or_none()
    said_no = ServerSaidNo(code, address=False)
    return said_no if others else Outage(str(said_no))


def _hand_over(mail_id: UUID, moment: datetime) -> bool:
    """Mark the mail as handed over; false when another worker was first."""
    with transaction() as session:
        mail = _held(session, mail_id)
        if mail.status is not MailStatus.WAITING:
            return False
        mail.status, mail.handed_over_at = MailStatus.HANDED_OVER, moment
        return True


def give_up_mail(session: Session, payload: dict[str, Any], error: Exception) -> bool:
    """End a mail that the server has said no to for the last time; false for anything else that failed."""
    if not isinstance(error, ServerSaidNo):
        return False
    _keep(session, UUID(payload["mail_id"]), Outcome(MailStatus.REFUSED, str(error.code), error.address))
    return True


def _keep(session: Session, mail_id: UUID, outcome: Outcome | None) -> None:
    if outcome is None:
        return
    mail = _held(session, mail_id)
    mail.status, mail.reply = outcome.status, outcome.reply
    if outcome.address:
        address_refused(session, mail.person_id, outcome.reply)
    if outcome.status is MailStatus.SENT:
        mail.sent_at = now()
        address_takes_mail(session, mail.person_id)
        it_answers(session, SEND)


def _held(session: Session, mail_id: UUID) -> Mail:
    mail: Mail = session.scalars(lock_row(select(Mail).where(Mail.id == mail_id))).one()
    return mail


@contextmanager
def _connected(office: PostOffice) -> Iterator[smtplib.SMTP]:
    """The server, reached by the way that was set up, and logged in where it asks for it."""
    checked = ssl.create_default_context()
    if office.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            office.host, office.port, local_hostname=office.domain, timeout=TIMEOUT, context=checked
        )
    else:
        server = smtplib.SMTP(office.host, office.port, local_hostname=office.domain, timeout=TIMEOUT)
    try:
        if office.security is Security.STARTTLS:
            server.starttls(context=checked)
        server.ehlo_or_helo_if_needed()
        if office.user:
            server.login(office.user, office.password)
        yield server
    finally:
        # What the server has taken it has taken, whether or not it answers to the end of the talk.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
