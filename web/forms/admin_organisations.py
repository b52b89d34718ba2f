"""Organisations, and the end of one."""

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from web.forms.admin import Filled, FilterForm, id_or_none, text_or_none
from web.forms.base import Form
from web.forms.fields import CodeField, DateField, word_in, words
from workflows.clock import today
from workflows.services.register.organisations import NewOrganisation
from workflows.vocabulary import OrganisationKind


class OrganisationFilter(FilterForm):
    """Which organisations to list; without an answer those that exist today."""

    text = StringField("Navn eller kode", [Length(max=100)])
    kind = SelectField("Art", choices=words(OrganisationKind, empty="Alle"), coerce=word_in(OrganisationKind))
    region_code = SelectField("Region", coerce=text_or_none)
    on = DateField("Findes den", default=today, description="Tom: alle, også ophørte.")


class NewOrganisationForm(Form):
    """An organisation to create."""

    kind = SelectField(
        "Art",
        [Filled("Vælg en art.")],
        choices=words(OrganisationKind, empty="Vælg art"),
        coerce=word_in(OrganisationKind),
    )
    name = StringField("Navn", [Filled("Skriv organisationens navn."), Length(max=200)])
    code = CodeField(
        "Kode",
        [Filled("Skriv en kode."), Length(max=60)],
        description="Kommuner har tre cifre, regioner fire. Andre har et ord som sdf-syddanmark.",
    )
    region_code = SelectField(
        "Region", coerce=text_or_none, description="Kommuner skal have en. En region er sin egen."
    )
    address = TextAreaField("Adresse", [Length(max=500)], description="Bruges i dokumenternes brevhoved.")
    valid_from = DateField("Findes fra", [Filled("Skriv, fra hvilken dag den findes.")], default=today)
    valid_to = DateField("Findes til og med", description="Lad feltet stå tomt, når slutdagen ikke kendes.")

    def details(self) -> NewOrganisation:
        """The answers as the service takes them."""
        return NewOrganisation(
            code=self.code.data,
            name=self.name.data,
            kind=self.kind.data,
            region_code=self.region_code.data,
            address=self.address.data or "",
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )


class ChangeOrganisationForm(Form):
    """What may be corrected in an organisation. Its code and kind stay."""

    name = StringField("Navn", [Filled("Skriv organisationens navn."), Length(max=200)])
    region_code = SelectField("Region", coerce=text_or_none)
    address = TextAreaField("Adresse", [Length(max=500)], description="Bruges i dokumenternes brevhoved.")


class EndOrganisationForm(Form):
    """The end of an organisation, and its successor."""

    last_day = DateField("Sidste dag", [Filled("Skriv organisationens sidste dag.")])
    successor_id = SelectField(
        "Efterfølger",
        coerce=id_or_none,
        description="Personernes roller og pladserne i organer går videre til efterfølgeren dagen efter.",
    )
    moved_ids = SelectMultipleField(
        "Kommuner og centre, der går over til efterfølgeren",
        coerce=id_or_none,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description="Fra dagen efter. Sager, der kører, beholder deres parter. "
        "Fjern hakket ved dem, der skal til en anden region.",
    )
