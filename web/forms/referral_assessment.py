"""The forms of the inquiry and the assessment: the centre's evaluation, the contact person, the report."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.fields import EMAIL, DateField, words
from web.forms.referral_task import LAWS, Depends, ReferralTask, asked_if_needed
from web.forms.rows import Row, filled, rows_of
from web.forms.task_form import LONG, choice
from workflows.vocabulary import TargetGroup

SHORT = Length(max=300)
ONE_OF_TWO = "Skriv telefon eller e-mail."


class EvaluationForm(ReferralTask):
    """The centre's concrete evaluation of an inquiry."""

    template = "referral_tasks/evaluate.html"
    points = ("own_inquiry", "reassessment")
    aliases: ClassVar[Mapping[str, str]] = {"reason": "why_so"}
    depends: ClassVar[Depends] = {
        "outcome": {
            "start": ("last_assessed_on", "situation_changed", "change_reason"),
            "decline": ("last_assessed_on",),
            "continue": ("granted_on", "grant_reference", "follow_up_on"),
        }
    }

    outcome = choice("Hvad beslutter centret?", {}, ask="Vælg, hvad centret beslutter.")
    last_assessed_on = DateField("Borgerens seneste udredning", description="Lad feltet stå tomt, hvis der ikke er en.")
    situation_changed = BooleanField("Borgerens situation er væsentligt ændret siden da")
    change_reason = TextAreaField("Hvad er ændret?", [LONG])
    granted_on = DateField("Kommunen bevilgede indsatsen den")
    grant_reference = StringField("Bevillingen", [SHORT], description="Fx kommunens sagsnummer.")
    follow_up_on = DateField("Følges op den")
    why_so = TextAreaField("Begrundelse", [Filled("Skriv, hvad vurderingen bygger på."), LONG])

    def start(self) -> dict[str, Any]:
        return {"last_assessed_on": self.facts["last_assessed"]}

    def prepare(self) -> None:
        choices = {"start": "Sæt en udredning i gang", "decline": "Sæt ikke en udredning i gang"}
        if self.facts["may_continue"]:
            choices["continue"] = "Fortsæt en indsats, som kommunen har bevilget"
        self.outcome.choices = list(choices.items())
        self.why_so.description = "Står i brevet til borgeren, hvis der ikke sættes en udredning i gang."

    @property
    def send(self) -> str:
        return "Registrér vurderingen"

    @property
    def sent(self) -> str:
        told = {
            "start": "Udredningen er sat i gang. Kommunen er bedt om en fast kontaktperson.",
            "decline": "Der sættes ikke en udredning i gang. Brevet til borgeren er dannet.",
            "continue": "Indsatsen fortsætter uden en ny udredning. Brevet til borgeren er dannet.",
        }
        return told[self.outcome.data]


class ContactForm(ReferralTask):
    """The municipality's fixed contact person."""

    template = "referral_tasks/contact.html"
    points = ("contact_person",)

    name = StringField("Kontaktpersonens navn", [Filled("Skriv navnet."), SHORT])
    phone = StringField("Telefon", [SHORT], description=ONE_OF_TWO)
    email = StringField("E-mail", [EMAIL, SHORT])

    @property
    def send(self) -> str:
        return "Oplys kontaktpersonen"

    @property
    def sent(self) -> str:
        return f"Kontaktpersonen er oplyst til {self.facts['centre'].name}."


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
    target_group = asked_if_needed("Målgruppe", words(TargetGroup))
    law = asked_if_needed("Foreslået lovgrundlag", LAWS)
    paragraph = StringField("Bestemmelse", [SHORT], description="Fx § 112.")
    author_name = StringField("Navn", [SHORT])
    author_title = StringField("Stilling", [SHORT])
    author_phone = StringField("Telefon", [SHORT], description=ONE_OF_TWO)
    author_email = StringField("E-mail", [EMAIL, SHORT])
    efforts = rows_of(EffortPart)
    advice_agreed_with = StringField(
        "Rådgivningen er aftalt med", [SHORT], description="Navnet på den, I har aftalt det med i kommunen."
    )
    advice_agreed_on = DateField("Aftalt den")

    def start(self) -> dict[str, Any]:
        return {"target_group": self.facts["inquiry"]["target_group"].value}

    @property
    def send(self) -> str:
        return "Send rapporten til kommunen"

    @property
    def sent(self) -> str:
        return f"Rapporten er sendt til {self.facts['municipality'].name}."

    def answers(self) -> dict[str, Any]:
        return {**super().answers(), "efforts": [row.text.data for row in filled(self.efforts)]}
