"""The forms of the tasks of a referral."""

from typing import Any

from wtforms import TextAreaField

from web.forms.admin import Filled
from web.forms.closing_parts import given, plain
from web.forms.fields import AmountField, DateField, NumberField
from web.forms.referral_assessment import ContactForm, EvaluationForm, ReportForm
from web.forms.referral_decision import CheckCaseForm, DecideForm, RecordForm, StatementForm, SupplyForm
from web.forms.referral_task import ReferralTask
from web.forms.task_form import LONG, TaskForm, choice, iso


class FollowEffortForm(ReferralTask):
    """A follow-up of the effort, or its end."""

    template = "referral_tasks/effort.html"
    points = ("coordination",)

    next_step = choice(
        "Hvad skal der ske?", {"follow_up": "Følg op, indsatsen fortsætter", "end": "Afslut indsatsen"}, ask="Vælg."
    )
    on = DateField("Dato", [Filled("Skriv datoen.")])
    text = TextAreaField("Status", [Filled("Skriv, hvordan det går, eller hvorfor indsatsen slutter."), LONG])
    next_follow_up_on = DateField("Næste opfølgning")

    @property
    def send(self) -> str:
        return "Registrér"

    @property
    def sent(self) -> str:
        ended = self.next_step.data == "end"
        return "Indsatsen er afsluttet, og borgeren får besked." if ended else "Opfølgningen er registreret."

    def answers(self) -> dict[str, Any]:
        goes_on = self.next_step.data == "follow_up"
        return given(
            next_step=self.next_step.data,
            on=iso(self.on.data),
            text=self.text.data,
            next_follow_up_on=iso(self.next_follow_up_on.data) if goes_on else None,
        )


class FrameForm(TaskForm):
    """The discussion of a collaboration agreement's frame."""

    template = "referral_tasks/frame.html"

    discussed_on = DateField("Drøftet den", [Filled("Skriv, hvornår rammen blev drøftet.")])
    text = TextAreaField("Hvad blev aftalt?", [Filled("Skriv, hvad parterne aftalte."), LONG])
    frame_amount = AmountField("Ny ramme", description="Lad feltet stå tomt, hvis rammen er uændret.")
    base_inquiries = NumberField(
        "Nyt antal henvendelser, som rammen er sat efter", description="Lad feltet stå tomt, hvis det er uændret."
    )

    @property
    def send(self) -> str:
        return "Registrér drøftelsen"

    @property
    def sent(self) -> str:
        return "Drøftelsen af rammen er registreret."

    def answers(self) -> dict[str, Any]:
        return given(
            discussed_on=iso(self.discussed_on.data),
            text=self.text.data,
            frame_amount=plain(self.frame_amount.data),
            base_inquiries=self.base_inquiries.data,
        )


FORMS: dict[str, type[TaskForm]] = {
    "task_evaluate_inquiry": EvaluationForm,
    "task_name_contact": ContactForm,
    "task_write_assessment": ReportForm,
    "task_check_case": CheckCaseForm,
    "task_decide_referral": DecideForm,
    "task_decide_at_centre": DecideForm,
    "task_record_statement": StatementForm,
    "task_record_statement_at_centre": StatementForm,
    "task_supply_information": SupplyForm,
    "task_record_information": RecordForm,
    "task_follow_effort": FollowEffortForm,
    "task_discuss_frame": FrameForm,
}
