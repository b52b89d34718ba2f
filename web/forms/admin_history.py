"""Which part of the history of administration to show."""

from wtforms import SelectField, StringField

from web.forms.admin import FilterForm, id_or_none, text_or_none
from web.forms.fields import DateField
from workflows.services.register.history import Asked
from workflows.services.register.history_words import TABLES


class HistoryFilter(FilterForm):
    """What was changed, by whom, and when; `subject` comes from the page of what the history is about."""

    table = SelectField(
        "Hvad", choices={"": "Alt"} | dict(sorted(TABLES.items(), key=lambda pair: pair[1])), coerce=text_or_none
    )
    person_id = SelectField("Hvem", coerce=id_or_none)
    first = DateField("Fra dag")
    last = DateField("Til og med dag")
    subject = StringField()

    def asked(self) -> Asked:
        """The answers as the service takes them; one that can't be read filters nothing."""
        return Asked(
            table=self.table.data if self.table.data in TABLES else "",
            person_id=self.person_id.data,
            subject=self.subject.data or "",
            first=self.first.data,
            last=self.last.data,
        )
