"""Views of the work list: saved under a name, named anew."""

from wtforms import BooleanField, StringField

from web.forms.admin import Filled
from web.forms.base import Form

ASK = "Skriv, hvad visningen skal hedde."


class SaveViewForm(Form):
    """A view to be kept."""

    name = StringField("Visningens navn", [Filled(ASK)])
    opens_first = BooleanField("Åbn »Mine opgaver« med denne visning")


class RenameViewForm(Form):
    """Another name for a view."""

    name = StringField("Nyt navn", [Filled(ASK)])
