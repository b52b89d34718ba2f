"""An entry in a case's journal, and the case's KLE number."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.fields import CodeField, DateField, word_in, words
from workflows.clock import today
from workflows.vocabulary import Direction


class EntryForm(Form):
    """A letter, a call or a note that did not come about in Rammesag."""

    entered_on = DateField("Dato", [Filled("Skriv datoen.")], default=today, description="Fx 14-03-2026.")
    direction = SelectField("Retning", [Filled("Vælg retning.")], choices=words(Direction), coerce=word_in(Direction))
    theme = StringField("Tema", [Filled("Skriv, hvad det handler om."), Length(max=300)])
    parties = StringField("Fra eller til", [Filled("Skriv, hvem det er fra eller til."), Length(max=300)])


class KleForm(Form):
    """The case's KLE number."""

    kle = CodeField("KLE-nummer", [Length(max=12)], description="Fx 27.69.40 G01. Tomt fjerner nummeret.")
