"""The forms of those who read the report: the hearing concluded, the report treated, the region's view."""

from typing import Any

from wtforms import TextAreaField

from web.forms.admin import Filled
from web.forms.brake_task import BrakeTask, texts, texts_of
from web.forms.closing_parts import given
from web.forms.fields import DateField
from web.forms.task_form import HELD_ON, LONG, choice, iso
from workflows.services.emergency_brake.shown import ShownEffect, ShownMeasure, show_effect, show_measures

POSITIONS = {
    "agrees": "Regionen er enig i indstillingen",
    "remarks": "Regionen har bemærkninger til indstillingen",
    "disagrees": "Regionen er ikke enig i indstillingen",
}


class ReportRead(BrakeTask):
    """A task with the report to read."""

    def shown_measures(self) -> list[ShownMeasure]:
        """The measures of the report, each with what it costs."""
        return show_measures(self.facts["shown_measures"])

    def together(self) -> ShownEffect | None:
        """What several measures cost together."""
        effect = self.facts["together"]
        return show_effect("alle tiltag tilsammen", effect) if effect else None


class ConcludeHearingForm(ReportRead):
    """What the task force says to the answers of the buyers."""

    template = "brake_tasks/conclude_hearing.html"
    points = ("hearing",)

    outcome = choice(
        "Hvad sker der med indstillingen?",
        {"keep": "Den fastholdes", "change": "Den skrives om"},
        ask="Vælg, om indstillingen fastholdes.",
    )
    text = TextAreaField("Taskforcens bemærkninger til svarene", [Filled("Skriv, hvad I siger til svarene."), LONG])

    @property
    def send(self) -> str:
        return "Afslut indstillingen"

    @property
    def sent(self) -> str:
        return "Indstillingen fastholdes." if self.outcome.data == "keep" else "Indstillingen kan nu skrives om."

    def answers(self) -> dict[str, Any]:
        return given(outcome=self.outcome.data, text=self.text.data)


class TreatReportForm(ReportRead):
    """The committee adopts the recommendation, or says what is missing."""

    template = "brake_tasks/treat_report.html"
    points = ("recommendation", "decision")

    meeting_on = DateField("Mødedato", [Filled("Skriv, hvornår mødet blev holdt.")], description=HELD_ON)
    outcome = choice(
        "Konklusion",
        {"adopt": "Indstillingen tiltrædes", "more": "Der skal afdækkes mere"},
        ask="Vælg, hvad der blev konkluderet.",
    )
    text = TextAreaField("Bemærkninger", [LONG])
    missing = texts_of("Det mangler at blive afdækket")
    report_due = DateField("Ny rapport senest", description="Aftalen sætter ingen frist.")

    @property
    def send(self) -> str:
        return "Registrér behandlingen"

    @property
    def sent(self) -> str:
        if self.outcome.data == "more":
            return "Behandlingen er registreret, og afdækningen fortsætter."
        return "Indstillingen er tiltrådt, og sagen går videre til beslutning."

    def answers(self) -> dict[str, Any]:
        more = self.outcome.data == "more"
        return {
            **given(
                meeting_on=iso(self.meeting_on.data),
                outcome=self.outcome.data,
                text=self.text.data,
                report_due=iso(self.report_due.data) if more else None,
            ),
            "missing": texts(self.missing) if more else [],
        }


class RegionViewForm(ReportRead):
    """How the region stands to the recommendation, as the operator."""

    template = "brake_tasks/region_view.html"
    points = ("region",)

    position = choice("Regionens stilling", POSITIONS, ask="Vælg regionens stilling.")
    text = TextAreaField("Regionens bemærkninger", [LONG], description="Skal skrives, når regionen ikke er helt enig.")
    meeting_on = DateField("Behandlet på møde den", description=HELD_ON)

    @property
    def send(self) -> str:
        return "Send regionens stilling"

    @property
    def sent(self) -> str:
        return f"Regionens stilling følger med til {self.facts['bodies'].decider}."

    def answers(self) -> dict[str, Any]:
        return given(position=self.position.data, text=self.text.data, meeting_on=iso(self.meeting_on.data))
