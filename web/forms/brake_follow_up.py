"""The forms after the decision: knowledge kept, the closing linked, measures and duties followed up."""

from datetime import date
from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, StringField, TextAreaField

from web.forms.admin import Filled
from web.forms.brake_task import SHORT, BrakeTask, boxes
from web.forms.closing_parts import SubForm, given
from web.forms.fields import DateField, words
from web.forms.rows import Row, filled, rows_of
from web.forms.task_form import LONG, choice, iso
from workflows.vocabulary import FollowUpStatus


class KnowledgeForm(BrakeTask):
    """The agreement on how the offer's knowledge is kept as it closes."""

    template = "brake_tasks/knowledge.html"
    points = ("knowledge",)

    loss = TextAreaField(
        "Hvordan vurderes det, hvilken viden der går tabt?", [Filled("Skriv, hvad der er aftalt."), LONG]
    )
    kept = TextAreaField("Hvordan bevares den?", [Filled("Skriv, hvad der er aftalt."), LONG])
    agreed_with = boxes("Aftalt med")
    agreed_on = DateField("Aftalt den", [Filled("Skriv, hvornår det blev aftalt.")])

    @property
    def decided_on(self) -> date:
        """When it was decided that the offer is not to go on."""
        return date.fromisoformat(self.facts["decision"]["decided_on"])

    def prepare(self) -> None:
        own = self.facts["operator"].id
        self.agreed_with.choices = [(str(one.id), one.name) for one in self.facts["parties"] if one.id != own]

    @property
    def send(self) -> str:
        return "Registrér aftalen"

    @property
    def sent(self) -> str:
        return "Aftalen om at bevare viden er registreret. Opret nu lukkesagen, hvis den ikke er oprettet."

    def answers(self) -> dict[str, Any]:
        return {
            **given(loss=self.loss.data, kept=self.kept.data, agreed_on=iso(self.agreed_on.data)),
            "agreed_with": self.agreed_with.data or [],
        }


class LinkClosingForm(BrakeTask):
    """The closing of the offer, which is a case of its own."""

    template = "brake_tasks/link_closing.html"
    points = ("knowledge",)
    keeps_draft = False

    closing_case_id = RadioField("Lukkesag", [Filled("Vælg lukkesagen.")], validate_choice=False)

    def prepare(self) -> None:
        self.closing_case_id.choices = [(str(one.id), f"{one.title}, {one.number}") for one in self.facts["closings"]]

    @property
    def send(self) -> str:
        return "Knyt lukkesagen til"

    @property
    def sent(self) -> str:
        return "Lukkesagen er knyttet til."

    def answers(self) -> dict[str, Any]:
        return given(closing_case_id=self.closing_case_id.data)


class FollowUpPart(Row):
    """A day on which something is followed up."""

    subject = SelectField("Det følges op på", validate_choice=False)
    title = StringField("I ord", [SHORT])
    due_on = DateField("Senest")


class PlanFollowUpForm(BrakeTask):
    """The days on which measures and duties are followed up."""

    template = "brake_tasks/plan_follow_up.html"
    points = ("follow_up",)
    wide = True

    follow_ups = rows_of(FollowUpPart, "Opfølgninger")

    def start(self) -> dict[str, Any]:
        return {"follow_ups": [{"subject": subject} for subject in self.facts["subjects"]]}

    def prepare(self) -> None:
        for entry in self.follow_ups:
            entry.form.subject.choices = {"": "Andet"} | self.facts["subjects"]

    @property
    def send(self) -> str:
        return "Fastsæt opfølgningen"

    @property
    def sent(self) -> str:
        return f"Datoerne er sat, og {self.facts['operator'].name} har fået dem."

    def answers(self) -> dict[str, Any]:
        return {
            "follow_ups": [
                given(subject=row.subject.data, title=row.title.data, due_on=iso(row.due_on.data))
                for row in filled(self.follow_ups)
            ]
        }


class ReportFollowUpForm(BrakeTask):
    """Where a measure or a duty stands."""

    template = "brake_tasks/report_follow_up.html"
    points = ("follow_up",)

    aliases = {"status": "standing"}

    standing = choice("Status", words(FollowUpStatus), ask="Vælg status.")
    text = TextAreaField("Hvor langt er I?", [Filled("Skriv, hvor langt I er."), LONG])

    @property
    def send(self) -> str:
        return "Send status"

    @property
    def sent(self) -> str:
        return f"Status er sendt: {self.facts['follow_up'].title}."

    def answers(self) -> dict[str, Any]:
        return given(status=self.standing.data, text=self.text.data)


class LookedPart(SubForm):
    """What becomes of one follow-up."""

    follow_up_id = HiddenField()
    again_on = DateField("Følges op igen den")


class AssessFollowUpForm(BrakeTask):
    """What is done, and what is followed up again."""

    template = "brake_tasks/assess_follow_up.html"
    points = ("follow_up",)

    items = FieldList(FormField(LookedPart))
    text = TextAreaField("Taskforcens bemærkninger", [LONG])

    def start(self) -> dict[str, Any]:
        return {"items": [{"follow_up_id": str(row.id)} for row in self.facts["to_assess"]]}

    def prepare(self) -> None:
        for row, part in self.parts():
            part.again_on.label.text = f"{row.title}: følges op igen den"

    def parts(self) -> list[tuple[Any, Any]]:
        """What the operator has told of, each with its fields."""
        told = {str(row.id): row for row in self.facts["to_assess"]}
        entries = [entry.form for entry in self.items]
        return [(told[one.follow_up_id.data], one) for one in entries if one.follow_up_id.data in told]

    @property
    def send(self) -> str:
        return "Registrér opfølgningen"

    @property
    def sent(self) -> str:
        again = sum(1 for _, part in self.parts() if part.again_on.data)
        return f"Opfølgningen er registreret. {again} {'punkt' if again == 1 else 'punkter'} følges op igen."

    def answers(self) -> dict[str, Any]:
        return {
            **given(text=self.text.data),
            "items": [
                given(follow_up_id=part.follow_up_id.data, again_on=iso(part.again_on.data)) for _, part in self.parts()
            ],
        }
