"""The forms of the tasks of a referral."""

from datetime import date
from typing import Any, ClassVar

from wtforms import TextAreaField

from web.forms.admin import Filled
from web.forms.closing_parts import given, plain
from web.forms.fields import AmountField, DateField, NumberField
from web.forms.referral_assessment import ContactForm, EvaluationForm, ReportForm
from web.forms.referral_decision import CheckCaseForm, DecideForm, RecordForm, StatementForm, SupplyForm
from web.forms.referral_task import Depends, ReferralTask, day_of
from web.forms.task_form import HELD_ON, LONG, TaskForm, choice, iso


class FollowEffortForm(ReferralTask):
    """A follow-up of the effort, or its end."""

    template = "referral_tasks/effort.html"
    points = ("coordination",)
    depends: ClassVar[Depends] = {"next_step": {"follow_up": ("next_follow_up_on",)}}

    next_step = choice(
        "Hvad skal der ske?",
        {"follow_up": "Følg op, indsatsen fortsætter", "end": "Afslut indsatsen"},
        ask="Vælg, om indsatsen fortsætter eller slutter.",
    )
    on = DateField("Dato", [Filled("Skriv datoen.")], description=HELD_ON)
    text = TextAreaField(
        "Hvordan går det, eller hvorfor slutter indsatsen?",
        [Filled("Skriv, hvordan det går, eller hvorfor indsatsen slutter."), LONG],
    )
    next_follow_up_on = DateField("Næste opfølgning")

    @property
    def send(self) -> str:
        return "Registrér opfølgningen"

    @property
    def sent(self) -> str:
        ended = self.next_step.data == "end"
        return "Indsatsen er afsluttet. Brevet til borgeren er dannet." if ended else "Opfølgningen er registreret."

    @staticmethod
    def day_of(text: str) -> date:
        """The day of an earlier follow-up."""
        return day_of(text)


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
