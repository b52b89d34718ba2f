"""The form by which a citizen asks a communication centre for an assessment, and the one for a receipt."""

import json
import secrets
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled, id_or_none
from web.forms.base import Form
from web.forms.closing_parts import given
from web.forms.fields import EMAIL, CodeField, CprField, words
from web.forms.task_form import choice
from workflows.services.referral.public_inquiries import PublicChoices
from workflows.vocabulary import TargetGroup

GROUPS = words(TargetGroup) | {TargetGroup.COGNITION.value: "At huske, samle tankerne eller overskue ting (kognition)"}
"""The words of the field, but for the one that nobody says of oneself."""


class InquiryForm(Form):
    """What a citizen tells, in plain words."""

    centre_id = SelectField(
        "Hvilket kommunikationscenter vil du henvende dig til?",
        [Filled("Vælg et kommunikationscenter.")],
        coerce=id_or_none,
        validate_choice=False,
    )
    municipality_id = SelectField(
        "Hvilken kommune bor du i?",
        [Filled("Vælg din kommune.")],
        coerce=id_or_none,
        validate_choice=False,
        description="Du finder kun kommuner, hvor man kan henvende sig her. Ellers kan du kontakte din kommune.",
    )
    target_group = choice("Hvad har du brug for hjælp til?", GROUPS, ask="Vælg det, der passer bedst.")
    text = TextAreaField(
        "Hvad er svært for dig?",
        [Filled("Skriv, hvad der er svært for dig."), Length(max=4000)],
        description="Skriv med dine egne ord. Skriver du for en anden, så skriv også, hvem du er.",
    )
    name = StringField(
        "Navn", [Filled("Skriv navnet."), Length(max=200)], description="På den, der har brug for hjælp."
    )
    cpr = CprField("CPR-nummer", [Filled("Skriv CPR-nummeret.")], description="Ti cifre, fx 010190-1234.")
    address = TextAreaField("Adresse", [Length(max=500)])
    phone = StringField("Telefon", [Length(max=40)])
    email = StringField("E-mail", [EMAIL, Length(max=200)])
    once = HiddenField()

    def prepare(self, choices: PublicChoices) -> None:
        """Add the centres and municipalities, and a text of the form's own, which nobody can guess."""
        self.centre_id.choices = {"": "Vælg center"} | {str(one.id): one.name for one in choices.centres}
        self.municipality_id.choices = {"": "Vælg kommune"} | {str(one.id): one.name for one in choices.municipalities}
        self.once.data = self.once.data or secrets.token_urlsafe(24)

    def token(self) -> str:
        """The same for the same form with the same answers: what is sent twice is one inquiry."""
        return json.dumps([self.once.data, self.answers()], sort_keys=True)

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        texts = {name: self[name].data for name in ("text", "name", "cpr", "address", "phone", "email")}
        ids = {name: str(self[name].data or "") for name in ("centre_id", "municipality_id")}
        return given(**ids, **texts, target_group=self.target_group.data)


class ReceiptForm(Form):
    """The reference of an inquiry that was sent."""

    reference = CodeField("Reference", [Filled("Skriv referencen.")], description="Fx HK-ABCDE-12345.")
