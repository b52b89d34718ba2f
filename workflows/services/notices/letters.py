"""The words of a mail: how many things have happened, of which kind, in which case, and where to read on.

A mail is open to many on its way. It holds no names, no titles and no texts; of a case about a citizen the number only.
"""

from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from db.models.case import NO_DEADLINE, Case, Task
from db.models.notice import Mail, Message
from workflows.clock import COPENHAGEN
from workflows.documents.formats import dato
from workflows.services.notices.post_office import PostOffice
from workflows.vocabulary import MailFrequency, Process

_templates = Environment(
    loader=FileSystemLoader(__file__.rpartition("/")[0] + "/letter_templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Line:
    """One thing that has happened. `matter` is what kind of case it is; `due` the deadline of a new task."""

    message_id: UUID
    kind: str
    case_number: str
    matter: str
    due: date | None

    @property
    def until(self) -> str:
        """The deadline in words, or nothing."""
        return f"frist {dato(self.due)}" if self.due else ""

    @property
    def said(self) -> str:
        """It in words, e.g. `Ny opgave i sag 27.69.40-2026-0001 (Lukning af tilbud)`."""
        return f"{self.kind}{f' i sag {self.case_number}' if self.case_number else ''}" + (
            f" ({self.matter})" if self.matter else ""
        )


def line_of(message: Message, case: Case | None, task: Task | None) -> Line:
    """What a mail may say of a message."""
    open_to_all = case is not None and not case.sealed
    due = task.due_on if task and open_to_all and task.due_on != NO_DEADLINE else None
    return Line(
        message_id=message.id,
        kind=message.kind.label,
        case_number=case.number if case else "",
        matter=Process(case.process).label if case and open_to_all else "",
        due=due,
    )


def letter(mail: Mail, to: str, lines: list[Line], office: PostOffice) -> EmailMessage:
    """The mail as it is sent. Its Message-ID stays the same however often it is tried."""
    written = EmailMessage()
    written["From"] = office.sender
    written["To"] = to
    written["Subject"] = _subject(mail.frequency, lines)
    written["Date"] = format_datetime(mail.made_at.astimezone(COPENHAGEN))
    written["Message-ID"] = f"<{mail.id}@{office.domain}>"
    written["Auto-Submitted"] = "auto-generated"
    written["X-Auto-Response-Suppress"] = "All"
    written["List-Unsubscribe"] = f"<{office.address}/profil/beskeder>"
    shown = {
        "heading": _heading(mail.frequency, lines),
        "lines": [(line, f"{office.address}/beskeder/{line.message_id}") for line in lines],
        "all": f"{office.address}/beskeder",
        "choices": f"{office.address}/profil/beskeder",
    }
    written.set_content(_templates.get_template("mail.txt").render(shown), cte="quoted-printable")
    written.add_alternative(_templates.get_template("mail.html").render(shown), subtype="html", cte="quoted-printable")
    return written


def _subject(frequency: MailFrequency, lines: list[Line]) -> str:
    if len(lines) == 1:
        return f"Rammesag: {lines[0].said}"
    cases = {line.case_number for line in lines}
    of_one = f" i sag {cases.pop()}" if len(cases) == 1 and "" not in cases else ""
    whose = {MailFrequency.DAILY: "Dagens beskeder", MailFrequency.WEEKLY: "Ugens beskeder"}
    return f"Rammesag: {whose.get(frequency, 'Beskeder')}{of_one} ({len(lines)})"


def _heading(frequency: MailFrequency, lines: list[Line]) -> str:
    count = "Der er 1 ny besked til dig" if len(lines) == 1 else f"Der er {len(lines)} nye beskeder til dig"
    when = {MailFrequency.DAILY: " siden sidste daglige mail", MailFrequency.WEEKLY: " siden sidste ugentlige mail"}
    return f"{count}{when.get(frequency, '')}"
