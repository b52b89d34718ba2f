"""Why a citizen's data are asked for, and the number that cases are found by."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.base import Form
from workflows.services.referral.looks import MOST_WORDS

WHY = "Fx: Borgeren ringer og spørger til sin sag. Det bliver gemt, hvem der har set oplysningerne, hvornår og hvorfor."


class ReasonForm(Form):
    """Why someone looks."""

    reason = TextAreaField(
        "Hvorfor har du brug for oplysningerne?",
        [Filled("Skriv, hvorfor du har brug for oplysningerne."), Length(max=MOST_WORDS)],
        description=WHY,
    )
    going_to = HiddenField()


class CprForm(Form):
    """The number to look up, and why."""

    cpr = StringField("CPR-nummer", [Filled("Skriv CPR-nummeret.")], description="Ti cifre, fx 010190-1234.")
    reason = TextAreaField(
        "Hvorfor søger du?",
        [Filled("Skriv, hvorfor du søger."), Length(max=MOST_WORDS)],
        description="Fx: Borgeren henvender sig. Søgningen bliver gemt, også når den ikke finder noget.",
    )
