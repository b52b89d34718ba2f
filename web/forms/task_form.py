"""What the forms of tasks share: begun from a draft, faults at their fields, words for the page."""

from collections.abc import Mapping
from datetime import date
from types import TracebackType
from typing import Any, ClassVar

from flask import request
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import MultiDict
from wtforms import RadioField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.changes import is_answer
from web.forms.closing_parts import SignedField
from web.forms.judged import JudgedForm
from web.forms.rows import change_rows
from web.large import MOST_BYTES
from workflows.access.actor import Actor
from workflows.errors import InputError, NotAllowed, NotFound, Refused
from workflows.services.casework.taskpage import TaskPage
from workflows.services.papers.attachments import LARGEST, Upload
from workflows.services.papers.file_types import KNOWN

NOT_ANSWERS = frozenset({"csrf_token", "revision", "add", "remove", "file", "attachment"})
YES_NO = {"yes": "Ja", "no": "Nej"}
LONG = Length(max=20_000)
FILES = f"{KNOWN}. Højst {LARGEST // 1024**2} MB for hver fil."
SIZES = {"data-largest": LARGEST, "data-most": MOST_BYTES}
"""What a script tells of before the files are sent."""
HELD_ON = "Skriv datoen som 14-03-2026."


def iso(day: date | None) -> str | None:
    """A date as the services take it."""
    return day.isoformat() if day else None


def choice(label: str, choices: Mapping[str, str], *, ask: str, description: str = "") -> RadioField:
    """One choice of a few, none of them made beforehand; `ask` is what is told when none is made."""
    return RadioField(label, [Filled(ask)], choices=dict(choices), validate_choice=False, description=description)


class TaskForm(JudgedForm):
    """The answers to one task, as a person types them.

    What was sent stands first, then what is kept as a draft, then `start`.
    """

    template: ClassVar[str]
    """The fields, e.g. `closing_tasks/decision.html`."""
    about: ClassVar[str] = ""
    """What stands above the fields of every task of the process, e.g. `closing_tasks/about.html`."""
    wide: ClassVar[bool] = False
    """Whether the fields take the whole width, for tables of many columns; what stands beside them stands above."""
    keeps_draft: ClassVar[bool] = True
    computes: ClassVar[bool] = False
    """Whether there is something to compute before it is sent: see ComputingForm."""

    file = MultipleFileField("Vælg filer", description=FILES, render_kw=SIZES)

    def __init__(self, page: TaskPage, sent: "MultiDict[str, str] | None" = None) -> None:
        self.page = page
        self.facts = page.facts
        if sent is None and request.method != "POST":
            super().__init__(data=self.start(), formdata=MultiDict(page.draft) if page.draft else None)
        else:
            super().__init__(data=self.start(), **({} if sent is None else {"formdata": sent}))
        if not page.takes_files:
            del self.file
        for field in self:
            if isinstance(field, SignedField):
                field.form.amount.label.text = field.label.text
        self.prepare()

    def unread(self) -> bool:
        """Whether something in the form can't be read as what it should be."""
        return any(_unread(field) for field in self)

    @property
    def send(self) -> str:
        """The button, a verb of the field."""
        raise NotImplementedError

    @property
    def sent(self) -> str:
        """What is told when the task is done: what happened next."""
        raise NotImplementedError

    def start(self) -> dict[str, Any]:
        """What the fields hold before anyone has typed."""
        return {}

    def prepare(self) -> None:
        """Fit labels and choices to the case."""

    def change_rows(self, add: str | None, remove: str | None) -> None:
        """Add an empty row to a table, or take one away, as a button asks."""
        change_rows(self, add, remove)
        self.prepare()

    def reasons(self) -> list[Any]:
        """What the agreement says on the points that the task rests on, each with its paragraph."""
        return list(self.facts.get("reasons", ()))

    def typed(self) -> dict[str, list[str]]:
        """What was typed, to be kept as a draft."""
        return {name: values for name, values in request.form.lists() if name not in NOT_ANSWERS and is_answer(name)}

    def uploads(self) -> list[Upload]:
        """The files that were sent along, each read only as far as shows that it is too large."""
        sent = self.file.data if self.page.takes_files else None
        return [Upload(one.filename, one.stream.read(LARGEST + 1)) for one in sent or ()]


class ComputingForm(TaskForm):
    """A form with something to compute from what is typed, before it is sent."""

    computes = True
    result_panel: ClassVar[str]
    """The template of the result, below the fields; gets `result`, which is none while something is missing."""
    result_live: ClassVar[str]
    """The template that a script asks for while somebody types: the result, and what else goes with it."""
    result_short: ClassVar[str] = ""
    """The template of the result in short, beside the form."""

    def compute(self, actor: Actor) -> Any:
        """What the answers give. Raises InputError and Refused as completing the task would."""
        raise NotImplementedError

    def leave_warnings(self, result: Any) -> None:
        """Take away as errors what is only odd and shown with the result."""


def _unread(field: Any) -> bool:
    inner = getattr(field, "entries", None) or getattr(field, "form", None) or ()
    return bool(field.process_errors) or any(_unread(one) for one in inner)


class faults_on:
    """Shows on the form what keeps its answers from being taken, so that nothing typed is lost.

    What is not about the answers (not found, not allowed) goes on to its own page.
    """

    def __init__(self, form: TaskForm) -> None:
        self.form = form

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _tb: TracebackType | None
    ) -> bool:
        if isinstance(error, InputError):
            for path, message in error.errors:
                self.form.put_error(path, message)
            return True
        if isinstance(error, Refused) and not isinstance(error, NotFound | NotAllowed):
            self.form.refuse(error)
            return True
        return False
