"""The forms of tasks that several processes have: a hearing's answer, a decision at a meeting, a request's answer."""

from typing import Any

from wtforms import TextAreaField

from web.forms.admin import Filled
from web.forms.closing_parts import given
from web.forms.fields import DateField
from web.forms.task_form import HELD_ON, LONG, TaskForm, choice, iso


class HearingForm(TaskForm):
    """An answer to a hearing."""

    template = "shared_tasks/hearing.html"

    position = choice("Jeres svar", {}, ask="Vælg jeres svar.")
    text = TextAreaField("Bemærkninger", [LONG])

    def prepare(self) -> None:
        """The answers, and when they need words, are the process's."""
        self.position.choices = [(word.value, label) for word, label in self.facts["positions"].items()]
        self.text.description = self.facts["remarks"]

    @property
    def send(self) -> str:
        return "Send høringssvar"

    @property
    def sent(self) -> str:
        return f"Høringssvaret er sendt til {self.facts['body']}."

    def answers(self) -> dict[str, Any]:
        return given(position=self.position.data, text=self.text.data)


class DecideForm(TaskForm):
    """What a council or body has decided at a meeting."""

    template = "shared_tasks/decide.html"

    meeting_on = DateField("Mødedato", [Filled("Skriv, hvornår mødet blev holdt.")], description=HELD_ON)
    outcome = choice("Beslutning", {}, ask="Vælg, hvad der blev besluttet.")
    text = TextAreaField("Beslutningen i ord", [LONG], description="Skal skrives, medmindre sagen blev godkendt.")

    def prepare(self) -> None:
        """The outcomes are the matter's."""
        self.outcome.choices = [(word.value, label) for word, label in self.facts["matter"].outcomes.items()]

    @property
    def send(self) -> str:
        return "Registrér beslutningen"

    @property
    def sent(self) -> str:
        return f"Beslutningen er registreret: {dict(self.outcome.choices)[self.outcome.data]}."

    def answers(self) -> dict[str, Any]:
        return given(meeting_on=iso(self.meeting_on.data), outcome=self.outcome.data, text=self.text.data)


class RequestForm(TaskForm):
    """An answer to a request, in words, files or both."""

    template = "shared_tasks/request.html"

    text = TextAreaField("Jeres svar", [LONG], description="Kan udelades, når svaret står i et bilag.")

    @property
    def send(self) -> str:
        return "Send svaret"

    @property
    def sent(self) -> str:
        return f"Svaret er sendt til {self.facts['asked_by']}."

    def answers(self) -> dict[str, Any]:
        return given(text=self.text.data)


FORMS: dict[str, type[TaskForm]] = {
    "task_answer_hearing": HearingForm,
    "task_decide": DecideForm,
    "task_answer_request": RequestForm,
}
