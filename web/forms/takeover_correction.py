"""A mistyped day of a declaration put right, in two steps: the days, then the reason when it is seen what moves."""

from datetime import date
from typing import Any

from wtforms import TextAreaField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.corrections import LONGEST_REASON
from web.forms.fields import DateField
from workflows.services.takeover.corrections import DeclaredDays

EXAMPLE = "Dag, måned og år, fx 14-03-2026."


class DeclaredDaysForm(Form):
    """The right days. The day of the takeover is left out where it can't be corrected here."""

    declared_on = DateField("Meddelt regionsrådet den", [Filled("Skriv datoen.")], description=EXAMPLE)
    takeover_on = DateField("Overtagelsesdag", [Filled("Skriv datoen.")], description=EXAMPLE)

    def prepare(self, days: DeclaredDays) -> None:
        """Ask for the days that can be corrected."""
        if days.takeover_stands:
            del self.takeover_on

    @classmethod
    def of(cls, days: DeclaredDays) -> "DeclaredDaysForm":
        """The days as they stand."""
        return cls(data={"declared_on": days.declared_on, "takeover_on": days.takeover_on})

    def days(self, before: DeclaredDays) -> dict[str, date]:
        """The days as the service takes them."""
        takeover_on = self.takeover_on.data if "takeover_on" in self else before.takeover_on
        return {"declared_on": self.declared_on.data, "takeover_on": takeover_on}


class ConfirmDaysForm(Form):
    """The days, which now stand firm, and why they are corrected."""

    declared_on = DateField("Meddelt regionsrådet den", [Filled("Skriv datoen.")], widget=HiddenInput())
    takeover_on = DateField("Overtagelsesdag", [Filled("Skriv datoen.")], widget=HiddenInput())
    reason = TextAreaField(
        "Hvorfor rettes datoerne?",
        [Filled("Skriv, hvorfor datoerne rettes."), Length(max=LONGEST_REASON)],
        description="Begrundelsen står i sagens historik.",
    )

    @classmethod
    def of(cls, days: dict[str, date]) -> "ConfirmDaysForm":
        """The days that were seen."""
        return cls(formdata=None, data=days)

    def days(self) -> dict[str, Any]:
        """The days as the service takes them."""
        return {"declared_on": self.declared_on.data, "takeover_on": self.takeover_on.data}
