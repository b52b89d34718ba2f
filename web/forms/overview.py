"""What the leaders' overview is of; the answers stand in the address."""

from collections.abc import Iterable

from wtforms import SelectField

from web.forms.admin import FilterForm, OrganisationRow, id_or_none, organisation_choices
from web.forms.fields import DateField, words
from workflows.clock import today
from workflows.rules.calendar import add_months
from workflows.services.overview.scope import HORIZONS, Scope
from workflows.vocabulary import AgreementId, Process

MONTHS = 12
"""How far back times are counted, where nothing else is asked for."""


class OverviewFilter(FilterForm):
    """Which cases, whose tasks, and how far ahead or back. What can't be read leaves nothing out."""

    proces = SelectField("Slags sag", choices=words(Process, empty="Alle slags"), default="")
    aftale = SelectField("Aftale", choices=words(AgreementId, empty="Alle aftaler"), default="")
    organisation = SelectField("Kommune eller anden organisation", coerce=id_or_none)
    dage = SelectField("Frem til", choices={str(days): f"{days} dage fra i dag" for days in HORIZONS}, default="30")
    fra = DateField("Fra og med", default=lambda: add_months(today(), -MONTHS))
    til = DateField("Til og med", default=today)

    def __init__(self, organisations: Iterable[OrganisationRow]) -> None:
        """Read the address; `organisations` are those that one can choose among."""
        super().__init__()
        self.organisation.choices = organisation_choices(organisations, empty="Alle")
        self.validate()
        if self.fra.data and self.til.data and self.til.data < self.fra.data:
            self.til.errors = [*self.til.errors, "Perioden slutter, før den begynder. Skriv en senere dag."]

    @property
    def scope(self) -> Scope:
        """What is asked for."""
        return Scope(
            process=next((one for one in Process if one.value == self.proces.data), None),
            agreement=next((one for one in AgreementId if one.value == self.aftale.data), None),
            organisation_id=self.organisation.data,
            horizon=next((days for days in HORIZONS if str(days) == self.dage.data), HORIZONS[-1]),
            first=self.fra.data,
            last=self.til.data,
        )
