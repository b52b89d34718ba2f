"""What is searched for; it stands in the address."""

from typing import Any

from wtforms import SelectField, StringField

from web.forms.admin import FilterForm
from web.forms.fields import DateField, NumberField, word_in, words
from workflows.services.search.finding import Asked
from workflows.vocabulary import AgreementId, Process, SearchKind


class SearchForm(FilterForm):
    """The words, and among what they are looked for; an answer that can't be read narrows nothing."""

    q = StringField("Søg efter", description="Ord, sagsnummer, paragraf eller navn på en part.")
    art = SelectField("Vis", choices=words(SearchKind, empty="Alt"), coerce=word_in(SearchKind))
    proces = SelectField("Sagens proces", choices=words(Process, empty="Alle"), coerce=word_in(Process))
    aftale = SelectField("Rammeaftale", choices=words(AgreementId, empty="Alle"), coerce=word_in(AgreementId))
    fra = DateField("Fra dag")
    til = DateField("Til og med dag")
    side = NumberField("Side")

    def asked(self) -> Asked:
        """The answers as the service takes them."""
        return Asked(
            text=self.q.data or "",
            kind=read(self.art),
            process=read(self.proces),
            agreement=read(self.aftale),
            first=self.fra.data,
            last=self.til.data,
            page=min(max(1, self.side.data or 1), 50),
        )


def read(field: SelectField) -> Any:
    """The answer of a choice; none where it is no choice."""
    return None if field.errors else field.data
