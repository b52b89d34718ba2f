"""The forms of the tasks of a takeover."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from web.forms.admin import Filled
from web.forms.closing_parts import given
from web.forms.fields import DateField
from web.forms.takeover_checklist import ChecklistForm
from web.forms.takeover_figures import SHORT
from web.forms.takeover_task import TakeoverTask
from web.forms.takeover_terms import AnswerSettlementForm, AnswerTermsForm, FiguresForm, SettlementForm, TermsForm
from web.forms.task_form import HELD_ON, LONG, YES_NO, TaskForm, choice, iso


class AskForDataForm(TakeoverTask):
    """What the municipality asks the region for, or that it goes on without."""

    template = "takeover_tasks/ask_for_data.html"
    points = ("procedure",)

    wanted = choice("Skal regionen bedes om data?", YES_NO, ask="Vælg ja eller nej.")
    items = SelectMultipleField(
        "Det beder I om", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )
    deadline = DateField("Svarfrist", description="Aftalen sætter ingen frist; vælg en, regionen kan nå.")
    remarks = TextAreaField("Andet, I beder om", [LONG])

    def start(self) -> dict[str, Any]:
        return {"items": [key for key, _ in self.facts["data_items"]]}

    def prepare(self) -> None:
        self.items.choices = list(self.facts["data_items"])

    @property
    def send(self) -> str:
        return "Gå videre"

    @property
    def sent(self) -> str:
        asked = self.wanted.data == "yes"
        return (
            f"Anmodningen er sendt til {self.facts['region'].name}."
            if asked
            else "Sagen går videre, uden at regionen bedes om data."
        )

    def answers(self) -> dict[str, Any]:
        if self.wanted.data != "yes":
            return given(wanted=self.wanted.data)
        return {
            **given(wanted="yes", deadline=iso(self.deadline.data), remarks=self.remarks.data),
            "items": self.items.data or [],
        }


class RecommendationForm(TakeoverTask):
    """The paper for the municipal council, and where it goes next."""

    template = "takeover_tasks/recommendation.html"
    points = ("discussion", "council_first", "small_operator")

    next = choice("Hvad er næste skridt?", {}, ask="Vælg næste skridt.")
    meeting_on = DateField("Rådets møde", description="Det møde, hvor sagen ventes behandlet.")
    discuss_by = DateField("Drøftes senest", description="Er der ikke drøftet inden da, går sagen videre.")
    summary = TextAreaField("Resumé", [LONG])
    recommendation = TextAreaField("Indstilling", [LONG])
    presentation = TextAreaField("Sagsfremstilling", [LONG])
    economy = TextAreaField("Økonomi", [LONG])
    no_further = TextAreaField("Hvorfor går I ikke videre?", [LONG])

    def prepare(self) -> None:
        body = self.facts["body"]
        choices = {
            "decide": f"Læg sagen frem for {self.facts['council']}",
            "discuss": f"Lad {body} drøfte den først" if body else "",
            "more_data": "Bed regionen om flere data",
            "stop": "Gå ikke videre med overtagelsen",
        }
        self.next.choices = [(key, text) for key, text in choices.items() if text]

    def start(self) -> dict[str, Any]:
        texts = ("summary", "recommendation", "presentation", "economy")
        typed = {name: self.facts["typed"].get(name, "") for name in texts}
        return {**typed, "discuss_by": self.facts["body_meets_on"]}

    def field_at(self, path: str) -> Any | None:
        """The presentation says why when the municipality goes no further."""
        stops = path == "presentation" and self.next.data == "stop"
        return self.no_further if stops else super().field_at(path)

    @property
    def send(self) -> str:
        return "Gå videre"

    @property
    def sent(self) -> str:
        told = {
            "decide": "Indstillingen er lagt frem for rådet.",
            "discuss": f"Indstillingen er sendt til {self.facts['body']}.",
            "more_data": "I kan nu bede regionen om flere data.",
            "stop": "Overtagelsen er stoppet, og sagen er afsluttet.",
        }
        return told[self.next.data]

    def answers(self) -> dict[str, Any]:
        return given(
            next=self.next.data,
            summary=self.summary.data,
            recommendation=self.recommendation.data,
            presentation=(self.no_further if self.next.data == "stop" else self.presentation).data,
            economy=self.economy.data,
            meeting_on=iso(self.meeting_on.data) if self.next.data == "decide" else None,
            discuss_by=iso(self.discuss_by.data) if self.next.data == "discuss" else None,
        )


class DiscussionForm(TakeoverTask):
    """What the joint body said of the takeover before the decision."""

    template = "takeover_tasks/discussion.html"
    points = ("discussion",)

    treated = choice("Har organet drøftet sagen?", YES_NO, ask="Vælg ja eller nej.")
    meeting_on = DateField("Mødedato", description=HELD_ON)
    text = TextAreaField("Drøftelsen i ord", [LONG])

    @property
    def send(self) -> str:
        return "Registrér drøftelsen"

    @property
    def sent(self) -> str:
        return f"Drøftelsen er registreret, og {self.facts['municipality'].name} kan gå videre."

    def answers(self) -> dict[str, Any]:
        treated = self.treated.data == "yes"
        return given(
            treated=self.treated.data,
            meeting_on=iso(self.meeting_on.data) if treated else None,
            text=self.text.data if treated else None,
        )


class DeclarationForm(TakeoverTask):
    """The declaration to the regional council."""

    template = "takeover_tasks/declare.html"
    points = ("right", "declaration_in_agreement", "turn_of_year")

    declared_on = DateField("Meddelt regionsrådet den", [Filled("Skriv, hvornår regionsrådet får meddelelsen.")])
    takeover_on = DateField("Overtagelsesdag", [Filled("Skriv, hvornår tilbuddet overtages.")])
    motive = TextAreaField("Begrundelse", [LONG])
    aliases: ClassVar[Mapping[str, str]] = {"reasons": "motive"}

    def start(self) -> dict[str, Any]:
        takeover = self.facts["takeover"]
        return {"takeover_on": takeover.takeover_on, "motive": takeover.reasons}

    @property
    def send(self) -> str:
        return "Send meddelelsen til regionsrådet"

    @property
    def sent(self) -> str:
        return f"Overtagelsen er meddelt {self.facts['regional_council']}."

    def answers(self) -> dict[str, Any]:
        return given(
            declared_on=iso(self.declared_on.data),
            takeover_on=iso(self.takeover_on.data),
            reasons=self.motive.data,
        )


class IssueAgreementForm(TakeoverTask):
    """Who signs the agreement that both councils have approved."""

    template = "takeover_tasks/issue_agreement.html"
    points = ("right", "availability", "supply_duty")

    municipality_signs = StringField("Navn", [SHORT])
    municipality_title = StringField("Titel", [SHORT], description="Fx borgmester.")
    region_signs = StringField("Navn", [SHORT])
    region_title = StringField("Titel", [SHORT], description="Fx regionsrådsformand.")

    def prepare(self) -> None:
        for side in ("municipality", "region"):
            name = self.facts[side].name
            self[f"{side}_signs"].label.text = f"Underskriver for {name}"
            self[f"{side}_title"].label.text = f"Titel, {name}"

    @property
    def send(self) -> str:
        return "Udsted aftalen"

    @property
    def sent(self) -> str:
        return f"Aftalen er udstedt til begge parter. {self.facts['region'].name} kan nu varsle medarbejderne."

    def answers(self) -> dict[str, Any]:
        sides = ("municipality_signs", "municipality_title", "region_signs", "region_title")
        return given(**{name: self[name].data for name in sides})


class NotifyEmployeesForm(TakeoverTask):
    """That the employees have been given notice of the takeover."""

    template = "takeover_tasks/notify_employees.html"
    points = ("employees_after_agreement",)

    notified_on = DateField("Medarbejderne er varslet den", [Filled("Skriv datoen.")])
    text = TextAreaField("Hvordan er de varslet?", [LONG])

    @property
    def send(self) -> str:
        return "Registrér varslet"

    @property
    def sent(self) -> str:
        return "Varslet er registreret. Nu kan tjeklisten gennemføres."

    def answers(self) -> dict[str, Any]:
        return given(notified_on=iso(self.notified_on.data), text=self.text.data)


class UpdateAgreementForm(TakeoverTask):
    """That the framework agreement says who runs the offers now."""

    template = "takeover_tasks/update_agreement.html"

    updated_on = DateField("Rettet den", [Filled("Skriv datoen.")])
    text = TextAreaField("Hvad er rettet?", [LONG])

    @property
    def send(self) -> str:
        return "Registrér rettelsen"

    @property
    def sent(self) -> str:
        return "Rettelsen af rammeaftalen er registreret."

    def answers(self) -> dict[str, Any]:
        return given(updated_on=iso(self.updated_on.data), text=self.text.data)


FORMS: dict[str, type[TaskForm]] = {
    "task_ask_for_data": AskForDataForm,
    "task_deliver_figures": FiguresForm,
    "task_prepare_recommendation": RecommendationForm,
    "task_record_discussion": DiscussionForm,
    "task_declare_takeover": DeclarationForm,
    "task_state_terms": TermsForm,
    "task_answer_terms": AnswerTermsForm,
    "task_issue_agreement": IssueAgreementForm,
    "task_notify_employees": NotifyEmployeesForm,
    "task_complete_municipal_checklist": ChecklistForm,
    "task_complete_regional_checklist": ChecklistForm,
    "task_update_agreement": UpdateAgreementForm,
    "task_state_settlement": SettlementForm,
    "task_answer_settlement": AnswerSettlementForm,
}
