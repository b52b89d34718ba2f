"""The questions when a centre or a municipality opens a referral."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled, id_or_none
from web.forms.closing_parts import given
from web.forms.drafted import DraftedForm
from web.forms.fields import EMAIL, CodeField, CprField, DateField, words
from web.forms.task_form import LONG, choice, iso
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.services.referral.referrals import Choice, OpeningChoices
from workflows.vocabulary import OrganisationKind, Process, TargetGroup


class ReferralOpeningForm(DraftedForm):
    """Between whom, who the citizen is, and why. One's own organisation is not chosen."""

    opens = Process.REFERRAL

    centre_id = SelectField("Kommunikationscenter", [Filled("Vælg centret.")], coerce=id_or_none, validate_choice=False)
    municipality_id = SelectField(
        "Borgerens handlekommune", [Filled("Vælg kommunen.")], coerce=id_or_none, validate_choice=False
    )
    paying_municipality_id = SelectField(
        "Betalingskommune",
        coerce=id_or_none,
        validate_choice=False,
        description="Vælges kun, når en anden kommune end handlekommunen betaler.",
    )
    inquired_on = DateField(
        "Henvendelsen kom den", [Filled("Skriv, hvornår henvendelsen kom.")], description="Fx 14-03-2026."
    )
    target_group = choice("Hvad drejer det sig om?", words(TargetGroup), ask="Vælg, hvad det drejer sig om.")
    text = TextAreaField("Hvorfor skal borgeren udredes?", [Filled("Skriv, hvorfor borgeren skal udredes."), LONG])
    name = StringField("Borgerens navn", [Filled("Skriv borgerens navn."), Length(max=200)])
    cpr = CprField("CPR-nummer", [Filled("Skriv CPR-nummeret.")], description="Ti cifre, fx 010190-1234.")
    address = TextAreaField("Adresse", [Length(max=500)], description="Breve til borgeren sendes hertil.")
    phone = StringField("Telefon", [Length(max=40)])
    email = StringField("E-mail", [EMAIL, Length(max=200)])
    kle = CodeField("KLE-nummer", [Length(max=12)], description="Fx 27.69.40 G01.")

    def prepare(self, choices: OpeningChoices, actor: Actor) -> None:
        """Add the organisations to choose among, and take away the one that is the actor's own."""
        self.own = {"centre_id" if actor.organisation_kind is OrganisationKind.CENTRE else "municipality_id": actor}
        self.centre_id.choices = _choices(choices.centres, "Vælg center")
        self.municipality_id.choices = _choices(choices.municipalities, "Vælg kommune")
        self.paying_municipality_id.choices = _choices(choices.payers, "Handlekommunen betaler selv")
        for name in self.own:
            del self[name]
        if not self.inquired_on.raw_data:
            self.inquired_on.data = today()

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        ids = {name: actor.organisation_id for name, actor in self.own.items()}
        for name in ("centre_id", "municipality_id", "paying_municipality_id"):
            if name in self:
                ids[name] = self[name].data
        texts = {name: self[name].data for name in ("text", "name", "cpr", "address", "phone", "email", "kle")}
        return given(
            **{name: str(value) for name, value in ids.items() if value},
            **texts,
            inquired_on=iso(self.inquired_on.data),
            target_group=self.target_group.data,
        )


def _choices(organisations: list[Choice], empty: str) -> dict[str, str]:
    return {"": empty} | {str(one.id): one.name for one in organisations}
