"""Linking a case to another."""

from wtforms import StringField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.fields import words
from web.forms.task_form import choice
from workflows.vocabulary import CaseLinkKind


class LinkForm(Form):
    """The other case, and how the two hang together."""

    number = StringField(
        "Den anden sags nummer",
        [Filled("Skriv sagens nummer."), Length(max=20)],
        description="Fx 2026-0001. I skal selv have del i sagen.",
    )
    kind = choice("Denne sag …", words(CaseLinkKind), ask="Vælg, hvordan sagerne hænger sammen.")
