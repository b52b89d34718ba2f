"""The forms of the inquiry and the assessment: the centre's evaluation, the contact person, the report."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.closing_parts import given
from web.forms.fields import DateField, words
from web.forms.referral_task import ReferralTask
from web.forms.rows import Row, filled, rows_of
from web.forms.task_form import LONG, choice, iso
from workflows.vocabulary import Law, TargetGroup

SHORT = Length(max=300)


class EvaluationForm(ReferralTask):
    """The centre's concrete evaluation of an inquiry."""

    template = "referral_tasks/evaluate.html"
    points = ("own_inquiry", "reassessment")
    aliases: ClassVar[Mapping[str, str]] = {"reason": "why_so"}

    outcome = choice("Hvad beslutter centret?", {}, ask="Vælg, hvad centret beslutter.")
    why_so = TextAreaField("Begrundelse", [Filled("Skriv, hvad vurderingen bygger på."), LONG])
    last_assessed_on = DateField("Borgerens seneste udredning", description="Lad feltet stå tomt, hvis der ikke er en.")
    situation_changed = BooleanField("Borgerens situation er ændret væsentligt siden da")
    change_reason = TextAreaField("Hvad er ændret?", [LONG])
    granted_on = DateField("Kommunen bevilgede indsatsen den")
    grant_reference = StringField("Bevillingen", [SHORT], description="Fx kommunens sagsnummer.")
    follow_up_on = DateField("Følges op den")

    def start(self) -> dict[str, Any]:
        return {"last_assessed_on": self.facts["last_assessed"]}

    def prepare(self) -> None:
        choices = {"start": "Sæt en udredning i gang", "decline": "Udred ikke"}
        if self.facts["may_continue"]:
            choices["continue"] = "Fortsæt en indsats, som kommunen har bevilget"
        self.outcome.choices = list(choices.items())

    @property
    def send(self) -> str:
        return "Registrér vurderingen"

    @property
    def sent(self) -> str:
        told = {
            "start": "Udredningen er sat i gang. Kommunen er bedt om en fast kontaktperson.",
            "decline": "Borgeren får brev om, at der ikke udredes.",
            "continue": "Indsatsen fortsætter, og parterne får besked.",
        }
        return told[self.outcome.data]

    def answers(self) -> dict[str, Any]:
        continued = self.outcome.data == "continue"
        assessed = self.outcome.data != "continue"
        return given(
            outcome=self.outcome.data,
            reason=self.why_so.data,
            last_assessed_on=iso(self.last_assessed_on.data) if assessed else None,
            situation_changed=self.situation_changed.data if assessed else None,
            change_reason=self.change_reason.data if self.situation_changed.data else None,
            granted_on=iso(self.granted_on.data) if continued else None,
            grant_reference=self.grant_reference.data if continued else None,
            follow_up_on=iso(self.follow_up_on.data) if continued else None,
        )


class ContactForm(ReferralTask):
    """The municipality's fixed contact person."""

    template = "referral_tasks/contact.html"
    points = ("contact_person",)

    name = StringField("Kontaktpersonens navn", [Filled("Skriv navnet."), SHORT])
    phone = StringField("Telefon", [SHORT])
    email = StringField("E-mail", [SHORT], description="Skriv telefon eller e-mail.")

    @property
    def send(self) -> str:
        return "Oplys kontaktpersonen"

    @property
    def sent(self) -> str:
        return f"Kontaktpersonen er oplyst til {self.facts['centre'].name}."

    def answers(self) -> dict[str, Any]:
        return given(name=self.name.data, phone=self.phone.data, email=self.email.data)


class EffortPart(Row):
    """An effort that the centre advises."""

    text = StringField("Indsats", [Length(max=2000)])


class ReportForm(ReferralTask):
    """The assessment report. A part that is missing is asked for at its field."""

    template = "referral_tasks/report.html"
    points = ("report", "advice")

    purpose = TextAreaField("Formål", [LONG])
    goals = TextAreaField("Mål", [LONG], description="Ét mål på hver linje.")
    expected_effect = TextAreaField("Forventet effekt af den kompenserende indsats", [LONG])
    law = choice("Foreslået lovgrundlag", words(Law), ask="Vælg den lov, centret foreslår.")
    paragraph = StringField("Bestemmelse", [SHORT], description="Fx § 112.")
    target_group = choice("Målgruppe", words(TargetGroup), ask="Vælg målgruppen.")
    author_name = StringField("Udarbejdet af", [SHORT])
    author_title = StringField("Stilling", [SHORT])
    author_phone = StringField("Telefon", [SHORT])
    author_email = StringField("E-mail", [SHORT])
    efforts = rows_of(EffortPart)
    advice_agreed_with = StringField(
        "Rådgivningen er aftalt med", [SHORT], description="Navnet på den, I har aftalt det med i kommunen."
    )
    advice_agreed_on = DateField("Aftalt den")

    def start(self) -> dict[str, Any]:
        typed = self.facts["report"]
        inquiry = self.facts["inquiry"]
        return {
            "target_group": inquiry["target_group"].value,
            **{name: typed[name] for name in typed if name not in ("efforts", "advice_agreed_on")},
            "efforts": [{"text": text} for text in typed.get("efforts", [])],
        }

    @property
    def send(self) -> str:
        return "Send rapporten til kommunen"

    @property
    def sent(self) -> str:
        return f"Rapporten er sendt til {self.facts['municipality'].name}."

    def answers(self) -> dict[str, Any]:
        texts = {
            name: self[name].data
            for name in ("purpose", "goals", "expected_effect", "law", "paragraph", "target_group", "author_name")
        }
        more = {name: self[name].data for name in ("author_title", "author_phone", "author_email")}
        efforts = [row.text.data for row in filled(self.efforts)]
        agreed = given(
            advice_agreed_with=self.advice_agreed_with.data, advice_agreed_on=iso(self.advice_agreed_on.data)
        )
        return {**given(**texts, **more), **agreed, "efforts": efforts}
