"""Putting a mistake right: a date, a case called off, a sent account made again. Each asks for the reason."""

from wtforms import TextAreaField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.fields import DateField

LONGEST_REASON = 4000


class DecisionDateForm(Form):
    """The right date of the decision: the first of two steps."""

    decided_on = DateField(
        "Den rigtige beslutningsdato", [Filled("Skriv datoen.")], description="Dag, måned og år, fx 14-03-2026."
    )


class ConfirmDateForm(Form):
    """The second step: the date, which now stands firm, and why it is corrected."""

    decided_on = DateField("Beslutningsdato", widget=HiddenInput())
    reason = TextAreaField(
        "Hvorfor rettes datoen?",
        [Filled("Skriv, hvorfor datoen rettes."), Length(max=LONGEST_REASON)],
        description="Begrundelsen står i historikken og i brevet til dem, der har fået varslet.",
    )


class CallOffForm(Form):
    """Why a case is called off."""

    reason = TextAreaField(
        "Hvorfor opgives sagen?",
        [Filled("Skriv, hvorfor sagen opgives."), Length(max=LONGEST_REASON)],
        description="Begrundelsen sendes til alle, der er orienteret om den.",
    )


class ReplaceAccountForm(Form):
    """Why a sent final account is made again."""

    reason = TextAreaField(
        "Hvorfor laves regnskabet om?",
        [Filled("Skriv, hvorfor regnskabet laves om."), Length(max=LONGEST_REASON)],
        description="Begrundelsen står i sagens historik.",
    )
