"""Subscriptions with a communication centre."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from web.forms.admin import Filled, id_or_none
from web.forms.base import Form
from web.forms.fields import DateField
from workflows.clock import today


class SubscriptionForm(Form):
    """A municipality's subscription for a period."""

    municipality_id = SelectField("Kommune", [Filled("Vælg en kommune.")], coerce=id_or_none)
    valid_from = DateField("Fra", [Filled("Skriv, fra hvilken dag abonnementet gælder.")], default=today)
    valid_to = DateField("Til og med", description="Lad feltet stå tomt, når slutdagen ikke kendes.")
    source = StringField("Kilde", [Length(max=200)], description="Fx kontraktens nummer.")


class EndSubscriptionForm(Form):
    """The end of a subscription."""

    last_day = DateField("Sidste dag", [Filled("Skriv abonnementets sidste dag.")], default=today)
