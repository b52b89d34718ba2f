"""Days on which an organisation is closed."""

from typing import Any

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length

from web.forms.admin import Filled, id_or_none
from web.forms.base import Form
from web.forms.fields import DateField


class ClosedDaysForm(Form):
    """A period in which an organisation is closed."""

    organisation_id = SelectField("Organisation", [Filled("Vælg en organisation.")], coerce=id_or_none)
    first = DateField("Fra og med", [Filled("Skriv den første lukkedag.")])
    last = DateField("Til og med", description="Lad feltet stå tomt for en enkelt dag. Weekender regnes ikke med.")
    reason = StringField(
        "Årsag",
        [Filled("Skriv, hvorfor der er lukket."), Length(max=200)],
        description="Står i fristernes forklaring, fx »Rådhuset lukket mellem jul og nytår«.",
    )
    seen = HiddenField()
    """Names the moved deadlines that have been shown; empty before they have been."""

    def days(self) -> dict[str, Any]:
        """The organisation, the period and the reason, by the names that the services have for them."""
        return {
            "organisation_id": self.organisation_id.data,
            "first": self.first.data,
            "last": self.last.data or self.first.data,
            "reason": self.reason.data,
        }
