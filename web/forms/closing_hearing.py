"""The forms around a closing's hearing: the body's conclusion, the operator's account of the consequences."""

from typing import Any

from wtforms import TextAreaField

from web.forms.admin import Filled
from web.forms.closing_parts import given
from web.forms.closing_task import ClosingTask
from web.forms.fields import DateField
from web.forms.task_form import HELD_ON, LONG, choice, iso


class ConclusionForm(ClosingTask):
    """What the body concludes on the closing."""

    template = "closing_tasks/conclusion.html"
    why = ("hearing",)

    meeting_on = DateField("Mødedato", [Filled("Skriv, hvornår mødet blev holdt.")], description=HELD_ON)
    should_close = choice(
        "Konklusion",
        {"yes": "Tilbuddet kan lukke", "no": "Tilbuddet bør ikke lukke"},
        ask="Vælg, hvad organet har konkluderet.",
    )
    text = TextAreaField("Konklusionen i ord", [Filled("Skriv konklusionen, som den står i referatet."), LONG])

    @property
    def send(self) -> str:
        return "Registrér konklusionen"

    @property
    def sent(self) -> str:
        operator = self.facts["operator"].name
        again = self.page.element_id == "task_conclude_consequences"
        if self.should_close.data == "no" and not again:
            return f"Konklusionen er registreret. {operator} skal nu redegøre for følgerne af at fortsætte."
        return f"Konklusionen er registreret. {operator} kan nu registrere sin beslutning."

    def answers(self) -> dict[str, Any]:
        return given(meeting_on=iso(self.meeting_on.data), should_close=self.should_close.data, text=self.text.data)


class ConsequencesForm(ClosingTask):
    """What letting the offer go on would mean economically."""

    template = "closing_tasks/consequences.html"
    why = ("hearing",)

    text = TextAreaField(
        "Økonomiske følger af at føre tilbuddet videre",
        [Filled("Skriv, hvad det betyder økonomisk at føre tilbuddet videre."), LONG],
        description="Skriv fx om takst, belægning og underskud, og hvem der skal betale.",
    )

    @property
    def send(self) -> str:
        return "Send redegørelsen"

    @property
    def sent(self) -> str:
        return f"Redegørelsen er sendt til {self.facts['agreement'].hearing_body.name}."

    def answers(self) -> dict[str, Any]:
        return given(text=self.text.data)
